using Amplify.Emulator;
using Amplify.Sessions;
using Amplify.Tests.Support;

namespace Amplify.Tests.Federation.InBrowser;

/// <summary>A world whose app client has sign-in pages, and a browser that clicks through them.</summary>
internal sealed class BrowserWorld : IAsyncDisposable
{
    public static readonly Uri Redirect = new("http://localhost:3000/callback");
    public static readonly Uri SignedOut = new("http://localhost:3000/signed-out");

    private readonly AuthWorld _world;
    private readonly List<IAsyncDisposable> _kept = [];

    private BrowserWorld(AuthWorld world)
    {
        _world = world;
        Robot = new RobotBrowser(world.Cognito.Endpoint);
    }

    public RobotBrowser Robot { get; }

    public CognitoEmulator Cognito => _world.Cognito;

    public EmulatedUserPool Pool => _world.Pool;

    public EmulatorClock Clock => _world.Clock;

    public static async Task<BrowserWorld> StartAsync(bool secret = false, RefreshTokenRotation? rotation = null, TimeSpan? refreshTokenValidity = null, bool revocation = true) => new(await AuthWorld.StartAsync(new AppClientSettings
    {
        GenerateSecret = secret,
        RefreshTokenValidity = refreshTokenValidity ?? TimeSpan.FromDays(30),
        RefreshTokenRotation = rotation,
        EnableTokenRevocation = revocation,
        CallbackURLs = [Redirect.OriginalString, "http://localhost:3001/callback", "https://app.example/callback", "acme.photos:/back"],
        LogoutURLs = [SignedOut.OriginalString, "https://app.example/"],
    }));

    public AuthOptions Options(Action<AuthOptions>? change = null) => _world.Options(options =>
    {
        options.OAuth = new OAuthOptions
        {
            Domain = Pool.HostedUiDomain.AbsoluteUri,
            RedirectSignIn = [Redirect, new("http://localhost:3001/callback"), new("https://app.example/callback"), new("acme.photos:/back")],
            RedirectSignOut = [SignedOut, new("https://app.example/")],
        };
        change?.Invoke(options);
    });

    public InMemorySessionStore Store => _world.Store;

    public AuthServices Services(
        IBrowser? browser,
        HttpMessageHandler? http = null,
        ISessionStore? store = null,
        Func<ClientSecretContext, CancellationToken, ValueTask<Secret>>? secret = null) => new()
    {
        SessionStore = store ?? _world.Store,
        Protector = _world.Protector,
        TimeProvider = Clock,
        Browser = browser,
        HttpHandler = http,
        ClientSecretProvider = secret,
    };

    /// <summary>An application with the robot as its browser.</summary>
    public Auth NewAuth(Action<AuthOptions>? change = null, HttpMessageHandler? http = null) => NewAuth(Robot, change, http);

    public Auth NewAuth(
        IBrowser? browser,
        Action<AuthOptions>? change = null,
        HttpMessageHandler? http = null,
        ISessionStore? store = null,
        Func<ClientSecretContext, CancellationToken, ValueTask<Secret>>? secret = null) => Keep(new Auth(Options(change), Services(browser, http, store, secret)));

    /// <summary>A server: no browser of its own.</summary>
    public AuthFactory NewFactory(Action<AuthOptions>? change = null) => Keep(new AuthFactory(Options(change), Services(browser: null)));

    /// <summary>Goes where a visitor's browser is sent, signs in there, and comes back.</summary>
    public async Task<Uri> VisitAsync(BrowserSignIn begun)
    {
        using var browser = new Browser(Cognito.Endpoint);
        await browser.GoAsync(begun.Url.AbsoluteUri);
        await Robot.Act(browser);
        return new Uri(browser.Left!);
    }

    /// <summary>The browser's authenticator.</summary>
    public SoftwarePasskeys Passkeys => _world.Passkeys;

    public Task RegisterPasskeyAsync() => _world.RegisterPasskeyAsync();

    public IReadOnlyList<LoggedRequest> Requests(string operation) => [.. Cognito.Requests.All.Where(r => r.Operation == operation)];

    public async ValueTask DisposeAsync()
    {
        Robot.Dispose();
        foreach (IAsyncDisposable engine in _kept)
        {
            await engine.DisposeAsync();
        }

        await _world.DisposeAsync();
    }

    private T Keep<T>(T engine)
        where T : IAsyncDisposable
    {
        _kept.Add(engine);
        return engine;
    }
}
