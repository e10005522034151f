using Amplify.AppClients;
using Amplify.CognitoIdentityProvider;
using Amplify.Configuration;
using Amplify.Credentials;
using Amplify.Devices;
using Amplify.Diagnostics;
using Amplify.Errors;
using Amplify.Federation;
using Amplify.Mfa;
using Amplify.Passkeys;
using Amplify.Passwords;
using Amplify.Profile;
using Amplify.Sessions;
using Amplify.SignIn;
using Amplify.SignOut;
using Amplify.SignUp;
using Amplify.Tokens;
using Amplify.UserContexts;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Amplify;

/// <summary>Puts the parts together, once per engine, and takes them apart again.</summary>
internal sealed class AuthEngine : IAsyncDisposable
{
    private readonly List<IDisposable> _owned = [];
    private readonly AuthSettings _settings;
    private readonly TaskCompletionSource _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ServiceClock _clock;
    private int _disposed;

    public AuthEngine(AuthOptions options, AuthServices? services)
    {
        services ??= new AuthServices();
        AuthSettings settings = _settings = AuthSettings.From(options, FaultsOf(options, services));
        ILogger logger = (services.LoggerFactory ?? NullLoggerFactory.Instance).CreateLogger(AuthDiagnostics.Name);
        ServiceClock clock = _clock = new ServiceClock(services.TimeProvider ?? TimeProvider.System, logger);
        Workers = Own(new SyncWorkers());
        HttpMessageHandler http = InlineHttpHandler.Over(services.HttpHandler ?? Own(NewHandler()));
        var clocked = new ServiceClockHandler(http, clock);
        IAmazonCognitoIdentityProvider client = services.UserPoolClient ?? Own(UserPoolClients.Create(settings, clocked));
        ITokenKeySource keys = services.TokenKeys is { } given
            ? new GuardedKeySource(given, settings.RequestTimeout, clock.Time)
            : Own(new JwksTokenKeySource(settings.Jwks, new HttpMessageInvoker(http, disposeHandler: false), clock.Time, logger));
        var protector = new GuardedProtector(services.Protector ?? AesGcmSessionProtector.CreateEphemeral());
        ISessionStore store = services.SessionStore ?? new InMemorySessionStore(clock.Time);

        var storage = new SessionStorage(
            store,
            services.SessionLease ?? store as ISessionLease,
            services.SessionCatalog ?? store as ISessionCatalog,
            new SessionCodec(protector),
            settings,
            clock,
            logger);
        Tell(storage, logger);

        var profiles = new DeviceProfiles(store, protector, settings, clock, logger);
        var caller = new ServiceCaller(settings, clock, logger);
        var providers = new ApplicationProviders(settings, clock, logger);
        var secrets = new ClientSecrets(settings, services.ClientSecretProvider, providers);
        var metadata = new ClientMetadata(services.ClientMetadataProvider, providers);
        var verifier = new TokenVerifier(settings, keys);
        var views = new SessionViews(clock);
        Events = new SessionEvents(new EventPump(services.EventContext, logger));
        var publisher = new SessionPublisher(Events, settings, clock, logger);
        var renewed = new RenewedDocuments(storage, verifier, clock, logger);
        var oauth = new OAuthEndpoints(settings, new HttpMessageInvoker(clocked, disposeHandler: false), caller, secrets);
        var renewal = new TokenRenewal(settings, client, oauth, caller, secrets, metadata);
        var revocation = new TokenRevocation(settings, client, oauth, caller, secrets);
        var work = new BackgroundWork();
        var storedViews = new StoredViews(views, verifier, settings, clock);
        var flight = new RefreshFlight(storage, renewed, views, storedViews, renewal, verifier, publisher, new CatalogEntries(storage, work, logger), new DroppedTokens(storage, revocation, work, logger), clock, logger);
        var refresher = new SessionRefresher(flight, publisher, settings, clock, work, logger);
        var loader = new SessionLoader(storage, storedViews, publisher, settings, clock, logger);
        var table = new SessionTable(storage, clock.Time, settings.IdleEviction);
        Sessions = new SessionEngine(table, storage, views, loader, refresher, renewed, publisher, settings, clock);
        Endings = new SessionEnder(table, storage, publisher, clock.Time);
        var contexts = new UserContextDatas(services.UserContextDataProvider, providers, profiles, settings, clock, logger);
        var devices = new KnownDevices(profiles, logger);
        var registration = new DeviceRegistration(settings, client, caller, devices, clock, logger);
        var passkeys = new PasskeyPrompt(services.PasskeyAuthenticator, providers);
        var keyPrefetch = new KeyPrefetch(keys, logger);
        var challenges = new ChallengeCalls(settings, client, caller, secrets, metadata, contexts, devices, keyPrefetch);
        var mfaSetUp = new MfaSetUp(client, caller);
        CredentialParts parts = Own(new CredentialParts(settings, services, clocked, caller, providers, profiles, logger));
        var renewals = new CredentialsRenewal(work, clock, logger);
        var federated = new FederatedTokens(services.FederatedTokenRefresher, providers, storage, views, publisher, clock, logger);
        Credentials = CredentialParts.Sessions(parts, Sessions, table, loader, federated, Events, renewals, settings, clock);
        Callers = CredentialParts.Callers(parts, renewals, verifier, settings, clock);
        var completion = new SignInCompletion(verifier, Sessions, profiles, registration, clock, logger);
        Federation = new FederatedSignIn(settings, parts.Identities, completion, Sessions, Credentials, clock);
        Adoption = new TokenAdoption(settings, completion, Sessions);
        var turns = new SignInTurns(challenges, new DeviceProof(challenges, devices, clock), passkeys, mfaSetUp, completion, logger);
        SignUp = new SignUpEngine(settings, client, caller, secrets, metadata, contexts);
        SignIn = new SignInEngine(settings, challenges, new PasswordProof(settings, challenges, clock), mfaSetUp, new FirstFactorChoice(challenges, turns), turns, Sessions);
        var calls = new SignedInCalls(Sessions, caller, metadata);
        Passwords = new PasswordEngine(settings, client, caller, secrets, metadata, contexts, calls);
        Attributes = new AttributeEngine(client, calls, new ChangedSessions(Sessions));
        Account = new AccountEngine(client, calls, Sessions, devices);
        Devices = new DeviceEngine(client, calls, devices);
        Passkeys = new PasskeyEngine(client, calls, passkeys);
        Mfa = new MfaEngine(client, calls, new MfaPreflight(settings));
        BrowserPrompter browser = Own(new BrowserPrompter(services.Browser, providers, clock));
        BrowserSignOut = new BrowserSignOut(settings, browser);
        SignOut = new SignOutEngine(Sessions, profiles, new ServiceSignOut(client, caller, revocation, renewal, clock), BrowserSignOut, logger);
        var texts = new SealedTexts(protector, settings);
        Steps = new StepTokens(texts, clock.Time);
        Browser = new BrowserSignInEngine(settings, browser, new FlowTokens(texts, clock.Time), oauth, completion, Sessions, keyPrefetch, clock);
    }

