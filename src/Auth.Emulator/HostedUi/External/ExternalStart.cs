namespace Amplify.Emulator;

/// <summary>Sends a browser to an identity provider.</summary>
internal static class ExternalStart
{
    public static Answer Go(HostedUiContext context, AuthorizeRequest request, EmulatedIdentityProvider provider)
    {
        bool saml = provider.Settings.Type == IdentityProviderType.Saml;
        var signIn = new ExternalSignIn
        {
            BrowserId = context.Browser.Id,
            Request = request,
            Provider = provider,
            ReturnUrl = context.Url(saml ? "saml2/idpresponse" : "oauth2/idpresponse"),
            Challenge = saml ? $"_{Guid.NewGuid():N}" : ExpiringTable<object>.NewKey(),
        };
        string state;
        lock (context.Pool.Gate)
        {
            state = context.Pool.HostedUi.External.Add(signIn);
        }

        string target = $"{context.Web.Origin}{provider.Path}";
        return context.Redirect(saml ? SamlRequest.Url(target, signIn, state, context.State.Clock) : AuthorizeUrl(target, signIn, state));
    }

    private static string AuthorizeUrl(string target, ExternalSignIn signIn, string state)
    {
        List<(string Name, string? Value)> parameters =
        [
            ("client_id", signIn.Provider.ClientId),
            ("redirect_uri", signIn.ReturnUrl),
            ("response_type", "code"),
            ("scope", "openid email profile"),
            ("state", state),
            ("nonce", signIn.Challenge),
            ("login_hint", signIn.Request.LoginHint),
            ("prompt", signIn.Request.Prompts.Count == 0 ? null : string.Join(' ', signIn.Request.Prompts)),
        ];
        return $"{target}/authorize?{string.Join('&', parameters.Where(pair => pair.Value is not null).Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value!)}"))}";
    }
}
