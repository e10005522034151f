using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Amplify.Sessions;

/// <summary>Session documents to encrypted bytes and back, each bound to its own key.</summary>
internal sealed class SessionCodec(ISessionProtector protector)
{
    /// <exception cref="AuthException">The protector failed.</exception>
    public byte[] Encode(DocumentKey key, SessionDocument document)
    {
        byte[] plaintext = JsonSerializer.SerializeToUtf8Bytes(document, SessionDocumentJson.Default.SessionDocument);
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
    public SessionDocument Decode(DocumentKey key, ReadOnlySpan<byte> content)
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

    private static SessionDocument Parse(byte[] plaintext)
    {
        SessionDocument? document;
        try
        {
            document = JsonSerializer.Deserialize(plaintext, SessionDocumentJson.Default.SessionDocument);
        }
        catch (JsonException)
        {
            // The exception could repeat a piece of the document: it is not passed on.
            throw Unreadable("It is not a session document.");
        }

        return document switch
        {
            null => throw Unreadable("It is not a session document."),
            { Version: > SessionDocument.CurrentVersion } => throw Unreadable($"A newer version of this library wrote it (format {document.Version})."),
            _ => document,
        };
    }

    private static byte[] BoundTo(DocumentKey key) => Encoding.UTF8.GetBytes(key.ToString());

    private static AuthException Unreadable(string why, Exception? inner = null) => new(
        new AuthError
        {
            Reason = AuthErrorReason.StoreUnreadable,
            Message = $"The stored session cannot be read. {why}",
            Suggestion = "The bytes were kept. Restore the key or the library version that wrote them, or sign out to delete them.",
        },
        inner);
}
