using Amplify.Sessions;

namespace Amplify.Tests.Oidc;

/// <summary>An application at the provider: an engine, the browser of its user, and the wire between engine and provider.</summary>
internal sealed class OidcApp : IAsyncDisposable
{
    private readonly Auth _auth;

    /// <summary>Makes one.</summary>
    /// <param name="provider">The provider.</param>
    /// <param name="client">Which client of the provider it is.</param>
    /// <param name="browser">Its user's browser; null where the application has none.</param>
    /// <param name="protector">What nodes of one application share; null for one of its own.</param>
    /// <param name="change">Changes its options.</param>
    public OidcApp(OidcProvider provider, OidcClient client, PageBrowser? browser = null, ISessionProtector? protector = null, Action<AuthOptions>? change = null)
    {
        var options = new AuthOptions
        {
            UserPoolId = "local_Foreign",
            UserPoolClientId = client.Id,
            ClientSecret = client.Secret is { } secret ? new Secret(secret) : null,
            RefreshVia = RefreshVia.TokenEndpoint,
            BackgroundRefresh = false,
            Endpoints = new AuthEndpoints { OAuthDomain = new Uri(provider.Issuer), Issuer = provider.Issuer, Jwks = provider.Jwks },
            OAuth = new OAuthOptions
            {
                Domain = "sign-in.example",
                Scopes = ["openid", "email"],
                RedirectSignIn = [client.RedirectUri],
                RedirectSignOut = [client.SignedOutUri],
            },
        };
        change?.Invoke(options);
        _auth = new Auth(options, new AuthServices
        {
            HttpHandler = Wire,
            SessionStore = new InMemorySessionStore(),
            Protector = protector ?? AesGcmSessionProtector.CreateEphemeral(),
            Browser = browser,
        });
    }

    public IAuth Auth => _auth;

    public TokenWire Wire { get; } = new();

    /// <summary>Signs in, and out again here alone: provider and pages know of nothing.</summary>
    public async Task SignInAndForgetAsync(BrowserSignInOptions? options, CancellationToken cancellationToken)
    {
        await Auth.FederatedSignInAsync(options, cancellationToken);
        await Auth.SignOutAsync(new SignOutOptions { Revoke = false, EndBrowserSession = false }, cancellationToken);
    }

    public async Task<AuthSession> RenewAsync(CancellationToken cancellationToken) =>
        await Auth.CurrentSessionAsync(new CurrentSessionOptions { ForceRefresh = true }, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _auth.DisposeAsync();
        Wire.Dispose();
    }
}
