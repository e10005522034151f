using Amplify.CognitoIdentityProvider;
using Amplify.CognitoIdentityProvider.Model;
using Amplify.Emulator;
using Amplify.Sessions;
using Amplify.Testing;
using Moq;

namespace Amplify.Tests.Support;

/// <summary>Engines over a mocked user pool and a faked identity pool: no network, one clock, a store that outlives each engine.</summary>
internal sealed class CredentialsWorld : IAsyncDisposable
{
    public const string PoolId = "eu-west-1:00000000-1111-2222-3333-444444444444";

    private readonly List<IAsyncDisposable> _engines = [];

    public CredentialsWorld(Action<AuthOptions>? change = null)
    {
        Options = new AuthOptions
        {
            UserPoolId = "eu-west-1_TestPool1",
            UserPoolClientId = "1testclient",
            SignInFlow = SignInFlow.UserPassword,
            IdentityPoolId = PoolId,
        };
        change?.Invoke(Options);
        Tokens = new TestTokens(Options, Clock);
        Store = new InMemorySessionStore(Clock);
        Pool = new FakeIdentityPool(Clock);
        UserPool = new Mock<IAmazonCognitoIdentityProvider>(MockBehavior.Strict);
        UserPool.Setup(c => c.InitiateAuthAsync(It.IsAny<InitiateAuthRequest>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((InitiateAuthRequest r, CancellationToken _) => new InitiateAuthResponse { AuthenticationResult = Result(r.AuthParameters!["USERNAME"]) });
        UserPool.Setup(c => c.GetTokensFromRefreshTokenAsync(It.IsAny<GetTokensFromRefreshTokenRequest>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((GetTokensFromRefreshTokenRequest r, CancellationToken _) => new GetTokensFromRefreshTokenResponse { AuthenticationResult = Result(r.RefreshToken!["refresh-".Length..]) });
        UserPool.Setup(c => c.RevokeTokenAsync(It.IsAny<RevokeTokenRequest>(), It.IsAny<CancellationToken>())).ReturnsAsync(new RevokeTokenResponse());
    }

    public EmulatorClock Clock { get; } = new(AuthWorld.Start);

    public AuthOptions Options { get; }

    public TestTokens Tokens { get; }

    public FakeIdentityPool Pool { get; }

    public Mock<IAmazonCognitoIdentityProvider> UserPool { get; }

    public InMemorySessionStore Store { get; }

    public ISessionProtector Protector { get; } = AesGcmSessionProtector.CreateEphemeral();

    public static string Provider => "cognito-idp.eu-west-1.amazonaws.com/eu-west-1_TestPool1";

    public AuthServices Services(
        ISessionStore? store = null,
        Func<RoleChoiceContext, CancellationToken, ValueTask<string?>>? chooser = null,
        Func<FederationContext, CancellationToken, ValueTask<FederatedToken?>>? refresher = null,
        Microsoft.Extensions.Logging.ILoggerFactory? logs = null) => new()
        {
            UserPoolClient = UserPool.Object,
            IdentityPoolClient = Pool,
            TokenKeys = Tokens.KeySource,
            TimeProvider = Clock,
            SessionStore = store ?? Store,
            Protector = Protector,
            RoleChooser = chooser,
            FederatedTokenRefresher = refresher,
            LoggerFactory = logs,
            EventContext = new InlineContext(),
        };

    public Auth NewAuth(AuthServices? services = null)
    {
        var auth = new Auth(Options, services ?? Services());
        _engines.Add(auth);
        return auth;
    }

    public AuthFactory NewFactory(AuthServices? services = null)
    {
        var factory = new AuthFactory(Options, services ?? Services());
        _engines.Add(factory);
        return factory;
    }

    public async Task<Auth> SignedInAsync(string username = "ana", AuthServices? services = null)
    {
        Auth auth = NewAuth(services);
        await auth.SignInAsync(username, "Any-password-1");
        return auth;
    }

    public AuthenticationResultType Result(string username) => new()
    {
        IdToken = Tokens.CreateIdToken(new Dictionary<string, object?> { ["sub"] = $"sub-{username}", ["cognito:username"] = username }),
        AccessToken = Tokens.CreateAccessToken(new Dictionary<string, object?> { ["sub"] = $"sub-{username}", ["username"] = username }),
        RefreshToken = $"refresh-{username}",
        ExpiresIn = 3600,
        TokenType = "Bearer",
    };

    public async ValueTask DisposeAsync()
    {
        foreach (IAsyncDisposable engine in _engines)
        {
            await engine.DisposeAsync();
        }
    }
}
