namespace Amplify.Tokens;

/// <summary>
/// Base64url as RFC 7515 wants it, and nothing else: its alphabet, no padding, no blanks, and no unused bits set, so that every
/// sequence of bytes has exactly one text.
/// </summary>
internal static class Base64UrlText
{
    private const byte None = 0xFF;

    private static readonly byte[] _values = MakeValues();

    public static int MaxDecodedLength(int characters) => ((characters / 4) * 3) + 2;

    /// <param name="text">The text; the empty one is no bytes.</param>
    /// <param name="bytes">At least <see cref="MaxDecodedLength"/> long.</param>
    /// <param name="written">How many bytes came out.</param>
    public static bool TryDecode(ReadOnlySpan<char> text, Span<byte> bytes, out int written)
    {
        written = 0;
        if (text.Length % 4 == 1)
        {
            return false;
        }

        uint bits = 0;
        int count = 0;
        foreach (char c in text)
        {
            byte value = c < _values.Length ? _values[c] : None;
            if (value == None)
            {
                return false;
            }

            bits = (bits << 6) | value;
            count += 6;
            if (count >= 8)
            {
                count -= 8;
                bytes[written++] = (byte)(bits >> count);
            }
        }

        return (bits & ((1u << count) - 1)) == 0;
    }

    /// <summary>Encodes bytes, without padding.</summary>
    public static string Encode(ReadOnlySpan<byte> bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private static byte[] MakeValues()
    {
        var values = new byte[128];
        Array.Fill(values, None);
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        for (byte i = 0; i < Alphabet.Length; i++)
        {
            values[Alphabet[i]] = i;
        }

        return values;
    }
}
