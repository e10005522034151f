using System.Security.Claims;

namespace Amplify.Testing;

/// <summary>Makes sessions in every state, for what a stub of <see cref="IAuth"/> returns.</summary>
public static class TestSessions
{
    /// <summary>A user with valid tokens.</summary>
    /// <param name="claims">Claims of the user, such as <c>email</c> or <c>cognito:groups</c>; see <see cref="TestTokens.CreateIdToken"/>. Null: the user <c>ana</c> with none but the usual.</param>
    /// <param name="tokens">Makes the tokens, with a pool and clock of its own; null for a made-up pool and the system's clock.</param>
    /// <exception cref="ArgumentException">A claim's value cannot be written as JSON.</exception>
    public static AuthSession SignedIn(IReadOnlyDictionary<string, object?>? claims = null, TestTokens? tokens = null) =>
        WithUser(AuthSessionState.SignedIn, claims, tokens, SessionSource.SignIn, error: null);

    /// <summary>Nobody.</summary>
    /// <param name="endReason">Why the last session ended; null when there was none.</param>
    public static AuthSession SignedOut(SessionEndReason? endReason = null) => new()
    {
        State = AuthSessionState.SignedOut,
        Source = SessionSource.None,
        EndReason = endReason,
    };

    /// <summary>Nobody, with guest access to the identity pool.</summary>
    public static AuthSession Guest() => new() { State = AuthSessionState.Guest, Source = SessionSource.None };

    /// <summary>A user who signed in with another provider's token: credentials, but no user and no tokens of the user pool.</summary>
    public static AuthSession Federated() => new() { State = AuthSessionState.Federated, Source = SessionSource.SignIn };

    /// <summary>A user whose tokens have expired while the service is out of reach.</summary>
    /// <param name="claims">Claims of the user; see <see cref="SignedIn"/>.</param>
    /// <param name="error">Why they could not be renewed; null for a network failure.</param>
    /// <param name="tokens">Makes the tokens; see <see cref="SignedIn"/>.</param>
    /// <exception cref="ArgumentException">A claim's value cannot be written as JSON.</exception>
    public static AuthSession Offline(IReadOnlyDictionary<string, object?>? claims = null, AuthError? error = null, TestTokens? tokens = null) =>
        WithUser(AuthSessionState.Offline, claims, tokens, SessionSource.Store, error ?? new AuthError
        {
            Reason = AuthErrorReason.Network,
            Message = "The service could not be reached.",
            IsTransient = true,
        });

    /// <summary>A user whose tokens have expired and whom the service refuses to renew them, though the session may not be over.</summary>
    /// <param name="claims">Claims of the user; see <see cref="SignedIn"/>.</param>
    /// <param name="error">Why they were not renewed; null for a refusal in words nobody knows.</param>
    /// <param name="tokens">Makes the tokens; see <see cref="SignedIn"/>.</param>
    /// <exception cref="ArgumentException">A claim's value cannot be written as JSON.</exception>
    public static AuthSession Refused(IReadOnlyDictionary<string, object?>? claims = null, AuthError? error = null, TestTokens? tokens = null) =>
        WithUser(AuthSessionState.Refused, claims, tokens, SessionSource.Store, error ?? new AuthError
        {
            Reason = AuthErrorReason.RefreshTokenRejected,
            Message = "The service refused to renew the tokens.",
            Code = "NotAuthorizedException",
        });

    private static AuthSession WithUser(
        AuthSessionState state,
        IReadOnlyDictionary<string, object?>? claims,
        TestTokens? tokens,
        SessionSource source,
        AuthError? error)
    {
        tokens ??= new TestTokens();
        var options = new TestTokenOptions();
        DateTimeOffset now = tokens.Now;
        DateTimeOffset issuedAt = state == AuthSessionState.SignedIn ? now : now - options.Lifetime - TimeSpan.FromMinutes(1);
        TestTokenSet set = tokens.CreateSet(claims, new TestTokenOptions { Lifetime = options.Lifetime, IssuedAt = issuedAt });
        IReadOnlyList<Claim> all = TestClaims.Of(set.IdToken);
        string userId = First(all, "sub") ?? TestUser.UserId;
        DateTimeOffset expiresAt = DateTimeOffset.FromUnixTimeSeconds((issuedAt + options.Lifetime).ToUnixTimeSeconds());
        return new AuthSession
        {
            State = state,
            User = new AuthUser(userId, First(all, "cognito:username") ?? userId, all),
            Tokens = new AuthTokens(new Secret(set.AccessToken), new Secret(set.IdToken), expiresAt, options.Scopes),
            Source = source,
            RefreshAt = expiresAt - TimeSpan.FromMinutes(5),
            Error = error,
        };
    }

    private static string? First(IReadOnlyList<Claim> claims, string type) =>
        claims.FirstOrDefault(claim => string.Equals(claim.Type, type, StringComparison.Ordinal))?.Value;
}
