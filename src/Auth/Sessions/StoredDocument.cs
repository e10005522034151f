namespace Amplify.Sessions;

/// <summary>A document as a store holds it.</summary>
/// <param name="content">The bytes, encrypted by the engine.</param>
/// <param name="eTag">The store's own mark of this version; compared for equality only.</param>
public sealed class StoredDocument(ReadOnlyMemory<byte> content, string eTag)
{
    /// <summary>The bytes, encrypted by the engine.</summary>
    public ReadOnlyMemory<byte> Content { get; } = content;

    /// <summary>The store's own mark of this version; compared for equality only.</summary>
    public string ETag { get; } = eTag;
}
