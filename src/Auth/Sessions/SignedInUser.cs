namespace Amplify.Sessions;

/// <summary>A user at the moment a call began, and the token that speaks for them.</summary>
internal sealed class SignedInUser(SessionKey key, AuthUser user, AuthTokens tokens)
{
    /// <summary>What every operation with an access token needs. Password sign-ins have it; a browser sign-in must ask for it.</summary>
    public const string Scope = "aws.cognito.signin.user.admin";

    public SessionKey Key => key;

    public AuthUser User => user;

    public string AccessToken => tokens.AccessToken.Reveal();

    public bool HasScope => tokens.Scopes.Contains(Scope, StringComparer.Ordinal);
}
