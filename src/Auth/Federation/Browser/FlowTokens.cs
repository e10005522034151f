using Amplify.SignIn;

namespace Amplify.Federation;

/// <summary>Attempts as flow tokens and back.</summary>
internal sealed class FlowTokens(SealedTexts texts, TimeProvider time)
{
    private const int Version = 1;
    private const string Purpose = "browser sign-in";

    public Secret Protect(BrowserAttempt attempt, Uri redirect, string? binding) => new(texts.Seal(
        Purpose,
        binding,
        new FlowTokenContent
        {
            Version = Version,
            State = attempt.State,
            Nonce = attempt.Nonce,
            Verifier = attempt.Verifier,
            RedirectUri = redirect.OriginalString,
            CustomState = attempt.CustomState,
            WhenAlreadySignedIn = attempt.WhenAlreadySignedIn,
            IsPrivate = attempt.IsPrivate,
            ExpiresAt = attempt.ExpiresAt.ToUnixTimeSeconds(),
        },
        OAuthJson.Compact.FlowTokenContent));

    /// <exception cref="AuthException">The token is not one of ours, not for here, or too old.</exception>
    public (BrowserAttempt Attempt, Uri Redirect) Open(Secret token, string? binding)
    {
        FlowTokenContent content = texts.Open(Purpose, binding, token.Reveal(), OAuthJson.Default.FlowTokenContent);
        return content switch
        {
            not { Version: Version } => throw SealedTexts.Invalid("Another version of this library made it."),
            _ when time.GetUtcNow().ToUnixTimeSeconds() >= content.ExpiresAt => throw SealedTexts.Invalid("It has expired."),
            _ => (BrowserAttempt.Restore(content), new Uri(content.RedirectUri)),
        };
    }
}
