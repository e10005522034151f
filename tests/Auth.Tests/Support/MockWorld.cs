using Amplify.CognitoIdentityProvider;
using Amplify.CognitoIdentityProvider.Model;
using Amplify.Emulator;
using Amplify.Sessions;
using Amplify.Testing;
using Moq;

namespace Amplify.Tests.Support;

/// <summary>An engine over a mocked client and no network: for what no server can be made to say.</summary>
internal sealed class MockWorld : IAsyncDisposable
{
    private readonly IPasskeyAuthenticator? _passkeys;

    public MockWorld(Action<AuthOptions>? change = null, IReadOnlyDictionary<string, object?>? accessClaims = null, IPasskeyAuthenticator? passkeys = null)
    {
        Options = new AuthOptions { UserPoolId = "eu-west-1_TestPool1", UserPoolClientId = "1testclient", SignInFlow = SignInFlow.UserPassword };
        change?.Invoke(Options);
        Tokens = new TestTokens(Options, Clock);
        Client = new Mock<IAmazonCognitoIdentityProvider>(MockBehavior.Strict);
        Store = new InMemorySessionStore(Clock);
        Client.Setup(c => c.InitiateAuthAsync(It.Is<InitiateAuthRequest>(r => r.AuthFlow == AuthFlowType.USER_PASSWORD_AUTH), It.IsAny<CancellationToken>()))
            .ReturnsAsync(() => new InitiateAuthResponse { AuthenticationResult = Result(accessClaims, "refresh-1") });
        _passkeys = passkeys;
        Auth = NewAuth();
    }

    public EmulatorClock Clock { get; } = new(AuthWorld.Start);

    public AuthOptions Options { get; }

    public TestTokens Tokens { get; }

    public Mock<IAmazonCognitoIdentityProvider> Client { get; }

    public InMemorySessionStore Store { get; }

    public ISessionProtector Protector { get; } = AesGcmSessionProtector.CreateEphemeral();

    public Auth Auth { get; }

    public Auth NewAuth(global::Amplify.Tokens.ITokenKeySource? keys = null) => new(Options, new AuthServices
    {
        UserPoolClient = Client.Object,
        TokenKeys = keys ?? Tokens.KeySource,
        TimeProvider = Clock,
        SessionStore = Store,
        Protector = Protector,
        PasskeyAuthenticator = _passkeys,
    });

    public AuthenticationResultType Result(IReadOnlyDictionary<string, object?>? accessClaims = null, string? refreshToken = null) => new()
    {
        IdToken = Tokens.CreateIdToken(),
        AccessToken = Tokens.CreateAccessToken(accessClaims),
        RefreshToken = refreshToken,
        ExpiresIn = 3600,
        TokenType = "Bearer",
    };

    public async Task<Auth> SignedInAndExpiredAsync()
    {
        SignInResult result = await Auth.SignInAsync("ana", "Any-password-1");
        Assert.That(result.IsSignedIn, Is.True);
        Clock.Advance(TimeSpan.FromMinutes(61));
        return Auth;
    }

    public ValueTask DisposeAsync() => Auth.DisposeAsync();
}
