using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace Amplify.Tests.Srp;

/// <summary>
/// The user pool's side of SRP, written from the published formulas over hexadecimal text, and the prime computed from its definition
/// in RFC 3526 §5, so that nothing here repeats a mistake of the client.
/// </summary>
internal static class SrpServer
{
    public static BigInteger Prime { get; } = BigInteger.Pow(2, 3072) - BigInteger.Pow(2, 3008) - 1 + (BigInteger.Pow(2, 64) * (Pi(2942) + 1690314));

    public static string Hex(BigInteger number)
    {
        string hex = number.ToString("x", CultureInfo.InvariantCulture).TrimStart('0');
        return hex.Length == 0 ? "0" : hex;
    }

    public static BigInteger Number(string hex) => BigInteger.Parse("00" + hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    /// <summary>Even length, and "00" in front when the first digit is 8 or more.</summary>
    public static byte[] Pad(BigInteger number)
    {
        string hex = Hex(number);
        hex = hex.Length % 2 == 1 ? "0" + hex : "89abcdef".Contains(hex[0], StringComparison.Ordinal) ? "00" + hex : hex;
        return Convert.FromHexString(hex);
    }

    public static BigInteger Verifier(string poolName, string userId, string password, string saltHex)
    {
        byte[] identity = SHA256.HashData(Encoding.UTF8.GetBytes($"{poolName}{userId}:{password}"));
        BigInteger x = Number(Convert.ToHexString(SHA256.HashData([.. Pad(Number(saltHex)), .. identity])));
        return BigInteger.ModPow(2, x, Prime);
    }

    public static BigInteger PublicValue(BigInteger verifier, BigInteger b) => ((Multiplier() * verifier) + BigInteger.ModPow(2, b, Prime)) % Prime;

    public static BigInteger Multiplier() => Number(Convert.ToHexString(SHA256.HashData([.. Pad(Prime), .. Pad(2)])));

    public static string Signature(string clientPublicHex, BigInteger verifier, BigInteger b, string poolName, string userId, string secretBlock, string timestamp)
    {
        BigInteger clientPublic = Number(clientPublicHex);
        BigInteger u = Number(Convert.ToHexString(SHA256.HashData([.. Pad(clientPublic), .. Pad(PublicValue(verifier, b))])));
        BigInteger shared = BigInteger.ModPow(clientPublic * BigInteger.ModPow(verifier, u, Prime), b, Prime);
        byte[] extracted = HMACSHA256.HashData(Pad(u), Pad(shared));
        byte[] info = [.. "Caldera Derived Key"u8, 1];
        byte[] key = HMACSHA256.HashData(extracted, info)[..16];
        byte[] message = [.. Encoding.UTF8.GetBytes(poolName + userId), .. Convert.FromBase64String(secretBlock), .. Encoding.UTF8.GetBytes(timestamp)];
        return Convert.ToBase64String(HMACSHA256.HashData(key, message));
    }

    /// <summary>The whole part of 2^bits · π, by Machin's formula.</summary>
    private static BigInteger Pi(int bits)
    {
        const int Spare = 64;
        BigInteger one = BigInteger.One << (bits + Spare);
        return ((16 * InverseTangent(5, one)) - (4 * InverseTangent(239, one))) >> Spare;
    }

    private static BigInteger InverseTangent(int denominator, BigInteger one)
    {
        BigInteger power = one / denominator;
        BigInteger sum = power;
        for (int n = 3, sign = -1; !power.IsZero; n += 2, sign = -sign)
        {
            power /= denominator * denominator;
            sum += sign * (power / n);
        }

        return sum;
    }
}
