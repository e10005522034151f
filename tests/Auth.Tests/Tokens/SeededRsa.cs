using System.Numerics;
using System.Security.Cryptography;
using Amplify.Tests.Support;

namespace Amplify.Tests.Tokens;

/// <summary>RSA keys that are the same in every run, so that signatures are too. Worth nothing outside these tests.</summary>
internal static class SeededRsa
{
    private const int PrimeBytes = 128;
    private static readonly BigInteger _exponent = 65537;

    public static RSA Create(string seed)
    {
        var random = new Seeded(seed);
        BigInteger p = Prime(random);
        BigInteger q = Prime(random);
        BigInteger d = Inverse(_exponent, (p - 1) * (q - 1));
        return RSA.Create(new RSAParameters
        {
            Modulus = Bytes(p * q, PrimeBytes * 2),
            Exponent = Bytes(_exponent, 3),
            D = Bytes(d, PrimeBytes * 2),
            P = Bytes(p, PrimeBytes),
            Q = Bytes(q, PrimeBytes),
            DP = Bytes(d % (p - 1), PrimeBytes),
            DQ = Bytes(d % (q - 1), PrimeBytes),
            InverseQ = Bytes(Inverse(q, p), PrimeBytes),
        });
    }

    private static BigInteger Prime(Seeded random)
    {
        byte[] bytes = random.Bytes(PrimeBytes);
        bytes[0] |= 0xC0;
        bytes[^1] |= 1;
        var candidate = new BigInteger(bytes, isUnsigned: true, isBigEndian: true);
        while (!IsPrime(candidate) || candidate % _exponent == 1)
        {
            candidate += 2;
        }

        return candidate;
    }

    /// <summary>Trial division, then Fermat's test with two bases: enough for numbers nobody chose to deceive.</summary>
    private static bool IsPrime(BigInteger number)
    {
        for (int divisor = 3; divisor < 2000; divisor += 2)
        {
            if (number % divisor == 0)
            {
                return false;
            }
        }

        return BigInteger.ModPow(2, number - 1, number).IsOne && BigInteger.ModPow(3, number - 1, number).IsOne;
    }

    private static BigInteger Inverse(BigInteger number, BigInteger modulus)
    {
        (BigInteger oldRest, BigInteger rest) = (number, modulus);
        (BigInteger oldFactor, BigInteger factor) = (1, 0);
        while (!rest.IsZero)
        {
            BigInteger quotient = oldRest / rest;
            (oldRest, rest) = (rest, oldRest - (quotient * rest));
            (oldFactor, factor) = (factor, oldFactor - (quotient * factor));
        }

        return ((oldFactor % modulus) + modulus) % modulus;
    }

    private static byte[] Bytes(BigInteger number, int length)
    {
        byte[] bytes = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[length - bytes.Length], .. bytes];
    }
}
