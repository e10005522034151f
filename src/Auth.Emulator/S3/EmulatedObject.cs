namespace Amplify.Emulator;

/// <summary>An object in a bucket.</summary>
public sealed class EmulatedObject
{
    internal EmulatedObject(string key, byte[] content, string eTag, DateTimeOffset lastModified)
    {
        Key = key;
        Bytes = content;
        ETag = eTag;
        LastModified = DateTimeOffset.FromUnixTimeSeconds(lastModified.ToUnixTimeSeconds());
    }

    /// <summary>The key.</summary>
    public string Key { get; }

    /// <summary>The content.</summary>
    public ReadOnlyMemory<byte> Content => Bytes;

    /// <summary>The entity tag, without quotation marks.</summary>
    public string ETag { get; }

    /// <summary>When it was put, by the emulator's clock.</summary>
    public DateTimeOffset LastModified { get; }

    /// <summary>The content type.</summary>
    public string ContentType { get; internal init; } = "binary/octet-stream";

    /// <summary>The user's metadata, without <c>x-amz-meta-</c> before their names.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; internal init; } = new Dictionary<string, string>();

    internal byte[] Bytes { get; }

    /// <summary>Other headers that are given back as they came.</summary>
    internal IReadOnlyDictionary<string, string> KeptHeaders { get; init; } = new Dictionary<string, string>();

    /// <summary>The checksums by their headers' names.</summary>
    internal IReadOnlyDictionary<string, string> Checksums { get; init; } = new Dictionary<string, string>();
}
