using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Amplify.Sessions;

/// <summary>Documents of one kind to encrypted bytes and back, each bound to its own key.</summary>
/// <param name="protector">Encrypts.</param>
/// <param name="type">The generated JSON code.</param>
/// <param name="name">What people call such a document, such as <c>session</c>.</param>
/// <param name="wayOut">What deletes one that cannot be read, as the end of a sentence.</param>
/// <param name="currentVersion">The newest version this library reads.</param>
/// <param name="versionOf">The version a document says it has.</param>
internal sealed class DocumentCodec<TDocument>(ISessionProtector protector, JsonTypeInfo<TDocument> type, string name, string wayOut, int currentVersion, Func<TDocument, int> versionOf)
    where TDocument : class
{
    /// <exception cref="AuthException">The protector failed.</exception>
    public byte[] Encode(DocumentKey key, TDocument document)
    {
        byte[] plaintext = JsonSerializer.SerializeToUtf8Bytes(document, type);
        try
        {
            return protector.Protect(plaintext, BoundTo(key));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plaintext);
        }
    }

    /// <exception cref="AuthException">The bytes cannot be read; they stay where they are.</exception>
    public TDocument Decode(DocumentKey key, ReadOnlySpan<byte> content)
    {
        byte[] plaintext;
        try
        {
            plaintext = protector.Unprotect(content, BoundTo(key));
        }
        catch (CryptographicException e)
        {
            throw Unreadable("It is damaged, or was written with another protection key.", e);
        }

        try
        {
            return Parse(plaintext);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plaintext);
        }
    }

    private TDocument Parse(byte[] plaintext)
    {
        TDocument? document;
        try
        {
            document = JsonSerializer.Deserialize(plaintext, type);
        }
        catch (JsonException)
        {
            // The exception could repeat a piece of the document: it is not passed on.
            throw Unreadable($"It is not a {name} document.");
        }

        return document switch
        {
            null => throw Unreadable($"It is not a {name} document."),
            _ when versionOf(document) > currentVersion => throw Unreadable($"A newer version of this library wrote it (format {versionOf(document)})."),
            _ => document,
        };
    }

    private static byte[] BoundTo(DocumentKey key) => Encoding.UTF8.GetBytes(key.ToString());

    private AuthException Unreadable(string why, Exception? inner = null) => new(
        new AuthError
        {
            Reason = AuthErrorReason.StoreUnreadable,
            Message = $"The stored {name} cannot be read. {why}",
            Suggestion = $"The bytes were kept. Restore the key or the library version that wrote them, or {wayOut} to delete them.",
        },
        inner);
}