    public SessionEngine Sessions { get; }

    public SessionEnder Endings { get; }

    public CredentialsEngine Credentials { get; }

    public CallerCredentialsEngine Callers { get; }

    public SyncWorkers Workers { get; }

    /// <summary>How far the service's clock is ahead of this machine's.</summary>
    public TimeSpan ClockOffset => _clock.Offset;

    public FederatedSignIn Federation { get; }

    public BrowserSignInEngine Browser { get; }

    public BrowserSignOut BrowserSignOut { get; }

    public TokenAdoption Adoption { get; }

    public SignUpEngine SignUp { get; }

    public SignInEngine SignIn { get; }

    public PasswordEngine Passwords { get; }

    public AttributeEngine Attributes { get; }

    public AccountEngine Account { get; }

    public MfaEngine Mfa { get; }

    public DeviceEngine Devices { get; }

    public PasskeyEngine Passkeys { get; }

    public SignOutEngine SignOut { get; }

    public StepTokens Steps { get; }

    public SessionEvents Events { get; }

    /// <exception cref="ObjectDisposedException">The engine is gone.</exception>
    public AuthEngine Alive()
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0, typeof(Auth));
        return this;
    }

    /// <summary>Loads what the first calls need: the session, and credentials where there may be some.</summary>
    public async Task WarmUpAsync(HandleKeys keys, CancellationToken cancellationToken)
    {
        AuthSession session = await Sessions.CurrentAsync(keys.Session, null, cancellationToken).ConfigureAwait(false);
        if (_settings.IdentityPool is not null && session.State != AuthSessionState.SignedOut)
        {
            await Credentials.ObtainAsync(keys, force: false, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Whoever disposes second waits for the same end.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            await _gone.Task.ConfigureAwait(false);
            return;
        }

        try
        {
            await Sessions.DisposeAsync().ConfigureAwait(false);
            for (int i = _owned.Count - 1; i >= 0; i--)
            {
                _owned[i].Dispose();
            }
        }
        finally
        {
            _gone.SetResult();
        }
    }

    private static IEnumerable<string> FaultsOf(AuthOptions options, AuthServices services)
    {
        if (services.ClientSecretProvider is not null && options.ClientSecret is not null)
        {
            yield return "AuthOptions.ClientSecret and AuthServices.ClientSecretProvider are both set. Give one of the two: the provider for a secret that rotates.";
        }

        if (services.SessionStore is not null && services.Protector is null)
        {
            yield return "AuthServices.SessionStore is set and AuthServices.Protector is not, so what is stored could never be read again. Give a protector: an AesGcmSessionProtector with a key of yours, or the one of the package the store comes from.";
        }
    }

    private static void Tell(SessionStorage storage, ILogger logger)
    {
        if (!storage.HasLease)
        {
            Log.NoLease(logger);
        }

        if (!storage.HasCatalog)
        {
            Log.NoCatalog(logger);
        }
    }

    private static SocketsHttpHandler NewHandler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };

    private T Own<T>(T part)
        where T : IDisposable
    {
        _owned.Add(part);
        return part;
    }
}
