using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Amplify.Configuration;
using Amplify.Sessions;
using Amplify.Tokens;

namespace Amplify.SignIn;

/// <summary>
/// Steps, and what sign-ups leave behind, as text and back: encrypted by the engine's protector and bound to purpose, pool, app client, host binding and time
/// (the user is inside what is encrypted).
/// </summary>
internal sealed class StepTokens(ISessionProtector protector, AuthSettings settings, TimeProvider time)
{
    private const int Version = 1;
    private const string Steps = "sign-in step";
    private const string SignUps = "sign-up";
    private const int MaxLength = 1024 * 1024;

    /// <summary>AuthSessionValidity is at most 15 minutes: an older step has nothing to be answered to.</summary>
    private static readonly TimeSpan _lifetime = TimeSpan.FromMinutes(15);

    public string Protect(SignInStep step, ProtectOptions? options)
    {
        SignInStepState state = step.State;
        return Seal(Steps, options, new StepTokenContent
        {
            Username = state.Username,
            TypedUsername = state.TypedUsername,
            Flow = state.Flow,
            WhenAlreadySignedIn = state.WhenAlreadySignedIn,
            Factor = state.Factor,
            ChallengeName = state.ChallengeName,
            Session = state.Session?.Reveal(),
            TotpSecret = state.TotpSecret?.Reveal(),
            AvailableChallenges = state.AvailableChallenges.Count == 0 ? null : state.AvailableChallenges,
            IsSecondChoice = state.IsSecondChoice ? true : null,
            Parameters = new Dictionary<string, string>(state.Parameters),
            Version = Version,
            MadeAt = Now(),
        });
    }

    public string Protect(AutoSignIn signUp, ProtectOptions? options) => Seal(SignUps, options, new StepTokenContent
    {
        Username = signUp.Username,
        TypedUsername = signUp.Username,
        Session = signUp.Session.Reveal(),
        Version = Version,
        MadeAt = Now(),
    });

    /// <exception cref="AuthException">The token is not one of ours, not for here, or too old.</exception>
    public SignInStep Resume(string token, ProtectOptions? options)
    {
        StepTokenContent content = Open(Steps, token, options);
        var state = new SignInStepState
        {
            Username = content.Username,
            TypedUsername = content.TypedUsername,
            Flow = content.Flow,
            WhenAlreadySignedIn = content.WhenAlreadySignedIn,
            Factor = content.Factor,
            ChallengeName = content.ChallengeName,
            Session = string.IsNullOrEmpty(content.Session) ? null : new Secret(content.Session),
            TotpSecret = string.IsNullOrEmpty(content.TotpSecret) ? null : new Secret(content.TotpSecret),
            AvailableChallenges = content.AvailableChallenges ?? [],
            IsSecondChoice = content.IsSecondChoice == true,
            Parameters = content.Parameters ?? [],
        };
        return ChallengeReader.Restore(state) ?? throw Invalid("Its step cannot be read.");
    }

    /// <exception cref="AuthException">The token is not one of ours, not for here, or too old.</exception>
    public AutoSignIn ResumeAutoSignIn(string token, ProtectOptions? options)
    {
        StepTokenContent content = Open(SignUps, token, options);
        return string.IsNullOrEmpty(content.Session) ? throw Invalid("It holds no sign-up.") : new AutoSignIn(content.Username, new Secret(content.Session));
    }

    private long Now() => time.GetUtcNow().ToUnixTimeSeconds();

    private string Seal(string purpose, ProtectOptions? options, StepTokenContent content)
    {
        byte[] plaintext = JsonSerializer.SerializeToUtf8Bytes(content, ChallengeJson.Default.StepTokenContent);
        try
        {
            return Base64UrlText.Encode(protector.Protect(plaintext, BoundTo(purpose, options)));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plaintext);
        }
    }

    private StepTokenContent Open(string purpose, string token, ProtectOptions? options)
    {
        byte[] plaintext;
        try
        {
            plaintext = protector.Unprotect(Decode(token), BoundTo(purpose, options));
        }
        catch (CryptographicException)
        {
            throw Invalid("It was changed, or made for another pool, app client, host or key.");
        }

        try
        {
            StepTokenContent? content = JsonSerializer.Deserialize(plaintext, ChallengeJson.Default.StepTokenContent);
            TimeSpan age = time.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(content?.MadeAt ?? 0);
            return content switch
            {
                not { Version: Version } => throw Invalid("Another version of this library made it."),
                _ when age > _lifetime || age < -_lifetime => throw Invalid("It has expired."),
                _ => content,
            };
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

    private byte[] BoundTo(string purpose, ProtectOptions? options) =>
        Encoding.UTF8.GetBytes($"{purpose}\n{settings.UserPoolId}\n{settings.ClientId}\n{options?.Binding}");

    private static AuthException Invalid(string why) => new(new AuthError
    {
        Reason = AuthErrorReason.InvalidStepToken,
        Message = $"The step token cannot be used. {why}",
        Suggestion = "Start the sign-in again.",
    });
}
