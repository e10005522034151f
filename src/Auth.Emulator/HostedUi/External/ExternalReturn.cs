namespace Amplify.Emulator;

/// <summary>
/// <c>/oauth2/idpresponse</c> and <c>/saml2/idpresponse</c>: a browser comes back from an identity provider. What it brings is taken once, from the browser that was sent,
/// and what goes wrong is told to the client that began.
/// </summary>
internal sealed class ExternalReturn
{
    private readonly OidcExchange _exchange;

    public ExternalReturn(EmulatorState state) => _exchange = new OidcExchange(state);

    public async Task<Answer> FromOidcAsync(HostedUiContext context)
    {
        WebParameters query = context.Web.Query;
        ExternalSignIn signIn = Take(context, query["state"], saml: false);
        if (query["error"] is { } error)
        {
            return context.Redirect(signIn.Request.Error(error == "access_denied" ? error : "server_error", query["error_description"]));
        }

        return await FinishAsync(context, signIn, () => _exchange.RunAsync(signIn, query["code"], context.Web.Cancelled));
    }

    public static Task<Answer> FromSamlAsync(HostedUiContext context)
    {
        WebParameters form = context.Web.Form;
        ExternalSignIn signIn = Take(context, form["RelayState"], saml: true);
        return FinishAsync(context, signIn, () => Task.FromResult(SamlResponse.Check(signIn, form["SAMLResponse"], context.State.Clock)));
    }

    private static ExternalSignIn Take(HostedUiContext context, string? state, bool saml)
    {
        lock (context.Pool.Gate)
        {
            ExpiringTable<ExternalSignIn> waiting = context.Pool.HostedUi.External;
            return waiting.Find(state) is { } found && found.BrowserId == context.Browser.Id && saml == (found.Provider.Settings.Type == IdentityProviderType.Saml)
                ? waiting.Take(state)!
                : throw ErrorPage.Refuse(context, "invalid_state");
        }
    }

    private static async Task<Answer> FinishAsync(HostedUiContext context, ExternalSignIn signIn, Func<Task<ExternalIdentity>> identify)
    {
        AuthorizeRequest request = signIn.Request;
        try
        {
            ExternalIdentity identity = await identify();
            lock (context.Pool.Gate)
            {
                EmulatedUser user = FederatedUsers.SignIn(request.Client, signIn.Provider, identity);
                return SignedIn.Begin(context, request, user, signIn.Provider.Name);
            }
        }
        catch (ProviderAnswerException failure)
        {
            return context.Redirect(request.Error(failure.Error, failure.Message));
        }
        catch (ServiceException refusal)
        {
            return context.Redirect(request.Error("invalid_request", refusal.Message));
        }
    }
}
