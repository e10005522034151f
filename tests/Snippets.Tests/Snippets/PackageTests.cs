using Amplify.CognitoIdentityProvider;
using Amplify.CognitoIdentityProvider.Model;
using Amplify.Testing;
using Moq;

namespace Amplify.Snippets;

/// <summary>The examples of Auth.Testing's own page, which run as they stand there.</summary>
internal sealed class PackageTests
{
    #region Snippet: package-view-model-test
    [Test]
    public async Task A_wrong_code_is_shown_and_the_next_one_signs_in()
    {
        SignInStep.TotpCode step = TestSteps.TotpCode();
        var auth = new Mock<IAuth>(MockBehavior.Strict);
        auth.Setup(a => a.SignInAsync("ana", "password", null, default)).ReturnsAsync(TestResults.Next(step));
        auth.SetupSequence(a => a.ConfirmSignInAsync(It.Is<SignInAnswer>(answer => answer.Step == step), null, default))
            .ReturnsAsync(TestResults.Next(step, new Rejection { Reason = AuthErrorReason.WrongCode, Message = "Wrong code." }))
            .ReturnsAsync(TestResults.SignedIn(TestSessions.SignedIn(new Dictionary<string, object?> { ["name"] = "Ana" })));
        var model = new SignInViewModel(auth.Object);

        await model.SubmitAsync("ana", "password");
        await model.SubmitCodeAsync("000000");
        Assert.That(model.Message, Is.EqualTo("Wrong code."));

        await model.SubmitCodeAsync("123456");
        Assert.That(model.Message, Is.EqualTo("Hello, Ana"));
    }
    #endregion

    #region Snippet: package-engine-test
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
    #endregion

    #region Snippet: package-view-model
    private sealed class SignInViewModel(IAuth auth)
    {
        private SignInStep? _step;

        public string Message { get; private set; } = "";

        public async Task SubmitAsync(string username, string password) => Show(await auth.SignInAsync(username, password));

        public async Task SubmitCodeAsync(string code)
        {
            if (_step is SignInStep.TotpCode totp)
            {
                Show(await auth.ConfirmSignInAsync(totp.With(code)));
            }
        }

        private void Show(SignInResult result)
        {
            _step = result.NextStep;
            Message = result.IsSignedIn ? $"Hello, {result.Session.User?.Name}" : result.Rejection?.Message ?? $"Please answer: {result.NextStep?.Name}";
        }
    }
    #endregion
}
