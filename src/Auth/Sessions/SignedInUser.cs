namespace Amplify.Sessions;

/// <summary>A user who was signed in when a call began, with a token of theirs: by the call's end somebody else may be.</summary>
internal sealed class SignedInUser
{
    private readonly AuthTokens _tokens;

    private SignedInUser(SessionKey key, AuthUser user, AuthTokens tokens)
    {
        Key = key;
        User = user;
        _tokens = tokens;
    }

    public SessionKey Key { get; }

    public AuthUser User { get; }

    public string AccessToken => _tokens.AccessToken.Reveal();

    public IReadOnlyList<string> Scopes => _tokens.Scopes;

    /// <exception cref="SignInRequiredException">The session has no user.</exception>
    /// <exception cref="AuthException">Its tokens cannot be used now.</exception>
    public static SignedInUser Of(SessionKey key, AuthSession session) => session switch
    {
        { IsSignedIn: true } => new SignedInUser(key, session.User, session.Tokens),
        { Error: { } error } => throw new AuthException(error),
        _ => throw new SignInRequiredException(session.EndReason),
    };
}
