using Amplify.Emulator;
using Amplify.Sessions;
using Microsoft.Extensions.Logging;

namespace Amplify.Tests.Support;

/// <summary>An emulator with a pool, a client and a user, and engines over it: one clock for all, nothing shared with other tests.</summary>
internal sealed class AuthWorld : IAsyncDisposable
{
    public const string Password = "Correct-Horse-7!";

    private readonly List<IAsyncDisposable> _engines = [];

    private AuthWorld(CognitoEmulator cognito, EmulatedUserPool pool, EmulatedAppClient client, EmulatedUser user)
    {
        Cognito = cognito;
        Pool = pool;
        Client = client;
        User = user;
        Store = new InMemorySessionStore(cognito.Clock);
    }

    public static DateTimeOffset Start { get; } = new(2026, 3, 5, 7, 8, 9, TimeSpan.Zero);

    public CognitoEmulator Cognito { get; }

    public EmulatorClock Clock => Cognito.Clock;

    public EmulatedUserPool Pool { get; }

    public EmulatedAppClient Client { get; }

    public EmulatedUser User { get; }

    public InMemorySessionStore Store { get; }

    /// <summary>A passkey authenticator at hand; engines use it where a test gives it to them.</summary>
    public SoftwarePasskeys Passkeys { get; } = new();

    public ISessionProtector Protector { get; } = AesGcmSessionProtector.CreateEphemeral();

    public static async Task<AuthWorld> StartAsync(AppClientSettings? client = null, UserPoolSettings? pool = null, UnsettledBehaviour? unsettled = null)
    {
        CognitoEmulator cognito = await CognitoEmulator.StartAsync(new EmulatorOptions { Clock = new EmulatorClock(Start), Unsettled = unsettled ?? new UnsettledBehaviour() });
        EmulatedUserPool userPool = cognito.AddUserPool(pool);
        var attributes = new Dictionary<string, string> { ["email"] = "ana@example.com", ["email_verified"] = "true", ["name"] = "Ana Lima" };
        return new AuthWorld(cognito, userPool, userPool.AddClient(client), userPool.AddUser("ana", Password, attributes));
    }

    public AuthOptions Options(Action<AuthOptions>? change = null)
    {
        var options = new AuthOptions
        {
            UserPoolId = Pool.Id,
            UserPoolClientId = Client.Id,
            ClientSecret = Client.ClientSecret is { } secret ? new Secret(secret) : null,
            Endpoints = AuthEndpoints.Local(Cognito.Endpoint),
            OAuth = new OAuthOptions { Domain = Pool.HostedUiDomain.AbsoluteUri, RedirectSignIn = [new Uri("http://localhost:3000/callback")] },
        };
        change?.Invoke(options);
        return options;
    }

    public AuthServices Services(
        ISessionStore? store = null,
        TimeProvider? clock = null,
        HttpMessageHandler? http = null,
        ILoggerFactory? logs = null,
        SynchronizationContext? events = null,
        IPasskeyAuthenticator? passkeys = null,
        IUserContextDataProvider? contexts = null) => new()
    {
        PasskeyAuthenticator = passkeys,
        UserContextDataProvider = contexts,
        SessionStore = store ?? Store,
        Protector = Protector,
        TimeProvider = clock ?? Clock,
        HttpHandler = http,
        LoggerFactory = logs,
        EventContext = events,
    };

    /// <summary>An engine over the world's store, as a new process would make it.</summary>
    public Auth NewAuth(Action<AuthOptions>? change = null, AuthServices? services = null)
    {
        var auth = new Auth(Options(change), services ?? Services());
        _engines.Add(auth);
        return auth;
    }

    public AuthFactory NewFactory(Action<AuthOptions>? change = null, AuthServices? services = null)
    {
        var factory = new AuthFactory(Options(change), services ?? Services());
        _engines.Add(factory);
        return factory;
    }

    /// <summary>A signed-in engine; the request log is empty again.</summary>
    public async Task<Auth> SignedInAsync(Action<AuthOptions>? change = null, AuthServices? services = null)
    {
        Auth auth = NewAuth(change, services);
        SignInResult result = await auth.SignInAsync("ana", Password);
        Assert.That(result.IsSignedIn, Is.True, "the world's user signs in");
        Cognito.Requests.Clear();
        return auth;
    }

    /// <summary>The world's user has a passkey, made by <see cref="Passkeys"/>; the request log is empty again.</summary>
    public async Task RegisterPasskeyAsync()
    {
        await using var auth = new Auth(Options(), new AuthServices { TimeProvider = Clock, PasskeyAuthenticator = Passkeys });
        Assert.That((await auth.SignInAsync("ana", Password)).IsSignedIn, Is.True);
        await auth.Passkeys.AssociateAsync();
        Cognito.Requests.Clear();
    }

    /// <summary>How often tokens were asked for with a refresh token.</summary>
    public int Refreshes => Cognito.Requests.Count("GetTokensFromRefreshToken");

    /// <summary>Past the expiry of the tokens, not of the refresh token.</summary>
    public void ExpireTokens() => Clock.Advance(TimeSpan.FromMinutes(61));

    public async ValueTask DisposeAsync()
    {
        Cognito.Faults.Clear();
        foreach (IAsyncDisposable engine in _engines)
        {
            await engine.DisposeAsync();
        }

        await Cognito.DisposeAsync();
    }
}
