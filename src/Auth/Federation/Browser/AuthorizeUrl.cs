using System.Text;
using Amplify.Configuration;

namespace Amplify.Federation;

/// <summary>The address of the pool's sign-in page, for one attempt (RFC 6749 §4.1.1, OpenID Connect Core §3.1.2.1, RFC 7636 §4.3, RFC 8707).</summary>
internal static class AuthorizeUrl
{
    private const string OpenId = "openid";

    public static Uri For(AuthSettings settings, OAuthSettings oauth, BrowserAttempt attempt, Uri redirect, IdentityProvider? provider, BrowserSignInOptions options)
    {
        var url = new StringBuilder(oauth.At("oauth2/authorize").AbsoluteUri);
        char separator = '?';
        Add("redirect_uri", redirect.OriginalString);
        Add("response_type", "code");
        Add("client_id", settings.ClientId);
        Add(provider is { IsIdentifier: true } ? "idp_identifier" : "identity_provider", provider?.Name);
        Add("scope", ScopeOf(options.Scopes ?? oauth.Scopes));
        Add("login_hint", options.LoginHint);
        Add("lang", options.Language);
        Add("nonce", attempt.Nonce);
        Add("prompt", options.Prompts is { Count: > 0 } prompts ? string.Join(' ', prompts.Distinct().Select(NameOf)) : null);
        Add("resource", options.Resource);
        Add("state", attempt.State);
        Add("code_challenge", attempt.Challenge);
        Add("code_challenge_method", "S256");
        return new Uri(url.ToString());

        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                url.Append(separator).Append(name).Append('=').Append(Uri.EscapeDataString(value));
                separator = '&';
            }
        }
    }

    /// <summary>Without any, the app client's own. Else with <c>openid</c>, without which there is no ID token.</summary>
    private static string? ScopeOf(IReadOnlyList<string> scopes) => scopes.Count == 0
        ? null
        : string.Join(' ', scopes.Contains(OpenId, StringComparer.Ordinal) ? scopes : scopes.Prepend(OpenId));

    private static string NameOf(BrowserPrompt prompt) => prompt switch
    {
        BrowserPrompt.Login => "login",
        BrowserPrompt.Consent => "consent",
        BrowserPrompt.SelectAccount => "select_account",
        _ => "none",
    };
}
