using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Amplify.Tests.Support;

/// <summary>Numbers that look random and are the same in every run: SHA-256 over a seed and a counter.</summary>
internal sealed class Seeded(string seed)
{
    private readonly byte[] _block = [.. SHA256.HashData(Encoding.UTF8.GetBytes(seed)), 0, 0, 0, 0];
    private int _counter;

    public byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        Span<byte> hash = stackalloc byte[32];
        for (int filled = 0; filled < count; filled += hash.Length)
        {
            BinaryPrimitives.WriteInt32BigEndian(_block.AsSpan(32), _counter++);
            SHA256.HashData(_block, hash);
            hash[..Math.Min(hash.Length, count - filled)].CopyTo(bytes.AsSpan(filled));
        }

        return bytes;
    }

    /// <summary>From zero to below the limit.</summary>
    public int Below(int limit) => (int)(BinaryPrimitives.ReadUInt32BigEndian(Bytes(4)) % (uint)limit);

    public T Pick<T>(IReadOnlyList<T> list) => list[Below(list.Count)];
}
