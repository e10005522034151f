namespace Amplify.Emulator;

/// <summary><c>/oauth2/authorize</c>: back to the client at once where someone is signed in already, else on to a page that asks who it is.</summary>
internal static class AuthorizeEndpoint
{
    public static Answer Act(HostedUiContext context)
    {
        AuthorizeRequest request = AuthorizeRules.Read(context);
        lock (context.Pool.Gate)
        {
            BrowserSession? session = context.Session is { } found && Serves(found, request) ? found : null;
            if (request.Prompts.Contains("none"))
            {
                return session is null ? context.Redirect(request.Error("login_required")) : SignedIn.Return(context, request, session);
            }

            if (session is not null && !request.Prompts.Contains("login") && !request.Prompts.Contains("select_account"))
            {
                return SignedIn.Return(context, request, session);
            }
        }

        return ProviderOf(request) is { } provider ? ExternalStart.Go(context, request, provider) : context.Redirect(context.Url($"login{request.QueryString}"));
    }

    /// <summary>Whether a session may answer a request: one that names a provider wants a user of it.</summary>
    public static bool Serves(BrowserSession session, AuthorizeRequest request) =>
        (request.Provider is null || request.Provider == session.Provider) && request.Client.Settings.Supports(session.Provider);

    /// <summary>The identity provider to go to without asking: the one the request names, or the only one the client has.</summary>
    private static EmulatedIdentityProvider? ProviderOf(AuthorizeRequest request)
    {
        if (request.Provider == BrowserSession.OwnUsers)
        {
            return null;
        }

        EmulatedIdentityProvider[] supported = [.. request.Client.Pool.IdentityProviders.Where(provider => request.Client.Settings.Supports(provider.Name))];
        return request.Provider is not null ? supported.FirstOrDefault(provider => provider.Name == request.Provider)
            : supported is [var only] && !request.Client.Settings.Supports(BrowserSession.OwnUsers) ? only
            : null;
    }
}
