using Amplify.Testing;
using Moq;

namespace Amplify.Tests.Testing;

/// <summary>The example of src/Auth.Testing/README.md, compiled and run; a change here belongs there too.</summary>
public sealed class ViewModelExampleTests
{
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
}
