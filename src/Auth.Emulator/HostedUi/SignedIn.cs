namespace Amplify.Emulator;

/// <summary>The end of every way to sign in: a session for the browser, and a code or tokens for the client. The caller holds the pool's gate.</summary>
internal static class SignedIn
{
    /// <summary>Someone has just proved who he is.</summary>
    public static Answer Begin(HostedUiContext context, AuthorizeRequest request, EmulatedUser user, string provider)
    {
        HostedUiState ui = context.Pool.HostedUi;
        var session = new BrowserSession { User = user, Provider = provider, AuthTime = context.State.Clock.GetUtcNow() };
        Answer answer = Return(context, request, session);
        ui.Sessions.Remove(context.Web.Cookies.GetValueOrDefault(BrowserSession.Cookie));

        // Always under a new key: one that was there before may be known to others.
        string cookie = context.Cookie(BrowserSession.Cookie, ui.Sessions.Add(session), HostedUiState.SessionLifetime);
        return answer.With(cookie);
    }

    /// <summary>Goes back to the client with what it asked for.</summary>
    public static Answer Return(HostedUiContext context, AuthorizeRequest request, BrowserSession session)
    {
        var grant = new OAuthGrant { Scopes = request.Scopes, Nonce = request.Nonce, Resource = request.Resource, AuthTime = session.AuthTime };
        return context.Redirect(request.IsImplicit ? WithTokens(context, request, session.User, grant) : WithCode(context, request, session.User, grant));
    }

    private static string WithCode(HostedUiContext context, AuthorizeRequest request, EmulatedUser user, OAuthGrant grant)
    {
        string code = context.Pool.HostedUi.Codes.Add(new AuthorizationCode
        {
            Client = request.Client,
            User = user,
            RedirectUri = request.RedirectUri,
            Challenge = request.CodeChallenge,
            Grant = grant,
        });
        return request.Answer(("code", code));
    }

    private static string WithTokens(HostedUiContext context, AuthorizeRequest request, EmulatedUser user, OAuthGrant grant)
    {
        try
        {
            return request.Answer(TokenEndpoint.Named(context.Pool.Tokens.SignIn(request.Client, user, grant, withRefreshToken: false)).Select(pair => (pair.Key, pair.Value!.ToString())));
        }
        catch (ServiceException refusal)
        {
            return request.Error("invalid_request", refusal.Message);
        }
    }
}
