namespace Amplify.Emulator;

/// <summary>
/// Reads an authorization request. Until client and redirect URI are known to belong together, errors stay here; then they go to the client.
/// </summary>
internal static class AuthorizeRules
{
    private static readonly string[] Prompts = ["none", "login", "consent", "select_account"];

    /// <exception cref="HostedUiException">The request may not go on.</exception>
    public static AuthorizeRequest Read(HostedUiContext context)
    {
        AuthorizeRequest request = ReadTarget(context);
        WebParameters query = context.Web.Query;
        if (query.Repeated("response_type", "state", "scope", "nonce", "code_challenge", "code_challenge_method", "prompt", "resource", "identity_provider", "idp_identifier") is not null
            || query["response_type"] is not ("code" or "token"))
        {
            throw Refuse(request, "invalid_request");
        }

        if (!request.Client.Settings.AllowedOAuthFlows.Contains(request.IsImplicit ? "implicit" : "code"))
        {
            throw Refuse(request, "unauthorized_client");
        }

        return new AuthorizeRequest
        {
            Client = request.Client,
            RedirectUri = request.RedirectUri,
            IsImplicit = request.IsImplicit,
            State = request.State,
            QueryString = request.QueryString,
            Scopes = OAuthScopes.OfUser(request.Client, query["scope"]) ?? throw Refuse(request, "invalid_scope"),
            Nonce = query["nonce"],
            CodeChallenge = Challenge(request, query),
            Resource = Resource(request, query["resource"]),
            Prompts = Prompt(request, query["prompt"]),
            LoginHint = query["login_hint"],
            Provider = Provider(request, query),
        };
    }

    private static AuthorizeRequest ReadTarget(HostedUiContext context)
    {
        WebParameters query = context.Web.Query;
        string? clientId = query["client_id"];
        string? redirectUri = query["redirect_uri"];
        if (clientId is null || redirectUri is null || query.Repeated("client_id", "redirect_uri") is not null)
        {
            throw ErrorPage.Refuse(context, "invalid_request", clientId);
        }

        EmulatedAppClient client = context.Pool.Clients.FirstOrDefault(client => client.Id == clientId) ?? throw ErrorPage.Refuse(context, "invalid_client", clientId);
        if (!client.Settings.CallbackURLs.Contains(redirectUri, StringComparer.Ordinal))
        {
            throw ErrorPage.Refuse(context, "redirect_mismatch", clientId);
        }

        return new AuthorizeRequest
        {
            Client = client,
            RedirectUri = redirectUri,
            IsImplicit = query["response_type"] == "token",
            State = query["state"],
            QueryString = context.Web.QueryString,
        };
    }

    private static string? Challenge(AuthorizeRequest request, WebParameters query) => (query["code_challenge"], query["code_challenge_method"]) switch
    {
        (null, null) => null,
        ({ Length: >= 43 and <= 128 } challenge, "S256") => challenge,
        _ => throw Refuse(request, "invalid_request"),
    };

    private static string? Resource(AuthorizeRequest request, string? resource) =>
        resource is null || (Uri.TryCreate(resource, UriKind.Absolute, out Uri? uri) && uri.Fragment.Length == 0) ? resource : throw Refuse(request, "invalid_request");

    private static string[] Prompt(AuthorizeRequest request, string? prompt)
    {
        string[] prompts = prompt?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
        return prompts.All(Prompts.Contains) && !(prompts.Length > 1 && prompts.Contains("none")) ? prompts : throw Refuse(request, "invalid_request");
    }

    private static string? Provider(AuthorizeRequest request, WebParameters query)
    {
        (string? name, string? identifier) = (query["identity_provider"], query["idp_identifier"]);
        if (name is null && identifier is null)
        {
            return null;
        }

        string? found = name == BrowserSession.OwnUsers ? name
            : request.Client.Pool.IdentityProviders.FirstOrDefault(provider => name is null ? provider.Settings.Identifiers.Contains(identifier) : provider.Name == name)?.Name;
        return found is not null && request.Client.Settings.Supports(found) ? found : throw Refuse(request, "invalid_request");
    }

    private static HostedUiException Refuse(AuthorizeRequest request, string error) => new(Answer.Redirect(request.Error(error)));
}
