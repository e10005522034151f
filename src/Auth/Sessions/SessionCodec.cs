namespace Amplify.Sessions;

/// <summary>Session documents to encrypted bytes and back.</summary>
internal sealed class SessionCodec(ISessionProtector protector)
{
    private readonly DocumentCodec<SessionDocument> _codec = new(protector, SessionDocumentJson.Default.SessionDocument, "session", "sign out", SessionDocument.CurrentVersion, d => d.Version);

    /// <exception cref="AuthException">The protector failed.</exception>
    public byte[] Encode(DocumentKey key, SessionDocument document) => _codec.Encode(key, document);

    /// <exception cref="AuthException">The bytes cannot be read; they stay where they are.</exception>
    public SessionDocument Decode(DocumentKey key, ReadOnlySpan<byte> content) => _codec.Decode(key, content);
}
