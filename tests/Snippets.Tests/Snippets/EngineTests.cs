using Amplify.CognitoIdentityProvider;
using Amplify.CognitoIdentityProvider.Model;
using Amplify.Testing;
using Moq;

namespace Amplify.Snippets;

/// <summary>The first of the two unit tests every user writes.</summary>
internal sealed class EngineTests
{
    #region Snippet: testing-engine
    [Test]
    public async Task The_engine_signs_in_over_a_stub_of_the_service()
    {
        TestTokenSet tokens = TestTokens.Create(new Dictionary<string, object?> { ["name"] = "Ana Lima" });
        var service = new Mock<IAmazonCognitoIdentityProvider>();
        service.Setup(s => s.InitiateAuthAsync(It.Is<InitiateAuthRequest>(r => r.AuthFlow == AuthFlowType.USER_PASSWORD_AUTH), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new InitiateAuthResponse
            {
                AuthenticationResult = new AuthenticationResultType { IdToken = tokens.IdToken, AccessToken = tokens.AccessToken, RefreshToken = tokens.RefreshToken },
            });
        await using var auth = new Auth(tokens.Options, new AuthServices { UserPoolClient = service.Object, TokenKeys = tokens.KeySource });

        SignInResult result = await auth.SignInAsync("ana", "Passw0rd!", new SignInOptions { Flow = SignInFlow.UserPassword });

        Assert.That(result.IsSignedIn);
        Assert.That((await auth.CurrentUserAsync())?.Name, Is.EqualTo("Ana Lima"));
        Assert.That(await auth.GetAccessTokenAsync(), Is.EqualTo(tokens.AccessToken));
    }
    #endregion

    [Test]
    public async Task A_token_of_another_key_is_refused()
    {
        TestTokenSet forged = TestTokens.Create(options: new TestTokenOptions { SignWithUnknownKey = true });
        var service = new Mock<IAmazonCognitoIdentityProvider>();
        service.Setup(s => s.InitiateAuthAsync(It.IsAny<InitiateAuthRequest>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new InitiateAuthResponse
            {
                AuthenticationResult = new AuthenticationResultType { IdToken = forged.IdToken, AccessToken = forged.AccessToken },
            });
        await using var auth = new Auth(forged.Options, new AuthServices { UserPoolClient = service.Object, TokenKeys = forged.KeySource });

        AuthException? refused = Assert.ThrowsAsync<AuthException>(() => auth.SignInAsync("ana", "Passw0rd!", new SignInOptions { Flow = SignInFlow.UserPassword }));

        Assert.That(refused?.Reason, Is.EqualTo(AuthErrorReason.InvalidToken));
    }
}
