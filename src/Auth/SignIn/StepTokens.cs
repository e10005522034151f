using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Amplify.Configuration;
using Amplify.Sessions;
using Amplify.Tokens;

namespace Amplify.SignIn;

/// <summary>
/// Steps as text and back: encrypted by the engine's protector and bound to purpose, pool, app client, host binding and time
/// (the user is inside what is encrypted).
/// </summary>
internal sealed class StepTokens(ISessionProtector protector, AuthSettings settings, TimeProvider time)
{
    private const int Version = 1;
    private const int MaxLength = 1024 * 1024;

    /// <summary>AuthSessionValidity is at most 15 minutes: an older step has nothing to be answered to.</summary>
    private static readonly TimeSpan _lifetime = TimeSpan.FromMinutes(15);

    public string Protect(SignInStep step, ProtectOptions? options)
    {
        SignInStepState state = step.State;
        var content = new StepTokenContent
        {
            Version = Version,
            MadeAt = time.GetUtcNow().ToUnixTimeSeconds(),
            Username = state.Username,
            TypedUsername = state.TypedUsername,
            Flow = state.Flow,
            WhenAlreadySignedIn = state.WhenAlreadySignedIn,
            ChallengeName = state.ChallengeName,
            Session = state.Session?.Reveal(),
            TotpSecret = state.TotpSecret?.Reveal(),
            Parameters = new Dictionary<string, string>(state.Parameters),
        };
        byte[] plaintext = JsonSerializer.SerializeToUtf8Bytes(content, ChallengeJson.Default.StepTokenContent);
        try
        {
            return Base64UrlText.Encode(protector.Protect(plaintext, BoundTo(options)));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plaintext);
        }
    }

    /// <exception cref="AuthException">The token is not one of ours, not for here, or too old.</exception>
    public SignInStep Resume(string token, ProtectOptions? options)
    {
        StepTokenContent content = Open(token, options);
        TimeSpan age = time.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(content.MadeAt);
        if (age > _lifetime || age < -_lifetime)
        {
            throw Invalid("It has expired.");
        }

        var state = new SignInStepState
        {
            Username = content.Username,
            TypedUsername = content.TypedUsername,
            Flow = content.Flow,
            WhenAlreadySignedIn = content.WhenAlreadySignedIn,
            ChallengeName = content.ChallengeName,
            Session = string.IsNullOrEmpty(content.Session) ? null : new Secret(content.Session),
            TotpSecret = string.IsNullOrEmpty(content.TotpSecret) ? null : new Secret(content.TotpSecret),
            Parameters = content.Parameters ?? [],
        };
        return ChallengeReader.Restore(state) ?? throw Invalid("Its step cannot be read.");
    }

    private StepTokenContent Open(string token, ProtectOptions? options)
    {
        byte[] plaintext;
        try
        {
            plaintext = protector.Unprotect(Decode(token), BoundTo(options));
        }
        catch (CryptographicException)
        {
            throw Invalid("It was changed, or made for another pool, app client, host or key.");
        }

        try
        {
            StepTokenContent? content = JsonSerializer.Deserialize(plaintext, ChallengeJson.Default.StepTokenContent);
            return content is { Version: Version } ? content : throw Invalid("Another version of this library made it.");
        }
        catch (JsonException)
        {
            throw Invalid("It holds no step.");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plaintext);
        }
    }

    private static byte[] Decode(string token)
    {
        // What a form sends is anybody's. A step of ours has a few KB, and hundreds where a user with many long attributes needs a new password.
        if (token.Length > MaxLength)
        {
            throw new CryptographicException("The text is longer than any step.");
        }

        byte[] buffer = new byte[Base64UrlText.MaxDecodedLength(token.Length)];
        return Base64UrlText.TryDecode(token, buffer, out int written) ? buffer[..written] : throw new CryptographicException("The text is not base64url.");
    }

    private byte[] BoundTo(ProtectOptions? options) =>
        Encoding.UTF8.GetBytes($"sign-in step\n{settings.UserPoolId}\n{settings.ClientId}\n{options?.Binding}");

    private static AuthException Invalid(string why) => new(new AuthError
    {
        Reason = AuthErrorReason.InvalidStepToken,
        Message = $"The step token cannot be used. {why}",
        Suggestion = "Start the sign-in again.",
    });
}
