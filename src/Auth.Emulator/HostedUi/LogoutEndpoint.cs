namespace Amplify.Emulator;

/// <summary><c>/logout</c>: ends the session of the browser, then goes to a registered sign-out URL, or to the login page of a client.</summary>
internal static class LogoutEndpoint
{
    public static Answer Act(HostedUiContext context)
    {
        WebParameters query = context.Web.Query;
        if (query.Repeated("client_id", "logout_uri", "redirect_uri", "response_type") is not null || query["client_id"] is not { } clientId)
        {
            throw ErrorPage.Refuse(context, "invalid_request", query["client_id"]);
        }

        EmulatedAppClient client = context.Pool.Clients.FirstOrDefault(client => client.Id == clientId) ?? throw ErrorPage.Refuse(context, "invalid_client", clientId);
        string target = Target(context, client, query);
        string? session = context.Web.Cookies.GetValueOrDefault(BrowserSession.Cookie);
        lock (context.Pool.Gate)
        {
            context.Pool.HostedUi.Sessions.Remove(session);
        }

        return context.Redirect(target, context.Cookie(BrowserSession.Cookie, "", TimeSpan.Zero));
    }

    private static string Target(HostedUiContext context, EmulatedAppClient client, WebParameters query)
    {
        if (query["logout_uri"] is { } logoutUri)
        {
            return client.Settings.LogoutURLs.Contains(logoutUri, StringComparer.Ordinal) ? logoutUri : throw ErrorPage.Refuse(context, "redirect_mismatch", client.Id);
        }

        if (query["redirect_uri"] is not { } redirectUri || query["response_type"] is null)
        {
            throw ErrorPage.Refuse(context, "invalid_request", client.Id);
        }

        // Any other parameter is one of the next sign-in.
        return client.Settings.CallbackURLs.Contains(redirectUri, StringComparer.Ordinal)
            ? context.Url($"login{context.Web.QueryString}")
            : throw ErrorPage.Refuse(context, "redirect_mismatch", client.Id);
    }
}
