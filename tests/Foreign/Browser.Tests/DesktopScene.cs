using System.Net;
using System.Net.Sockets;
using Amplify.Emulator;
using Amplify.Sessions;
using Microsoft.Playwright;

namespace Amplify.Tests;

/// <summary>A desktop application whose user has a real browser: its engine, and the browser page that opens for it.</summary>
internal sealed class DesktopScene : IAsyncDisposable
{
    private readonly SystemBrowser _browser;
    private readonly Auth _auth;

    private DesktopScene(Scene scene, Uri redirectUri, Uri signedOutUri)
    {
        Scene = scene;
        RedirectUri = redirectUri;
        Page.Request += (_, request) => Requests.Add(request);
        EmulatedAppClient client = scene.Pool.AddClient(new AppClientSettings
        {
            Name = "Acme Photos",
            CallbackURLs = [redirectUri.OriginalString],
            LogoutURLs = [signedOutUri.OriginalString],
        });
        _browser = new SystemBrowser(new SystemBrowserOptions { ApplicationName = "Acme Photos", OpenUri = OpenAsync, LoggerFactory = Refusals });
        _auth = new Auth(
            new AuthOptions
            {
                UserPoolId = scene.Pool.Id,
                UserPoolClientId = client.Id,
                Endpoints = AuthEndpoints.Local(scene.Emulator.Endpoint),
                OAuth = new OAuthOptions { Domain = scene.Pool.HostedUiDomain.AbsoluteUri, RedirectSignIn = [redirectUri], RedirectSignOut = [signedOutUri] },
            },
            new AuthServices { Browser = _browser, SessionStore = new InMemorySessionStore(), Protector = AesGcmSessionProtector.CreateEphemeral() });
    }

    public Scene Scene { get; }

    public IPage Page => Scene.Page;

    public IAuth Auth => _auth;

    public Uri RedirectUri { get; }

    /// <summary>What the page of the browser asked anybody for.</summary>
    public List<IRequest> Requests { get; } = [];

    /// <summary>What came to the application's port and was not taken.</summary>
    public RefusalLog Refusals { get; } = new();

    /// <summary>The address that the engine had the browser open last.</summary>
    public Uri? Opened { get; private set; }

    /// <summary>The heading of the page that the browser shows.</summary>
    public ILocator Heading => Page.GetByRole(AriaRole.Heading);

    public static async Task<DesktopScene> StartAsync(BrowserNewContextOptions? options = null)
    {
        Scene scene = await Scene.StartAsync(options: options);
        scene.Pool.AddIdentityProvider(new IdentityProviderSettings { Type = IdentityProviderType.Google })
            .AddUser("42", new Dictionary<string, string> { ["name"] = "Ben Example", ["email"] = "ben@example.com" });
        int port = FreePort();
        return new DesktopScene(scene, new Uri($"http://127.0.0.1:{port}/callback"), new Uri($"http://127.0.0.1:{port}/signed-out"));
    }

    /// <summary>Begins a sign-in, and waits until the pool's page is there.</summary>
    public async Task<Task<SignInResult>> BeginAsync(BrowserSignInOptions? options = null)
    {
        Task<SignInResult> signIn = Auth.FederatedSignInAsync(options);
        await Assertions.Expect(Heading).ToHaveTextAsync("Sign in");
        return signIn;
    }

    public async ValueTask DisposeAsync()
    {
        await _auth.DisposeAsync();
        await _browser.DisposeAsync();
        await Scene.DisposeAsync();
    }

    private async ValueTask OpenAsync(Uri address, CancellationToken cancellationToken)
    {
        Opened = address;
        await Page.GotoAsync(address.AbsoluteUri);
    }

    // The application client has to know it before anything listens there.
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
