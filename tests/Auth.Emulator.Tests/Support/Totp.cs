using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;

namespace Amplify.Tests;

/// <summary>An authenticator app of its own: base32 by big-number arithmetic, RFC 4226 truncation by hex digits.</summary>
internal static class Totp
{
    public static string Code(string secretBase32, long unixSeconds)
    {
        BigInteger value = BigInteger.Zero;
        foreach (char c in secretBase32)
        {
            value = value * 32 + "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c, StringComparison.Ordinal);
        }

        int bytes = secretBase32.Length * 5 / 8;
        value >>= (secretBase32.Length * 5) - (bytes * 8);
        byte[] key = Convert.FromHexString(value.ToString("X", CultureInfo.InvariantCulture).PadLeft(bytes * 2 + 1, '0')[^(bytes * 2)..]);
        byte[] counter = Convert.FromHexString((unixSeconds / 30).ToString("X16", CultureInfo.InvariantCulture));
#pragma warning disable CA5350 // HMAC-SHA-1 is what RFC 6238 uses.
        string mac = Convert.ToHexString(HMACSHA1.HashData(key, counter));
#pragma warning restore CA5350
        int offset = int.Parse(mac[^1..], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        uint number = uint.Parse(mac.AsSpan(offset * 2, 8), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & 0x7FFFFFFF;
        return (number % 1000000).ToString("D6", CultureInfo.InvariantCulture);
    }
}
