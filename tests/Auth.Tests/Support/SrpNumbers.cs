using System.Globalization;
using System.Numerics;

namespace Amplify.Tests.Support;

/// <summary>The 3072-bit group of RFC 3526, made from its definition: 2^3072 - 2^3008 - 1 + 2^64 * (floor(2^2942 * pi) + 1690314).</summary>
internal static class SrpNumbers
{
    public static BigInteger Modulus { get; } = MakeModulus();

    public static string N => Modulus.ToString("x", CultureInfo.InvariantCulture).TrimStart('0');

    public static string TwiceN => (Modulus * 2).ToString("x", CultureInfo.InvariantCulture).TrimStart('0');

    private static BigInteger MakeModulus() =>
        BigInteger.Pow(2, 3072) - BigInteger.Pow(2, 3008) - 1 + (BigInteger.Pow(2, 64) * (FloorOfPiTimes(2942) + 1690314));

    /// <summary>Machin's formula with 64 guard bits.</summary>
    private static BigInteger FloorOfPiTimes(int bits)
    {
        BigInteger one = BigInteger.One << (bits + 64);
        return (4 * ((4 * ArcTan(5, one)) - ArcTan(239, one))) >> 64;
    }

    private static BigInteger ArcTan(int inverse, BigInteger one)
    {
        BigInteger power = one / inverse;
        BigInteger sum = power;
        for (int n = 3, sign = -1; !power.IsZero; n += 2, sign = -sign)
        {
            power /= inverse * inverse;
            sum += sign * (power / n);
        }

        return sum;
    }
}
