using System.Buffers;
using System.Text;

namespace Amplify.Http.SigV4;

/// <summary>Percent-encoding as RFC 3986 §2 and AWS want it: bytes of UTF-8, upper-case digits, all but the unreserved characters.</summary>
internal static class PercentEncoding
{
    private const string UpperCaseDigits = "0123456789ABCDEF";

    private static readonly SearchValues<char> _unreserved =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~");

    /// <summary>Encodes a text as it is: a percent sign in it becomes <c>%25</c>.</summary>
    public static void Encode(ReadOnlySpan<char> text, StringBuilder to)
    {
        if (!text.ContainsAnyExcept(_unreserved))
        {
            to.Append(text);
            return;
        }

        byte[] bytes = new byte[Encoding.UTF8.GetByteCount(text)];
        Encoding.UTF8.GetBytes(text, bytes);
        foreach (byte value in bytes)
        {
            AppendByte(value, to);
        }
    }

    /// <summary>
    /// Encodes the text that an encoded one stands for, whatever bytes those are. A percent sign that begins no escape stands for
    /// itself; a plus is a space where the text is a part of a query.
    /// </summary>
    public static void Reencode(ReadOnlySpan<char> encoded, bool plusIsSpace, StringBuilder to)
    {
        while (!encoded.IsEmpty)
        {
            if (TryReadEscape(encoded, out byte value))
            {
                AppendByte(value, to);
                encoded = encoded[3..];
            }
            else if (plusIsSpace && encoded[0] == '+')
            {
                AppendByte((byte)' ', to);
                encoded = encoded[1..];
            }
            else
            {
                // Up to the next character with a meaning, so that what takes two UTF-16 units stays whole.
                int end = encoded[1..].IndexOfAny('%', '+');
                int length = end < 0 ? encoded.Length : end + 1;
                Encode(encoded[..length], to);
                encoded = encoded[length..];
            }
        }
    }

    /// <summary>The same text with escapes in upper case, which RFC 3986 §6.2.2.1 calls equivalent.</summary>
    public static string WithUpperCaseEscapes(string encoded)
    {
        return encoded.Contains('%', StringComparison.Ordinal)
            ? string.Create(encoded.Length, encoded, static (span, text) =>
            {
                text.CopyTo(span);
                for (int i = 0; i + 2 < span.Length; i++)
                {
                    if (TryReadEscape(span[i..], out _))
                    {
                        span[i + 1] = char.ToUpperInvariant(span[i + 1]);
                        span[i + 2] = char.ToUpperInvariant(span[i + 2]);
                    }
                }
            })
            : encoded;
    }

    private static bool TryReadEscape(ReadOnlySpan<char> text, out byte value)
    {
        if (text.Length >= 3 && text[0] == '%' && char.IsAsciiHexDigit(text[1]) && char.IsAsciiHexDigit(text[2]))
        {
            value = Convert.FromHexString(text.Slice(1, 2))[0];
            return true;
        }

        value = 0;
        return false;
    }

    private static void AppendByte(byte value, StringBuilder to)
    {
        if (_unreserved.Contains((char)value))
        {
            to.Append((char)value);
            return;
        }

        to.Append('%').Append(UpperCaseDigits[value >> 4]).Append(UpperCaseDigits[value & 15]);
    }
}
