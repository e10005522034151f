using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Amplify.Samples;

/// <summary>What an authenticator app does with the QR code it scanned: keeps the secret and shows a code every 30 seconds (RFC 6238).</summary>
internal sealed class Authenticator
{
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const int StepSeconds = 30;

    private readonly byte[] _key;

    private Authenticator(string secret) => _key = Decode(secret);

    /// <summary>Reads the payload of the QR code.</summary>
    public static Authenticator Scan(Secret uri)
    {
        string query = new Uri(uri.Reveal()).Query.TrimStart('?');
        string secret = query.Split('&').Single(part => part.StartsWith("secret=", StringComparison.Ordinal))["secret=".Length..];
        return new Authenticator(Uri.UnescapeDataString(secret));
    }

    public string CodeAt(DateTimeOffset time)
    {
        byte[] counter = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(counter, time.ToUnixTimeSeconds() / StepSeconds);
#pragma warning disable CA5350 // RFC 6238 with SHA-1 is what authenticator apps and Cognito agree on.
        byte[] hash = HMACSHA1.HashData(_key, counter);
#pragma warning restore CA5350
        int number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 0xF)) & int.MaxValue;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    private static byte[] Decode(string text)
    {
        byte[] bytes = new byte[text.Length * 5 / 8];
        int buffer = 0, bits = 0, length = 0;
        foreach (char c in text.ToUpperInvariant())
        {
            buffer = (buffer << 5) | Base32.IndexOf(c);
            bits += 5;
            if (bits >= 8)
            {
                bits -= 8;
                bytes[length++] = (byte)(buffer >> bits);
                buffer &= (1 << bits) - 1;
            }
        }

        return bytes;
    }
}
