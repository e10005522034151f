using System.Security.Cryptography;
using Amplify.Emulator;
using Amplify.Sessions;

namespace Amplify.Tests.Diagnostics.SecretGrep;

/// <summary>Where a flow happens: an emulator of its own, engines over it, everything watched.</summary>
internal sealed class FlowWorld : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _engines = [];
    private readonly SocketsHttpHandler _sockets = new() { AllowAutoRedirect = false, UseCookies = false };

    private FlowWorld(CognitoEmulator cognito, EmulatorClock clock)
    {
        Cognito = cognito;
        Clock = clock;
        Store = new InMemorySessionStore(clock);
        Protector = NewProtector();
        Username = Known.AddPerson("user name", $"ana-{Unique()}");
        Email = Known.AddPerson("e-mail address", $"{Unique()}@example.com");
        Phone = Known.AddPerson("phone number", $"+1555{RandomNumberGenerator.GetInt32(1_000_000, 10_000_000)}");
        Password = NewPassword("password");
        cognito.Outbox.MessageSent += (_, message) => Known.Add($"code for {message.Purpose}", message.Code);
    }

    public CognitoEmulator Cognito { get; }

    public EmulatorClock Clock { get; }

    public Capture Capture { get; } = new();

    public KnownSecrets Known { get; } = new();

    public ISessionStore Store { get; set; }

    public ISessionProtector Protector { get; set; }

    public string Username { get; }

    public string Email { get; }

    public string Phone { get; }

    public string Password { get; }

    public static async Task<FlowWorld> StartAsync()
    {
        // Runs by itself, so that short back-offs pass, and jumps when a flow says so.
        EmulatorClock clock = EmulatorClock.Real();
        return new FlowWorld(await CognitoEmulator.StartAsync(new EmulatorOptions { Clock = clock }), clock);
    }

    public static ISessionProtector NewProtector() => new AesGcmSessionProtector(new SessionProtectionKey("key-1", RandomNumberGenerator.GetBytes(SessionProtectionKey.Length)));

    public string NewPassword(string what) => Known.Add(what, $"Pw1!{Convert.ToHexString(RandomNumberGenerator.GetBytes(9))}x");

    /// <summary>A code that is certainly another than the one given, and as secret.</summary>
    public string WrongCode(string right) => Known.Add("wrong code", right[..^1] + (char)('0' + ((right[^1] - '0' + 1) % 10)));

    /// <summary>An app client of a new pool, with the world's user in it, confirmed.</summary>
    public EmulatedAppClient AddClient(AppClientSettings? client = null, UserPoolSettings? pool = null, Action<EmulatedUser>? user = null)
    {
        EmulatedUserPool added = Cognito.AddUserPool(pool);
        EmulatedUser ana = added.AddUser(Username, Password, new Dictionary<string, string> { ["email"] = Email, ["phone_number"] = Phone, ["name"] = Known.AddPerson("name", $"Ana {Unique()}") });
        Known.AddPerson("sub", ana.Sub);
        user?.Invoke(ana);
        return added.AddClient(client);
    }

    public AuthOptions OptionsFor(EmulatedAppClient client) => new()
    {
        UserPoolId = client.Pool.Id,
        UserPoolClientId = client.Id,
        ClientSecret = client.ClientSecret is { } secret ? new Secret(Known.Add("client secret", secret)) : null,
        Endpoints = AuthEndpoints.Local(Cognito.Endpoint),
    };

    public Auth NewAuth(
        EmulatedAppClient client,
        Action<AuthOptions>? change = null,
        Func<ClientSecretContext, CancellationToken, ValueTask<Secret>>? secret = null,
        Func<ClientMetadataContext, CancellationToken, ValueTask<IReadOnlyDictionary<string, string>?>>? metadata = null,
        Func<FederationContext, CancellationToken, ValueTask<FederatedToken?>>? refresher = null,
        IPasskeyAuthenticator? passkeys = null,
        IUserContextDataProvider? contexts = null,
        IBrowser? browser = null)
    {
        AuthOptions options = OptionsFor(client);
        change?.Invoke(options);
        return Watched(new Auth(options, Services(secret, metadata, refresher, passkeys, contexts, browser)));
    }

    public AuthFactory NewFactory(EmulatedAppClient client, Action<AuthOptions>? change = null)
    {
        AuthOptions options = OptionsFor(client);
        change?.Invoke(options);
        return Watched(new AuthFactory(options, Services()));
    }

    /// <summary>A new identity pool that knows the client, with guests.</summary>
    public Action<AuthOptions> WithIdentityPool(EmulatedAppClient client)
    {
        EmulatedIdentityPool pool = Cognito.AddIdentityPool();
        pool.AddUserPoolClient(client);
        return o => (o.IdentityPoolId, o.AllowGuestAccess) = (pool.Id, true);
    }

    public SessionKey NewSessionKey()
    {
        var key = SessionKey.New();
        Known.Add("session key", key.Reveal());
        return key;
    }

    /// <summary>Does what must fail; what it throws is searched with the rest.</summary>
    public async Task<T> FailsAsync<T>(Func<Task> act)
        where T : Exception
    {
        try
        {
            await act();
        }
        catch (T exception)
        {
            Capture.Add(exception);
            return exception;
        }

        throw new AssertionException($"A {typeof(T).Name} was expected, and nothing was thrown.");
    }

    /// <summary>A result the caller may print, and whose secrets become known.</summary>
    public T Take<T>(T result)
        where T : class
    {
        Capture.Add(Channel.Result, typeof(T).Name, $"{result}");
        AuthSession? session = result as AuthSession ?? (result as SignInResult)?.Session;
        if (session is not null)
        {
            Capture.Add(Channel.Result, "session", $"{session} {session.Tokens} {session.User} {session.Error} {session.Tokens?.AccessToken} {session.Tokens?.IdToken}");
            if (session.Tokens is { } tokens)
            {
                Known.Add("access token", tokens.AccessToken.Reveal());
                Known.Add("ID token", tokens.IdToken.Reveal());
            }
        }

        if (result is SignInResult { SessionKey: { } key })
        {
            Capture.Add(Channel.Result, "session key", $"{key}");
            Known.Add("session key", key.Reveal());
        }

        return result;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (IAsyncDisposable engine in _engines)
        {
            await engine.DisposeAsync();
        }

        await Cognito.DisposeAsync();
        _sockets.Dispose();
        Capture.Dispose();
    }

    private AuthServices Services(
        Func<ClientSecretContext, CancellationToken, ValueTask<Secret>>? secret = null,
        Func<ClientMetadataContext, CancellationToken, ValueTask<IReadOnlyDictionary<string, string>?>>? metadata = null,
        Func<FederationContext, CancellationToken, ValueTask<FederatedToken?>>? refresher = null,
        IPasskeyAuthenticator? passkeys = null,
        IUserContextDataProvider? contexts = null,
        IBrowser? browser = null) => new()
    {
        Browser = browser,
        FederatedTokenRefresher = refresher,
        PasskeyAuthenticator = passkeys,
        UserContextDataProvider = contexts,
        ClientSecretProvider = secret,
        ClientMetadataProvider = metadata,
        HttpHandler = new WireTap(_sockets, Capture, Known),
        SessionStore = Store,
        Protector = Protector,
        TimeProvider = Clock,
        LoggerFactory = Capture,
    };

    private T Watched<T>(T engine)
        where T : IAsyncDisposable
    {
        _engines.Add(engine);
        return engine;
    }

    private static string Unique() => Convert.ToHexString(RandomNumberGenerator.GetBytes(6)).ToLowerInvariant();
}
