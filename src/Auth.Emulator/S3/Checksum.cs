using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;

namespace Amplify.Emulator;

/// <summary>The checksums S3 knows, each in base 64 under a header of its own.</summary>
internal static class Checksum
{
    private const string Prefix = "x-amz-checksum-";
    private const uint Crc32Polynomial = 0xEDB88320;
    private static readonly uint[] Crc32Table = [.. Enumerable.Range(0, 256).Select(Crc32Entry)];

    private static readonly Dictionary<string, Func<byte[], byte[]>> Algorithms = new(StringComparer.Ordinal)
    {
        ["x-amz-checksum-crc32"] = Crc32,
        ["x-amz-checksum-crc32c"] = Crc32C,
#pragma warning disable CA5350 // The protocol's choice.
        ["x-amz-checksum-sha1"] = SHA1.HashData,
#pragma warning restore CA5350
        ["x-amz-checksum-sha256"] = SHA256.HashData,
    };

    public static IEnumerable<string> Headers => Algorithms.Keys;

    /// <summary>As S3 names the algorithm: <c>CRC32</c>, <c>SHA256</c>…</summary>
    public static string AlgorithmOf(string header) => header[Prefix.Length..].ToUpperInvariant();

    /// <summary>The name of its XML element: <c>ChecksumCRC32</c>…</summary>
    public static string ElementOf(string header) => $"Checksum{AlgorithmOf(header)}";

    public static string Of(string header, byte[] content) => Convert.ToBase64String(Algorithms[header](content));

    /// <summary>Compares the payload with every checksum the request brings.</summary>
    /// <returns>The checksums, by their headers.</returns>
    /// <exception cref="ServiceException">One of them is wrong.</exception>
    public static IReadOnlyDictionary<string, string> Verify(S3Call call)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string header in Headers)
        {
            if (call.Header(header) is not { } said)
            {
                continue;
            }

            if (said != Of(header, call.Payload))
            {
                throw new ServiceException("BadDigest", $"The {AlgorithmOf(header)} you specified did not match the calculated checksum.");
            }

            found.Add(header, said);
        }

#pragma warning disable CA5351 // The protocol's choice.
        if (call.Header("Content-MD5") is { } md5 && md5 != Convert.ToBase64String(MD5.HashData(call.Payload)))
#pragma warning restore CA5351
        {
            throw new ServiceException("BadDigest", "The Content-MD5 you specified did not match what we received.");
        }

        return found;
    }

    private static byte[] Crc32(byte[] content)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in content)
        {
            crc = Crc32Table[(byte)(crc ^ value)] ^ (crc >> 8);
        }

        return BigEndian(~crc);
    }

    private static byte[] Crc32C(byte[] content)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in content)
        {
            crc = BitOperations.Crc32C(crc, value);
        }

        return BigEndian(~crc);
    }

    private static uint Crc32Entry(int index)
    {
        uint entry = (uint)index;
        for (int bit = 0; bit < 8; bit++)
        {
            entry = (entry & 1) == 0 ? entry >> 1 : (entry >> 1) ^ Crc32Polynomial;
        }

        return entry;
    }

    private static byte[] BigEndian(uint value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }
}
