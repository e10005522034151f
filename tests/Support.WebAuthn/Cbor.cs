using System.Text;

namespace Amplify.Tests;

/// <summary>As much CBOR (RFC 8949) as an authenticator writes.</summary>
internal static class Cbor
{
    public static byte[] Number(int value) => value >= 0 ? Head(0, value) : Head(1, -1 - value);

    public static byte[] Bytes(byte[] value) => [.. Head(2, value.Length), .. value];

    public static byte[] Text(string value) => [.. Head(3, Encoding.UTF8.GetByteCount(value)), .. Encoding.UTF8.GetBytes(value)];

    /// <summary>Keys and values in turn.</summary>
    public static byte[] Map(params byte[][] items) => [.. Head(5, items.Length / 2), .. items.SelectMany(item => item)];

    private static byte[] Head(int kind, int value) => value switch
    {
        < 24 => [(byte)((kind << 5) | value)],
        < 256 => [(byte)((kind << 5) | 24), (byte)value],
        _ => [(byte)((kind << 5) | 25), (byte)(value >> 8), (byte)value],
    };
}
