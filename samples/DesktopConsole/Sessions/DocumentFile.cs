using System.Buffers.Binary;

namespace Amplify.Samples;

/// <summary>A document as it lies in its file: the version's mark (16 bytes), when it ends (8 bytes), then what the engine encrypted.</summary>
internal sealed class DocumentFile(Guid version, DateTimeOffset expiresAt, ReadOnlyMemory<byte> content)
{
    private const int MarkLength = 16;
    private const int HeadLength = MarkLength + sizeof(long);

    public string ETag { get; } = version.ToString("N");

    public DateTimeOffset ExpiresAt { get; } = expiresAt;

    public ReadOnlyMemory<byte> Content { get; } = content;

    /// <returns>The document; null when there is no such file.</returns>
    /// <exception cref="InvalidDataException">The file is damaged. Never "not found": the engine would take the user for signed out.</exception>
    public static async Task<DocumentFile?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        byte[] bytes;
        try
        {
            bytes = await File.ReadAllBytesAsync(path, cancellationToken);
        }
        catch (FileNotFoundException)
        {
            return null;
        }

        if (bytes.Length < HeadLength)
        {
            throw new InvalidDataException($"{path} is not whole.");
        }

        long end = BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(MarkLength));
        return new DocumentFile(new Guid(bytes.AsSpan(0, MarkLength)), DateTimeOffset.FromUnixTimeMilliseconds(end), bytes.AsMemory(HeadLength));
    }

    public byte[] ToBytes()
    {
        byte[] bytes = new byte[HeadLength + Content.Length];
        version.TryWriteBytes(bytes);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(MarkLength), ExpiresAt.ToUnixTimeMilliseconds());
        Content.CopyTo(bytes.AsMemory(HeadLength));
        return bytes;
    }
}
