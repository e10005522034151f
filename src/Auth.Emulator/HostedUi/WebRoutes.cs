namespace Amplify.Emulator;

/// <summary>The places of the hosted UIs and of the emulated identity providers, by path.</summary>
internal sealed class WebRoutes
{
    private readonly EmulatorState _state;
    private readonly OperationTable _operations;
    private readonly Dictionary<string, WebPlace<HostedUiContext>> _hostedUi;
    private readonly Dictionary<string, WebPlace<ProviderContext>> _providers;

    public WebRoutes(EmulatorState state, OperationTable operations)
    {
        _state = state;
        _operations = operations;
        var external = new ExternalReturn(state);
        _hostedUi = new Dictionary<string, WebPlace<HostedUiContext>>(StringComparer.Ordinal)
        {
            ["oauth2/authorize"] = Page<HostedUiContext>(AuthorizeEndpoint.Act, "GET"),
            ["oauth2/token"] = Endpoint<HostedUiContext>(new TokenEndpoint(state).Act, "POST"),
            ["oauth2/userInfo"] = Endpoint<HostedUiContext>(new UserInfoEndpoint(state).Act, "GET", "POST"),
            ["oauth2/revoke"] = Endpoint<HostedUiContext>(RevokeEndpoint.Act, "POST"),
            ["oauth2/idpresponse"] = new WebPlace<HostedUiContext>(external.FromOidcAsync, ErrorPage.Tell, "GET"),
            ["saml2/idpresponse"] = new WebPlace<HostedUiContext>(ExternalReturn.FromSamlAsync, ErrorPage.Tell, "POST"),
            ["login"] = Page<HostedUiContext>(LoginPage.Act, "GET", "POST"),
            ["signup"] = Page<HostedUiContext>(SignUpPage.Act, "GET", "POST"),
            ["confirmUser"] = Page<HostedUiContext>(ConfirmUserPage.Page.Act, "GET", "POST"),
            ["forgotPassword"] = Page<HostedUiContext>(ForgotPasswordPage.Act, "GET", "POST"),
            ["confirmForgotPassword"] = Page<HostedUiContext>(ConfirmForgotPasswordPage.Page.Act, "GET", "POST"),
            ["changePassword"] = Page<HostedUiContext>(NewPasswordPage.Page.Act, "GET", "POST"),
            ["selectFactor"] = Page<HostedUiContext>(SelectFactorPage.Page.Act, "GET", "POST"),
            ["oneTimeCode"] = Page<HostedUiContext>(OneTimeCodePage.Page.Act, "GET", "POST"),
            ["passkey"] = Page<HostedUiContext>(PasskeyPage.Page.Act, "GET", "POST"),
            ["mfa"] = Page<HostedUiContext>(MfaPage.Page.Act, "GET", "POST"),
            ["selectMfa"] = Page<HostedUiContext>(SelectMfaPage.Page.Act, "GET", "POST"),
            ["setupMfa"] = Page<HostedUiContext>(SetUpMfaPage.Page.Act, "GET", "POST"),
            ["logout"] = Page<HostedUiContext>(LogoutEndpoint.Act, "GET"),
            ["error"] = Page<HostedUiContext>(ErrorPage.Act, "GET"),
        };
        _providers = new Dictionary<string, WebPlace<ProviderContext>>(StringComparer.Ordinal)
        {
            ["authorize"] = Page<ProviderContext>(OidcProviderPages.Authorize, "GET", "POST"),
            ["token"] = Endpoint<ProviderContext>(OidcProviderPages.Token, "POST"),
            ["userinfo"] = Endpoint<ProviderContext>(OidcProviderPages.UserInfo, "GET"),
            ["jwks.json"] = Endpoint<ProviderContext>(OidcProviderPages.Keys, "GET"),
            [".well-known/openid-configuration"] = Endpoint<ProviderContext>(OidcProviderPages.Configuration, "GET"),
            ["saml"] = Page<ProviderContext>(SamlProviderPages.Act, "GET", "POST"),
        };
    }

    /// <summary>What a request asks; <see langword="null"/> where it is nothing of these, or only asks whether it may.</summary>
    public WebRoute? Find(WireRequest request) => request.Method == "OPTIONS" ? null : request.Path.Split('/', 5) switch
    {
        ["", "hosted-ui", var domain, .. var page] => HostedUi(domain, string.Join('/', page)),
        ["", "providers", var domain, var name, var page] => Provider(domain, name, page),
        _ => null,
    };

    private WebRoute? HostedUi(string domain, string page) =>
        _state.FindPoolByDomain(domain) is { } pool && _hostedUi.TryGetValue(page, out WebPlace<HostedUiContext>? place)
            ? place.Route(_state, page, request => new HostedUiContext(_state, _operations, pool, request))
            : null;

    private WebRoute? Provider(string domain, string name, string page) =>
        _state.FindPoolByDomain(domain)?.IdentityProviders.FirstOrDefault(provider => provider.Name == name) is { } provider
        && _providers.TryGetValue(page, out WebPlace<ProviderContext>? place) && (page == "saml") == (provider.Settings.Type == IdentityProviderType.Saml)
            ? place.Route(_state, $"{name}/{page}", request => new ProviderContext(provider, request))
            : null;

    private static WebPlace<TContext> Page<TContext>(Func<TContext, Answer> act, params string[] methods) => new(context => Task.FromResult(act(context)), ErrorPage.Tell, methods);

    private static WebPlace<TContext> Endpoint<TContext>(Func<TContext, Answer> act, params string[] methods) => new(context => Task.FromResult(act(context)), OAuthAnswers.Tell, methods);
}
