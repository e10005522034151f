using Amplify;
using Amplify.CognitoIdentityProvider;
using Amplify.CognitoIdentityProvider.Model;
using Amplify.Testing;
using Moq;

namespace Smoke;

/// <summary>A user's unit test of code that signs in: the real engine over a mocked service, no network.</summary>
public sealed class MockedServiceTests
{
    [Test]
    public async Task The_engine_signs_in_over_a_mocked_service()
    {
        TestTokenSet tokens = TestTokens.Create(new Dictionary<string, object?> { ["email"] = "ana@example.com" });
        var service = new Mock<IAmazonCognitoIdentityProvider>(MockBehavior.Strict);
        service.Setup(s => s.Dispose());
        service
            .Setup(s => s.InitiateAuthAsync(It.Is<InitiateAuthRequest>(r => r.AuthFlow == AuthFlowType.USER_PASSWORD_AUTH), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new InitiateAuthResponse
            {
                AuthenticationResult = new AuthenticationResultType
                {
                    AccessToken = tokens.AccessToken,
                    IdToken = tokens.IdToken,
                    RefreshToken = tokens.RefreshToken,
                    ExpiresIn = tokens.ExpiresIn,
                    TokenType = "Bearer",
                },
            });

        await using var auth = new Auth(tokens.Options, new AuthServices { UserPoolClient = service.Object, TokenKeys = tokens.KeySource });
        SignInResult result = await auth.SignInAsync("ana", "any", new SignInOptions { Flow = SignInFlow.UserPassword });

        Assert.That(result.IsSignedIn);
        Assert.That((await auth.CurrentUserAsync())?.Username, Is.EqualTo("ana"));
        Assert.That(await auth.GetAccessTokenAsync(), Is.EqualTo(tokens.AccessToken));
    }
}
