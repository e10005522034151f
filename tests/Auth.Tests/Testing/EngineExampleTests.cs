using Amplify.CognitoIdentityProvider;
using Amplify.CognitoIdentityProvider.Model;
using Amplify.Testing;
using Moq;

namespace Amplify.Tests.Testing;

/// <summary>The engine over a stub of the service, no network at all. The first test is an example of src/Auth.Testing/README.md; a change here belongs there too.</summary>
public sealed class EngineExampleTests
{
    [Test]
    public async Task Admins_are_recognised_by_their_group()
    {
        TestTokenSet set = TestTokens.Create(new Dictionary<string, object?> { ["cognito:groups"] = new[] { "admins" } });
        var cognito = new Mock<IAmazonCognitoIdentityProvider>();
        cognito.Setup(c => c.InitiateAuthAsync(It.Is<InitiateAuthRequest>(r => r.AuthFlow == AuthFlowType.USER_PASSWORD_AUTH), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new InitiateAuthResponse
            {
                AuthenticationResult = new AuthenticationResultType
                {
                    IdToken = set.IdToken,
                    AccessToken = set.AccessToken,
                    RefreshToken = set.RefreshToken,
                    ExpiresIn = set.ExpiresIn,
                    TokenType = "Bearer",
                },
            });
        await using var auth = new Auth(set.Options, new AuthServices { UserPoolClient = cognito.Object, TokenKeys = set.KeySource });

        await auth.SignInAsync("ana", "password", new SignInOptions { Flow = SignInFlow.UserPassword });

        AuthSession session = await auth.CurrentSessionAsync();
        Assert.That(session.User!.Groups, Does.Contain("admins"));
        Assert.That(await auth.GetAccessTokenAsync(), Is.EqualTo(set.AccessToken));
    }

    [Test]
    public async Task A_sign_in_by_SRP_can_be_stubbed_too()
    {
        TestTokenSet set = TestTokens.Create();
        var cognito = new Mock<IAmazonCognitoIdentityProvider>();
        cognito.Setup(c => c.InitiateAuthAsync(It.Is<InitiateAuthRequest>(r => r.AuthFlow == AuthFlowType.USER_SRP_AUTH), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new InitiateAuthResponse
            {
                ChallengeName = ChallengeNameType.PASSWORD_VERIFIER,
                Session = "a-session-of-more-than-twenty-characters",
                ChallengeParameters = new Dictionary<string, string>
                {
                    ["USER_ID_FOR_SRP"] = "ana",
                    ["USERNAME"] = "ana",
                    ["SALT"] = "0a",
                    ["SRP_B"] = "0b",
                    ["SECRET_BLOCK"] = "c2VjcmV0",
                },
            });
        cognito.Setup(c => c.RespondToAuthChallengeAsync(It.Is<RespondToAuthChallengeRequest>(r => r.ChallengeResponses!["USERNAME"] == "ana"), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new RespondToAuthChallengeResponse
            {
                AuthenticationResult = new AuthenticationResultType { IdToken = set.IdToken, AccessToken = set.AccessToken, RefreshToken = set.RefreshToken, ExpiresIn = set.ExpiresIn },
            });
        await using var auth = new Auth(set.Options, new AuthServices { UserPoolClient = cognito.Object, TokenKeys = set.KeySource });

        SignInResult result = await auth.SignInAsync("ana", "password");

        Assert.That(result.IsSignedIn, Is.True);
        Assert.That((await auth.CurrentUserAsync())!.Username, Is.EqualTo("ana"));
    }

    [Test]
    public async Task A_token_of_a_strangers_key_is_not_let_in()
    {
        TestTokenSet set = TestTokens.Create(options: new TestTokenOptions { SignWithUnknownKey = true });
        var cognito = new Mock<IAmazonCognitoIdentityProvider>();
        cognito.Setup(c => c.InitiateAuthAsync(It.IsAny<InitiateAuthRequest>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new InitiateAuthResponse
            {
                AuthenticationResult = new AuthenticationResultType { IdToken = set.IdToken, AccessToken = set.AccessToken, RefreshToken = set.RefreshToken, ExpiresIn = set.ExpiresIn },
            });
        await using var auth = new Auth(set.Options, new AuthServices { UserPoolClient = cognito.Object, TokenKeys = set.KeySource });

        AuthException refusal = Assert.ThrowsAsync<AuthException>(async () => await auth.SignInAsync("ana", "password", new SignInOptions { Flow = SignInFlow.UserPassword }))!;

        Assert.That(refusal.Reason, Is.EqualTo(AuthErrorReason.InvalidToken));
        Assert.That((await auth.CurrentSessionAsync()).HasUser, Is.False);
    }
}
