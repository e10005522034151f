using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Amplify.Configuration;
using Amplify.Sessions;
using Amplify.Tokens;

namespace Amplify.SignIn;

/// <summary>
/// Half-done flows as text and back: encrypted by the engine's protector and bound to purpose, pool, app client and the host's binding
/// (whatever else has to fit, the user or the time, is inside what is encrypted).
/// </summary>
internal sealed class SealedTexts(ISessionProtector protector, AuthSettings settings)
{
    private const int MaxLength = 1024 * 1024;

    public string Seal<T>(string purpose, string? binding, T content, JsonTypeInfo<T> type)
    {
        byte[] plaintext = JsonSerializer.SerializeToUtf8Bytes(content, type);
        try
        {
            return Base64UrlText.Encode(protector.Protect(plaintext, BoundTo(purpose, binding)));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plaintext);
        }
    }

    /// <exception cref="AuthException">The text is not one of ours, or not for here.</exception>
    public T Open<T>(string purpose, string? binding, string text, JsonTypeInfo<T> type)
        where T : class
    {
        byte[] plaintext;
        try
        {
            plaintext = protector.Unprotect(Decode(text), BoundTo(purpose, binding));
        }
        catch (CryptographicException)
        {
            throw Invalid("It was changed, or made for another pool, app client, host or key.");
        }

        try
        {
            return JsonSerializer.Deserialize(plaintext, type) ?? throw Invalid("It is empty.");
        }
        catch (JsonException)
        {
            throw Invalid("It holds nothing of the kind.");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plaintext);
        }
    }

    public static AuthException Invalid(string why) => new(new AuthError
    {
        Reason = AuthErrorReason.InvalidStepToken,
        Message = $"The token of a half-done sign-in cannot be used. {why}",
        Suggestion = "Start the sign-in again.",
    });

    private static byte[] Decode(string text)
    {
        // What a form sends is anybody's. A step of ours has a few KB, and hundreds where a user with many long attributes needs a new password.
        if (text.Length > MaxLength)
        {
            throw new CryptographicException("The text is longer than any step.");
        }

        byte[] buffer = new byte[Base64UrlText.MaxDecodedLength(text.Length)];
        return Base64UrlText.TryDecode(text, buffer, out int written) ? buffer[..written] : throw new CryptographicException("The text is not base64url.");
    }

    private byte[] BoundTo(string purpose, string? binding) =>
        Encoding.UTF8.GetBytes($"{purpose}\n{settings.UserPoolId}\n{settings.ClientId}\n{binding}");
}
