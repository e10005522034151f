using Amplify.Testing;
using Moq;

namespace Amplify.Snippets;

/// <summary>The second of the two unit tests every user writes.</summary>
internal sealed class ViewModelTests
{
    #region Snippet: testing-view-model
    [Test]
    public async Task The_page_asks_for_a_code_and_then_greets()
    {
        var auth = new Mock<IAuth>(MockBehavior.Strict);
        auth.Setup(a => a.SignInAsync("ana", "Passw0rd!", null, default)).ReturnsAsync(TestResults.Next(TestSteps.TotpCode()));
        auth.Setup(a => a.ConfirmSignInAsync(It.Is<SignInAnswer>(answer => answer.Value.Reveal() == "123456"), null, default))
            .ReturnsAsync(TestResults.SignedIn(TestSessions.SignedIn(new Dictionary<string, object?> { ["name"] = "Ana Lima" })));
        var page = new SignInViewModel(auth.Object);

        await page.SignInAsync("ana", "Passw0rd!");
        Assert.That(page.Prompt, Is.EqualTo("Code"));

        await page.AnswerAsync("123456");
        Assert.That(page.Greeting, Is.EqualTo("Hello Ana Lima"));
    }
    #endregion

    [Test]
    public async Task The_page_warns_of_a_wrong_password_and_asks_again()
    {
        var auth = new Mock<IAuth>(MockBehavior.Strict);
        auth.Setup(a => a.SignInAsync("ana", "wrong", null, default)).ReturnsAsync(TestResults.WrongPassword());
        var page = new SignInViewModel(auth.Object);

        await page.SignInAsync("ana", "wrong");

        Assert.That((page.Prompt, page.Warning), Is.EqualTo(("Password", "Incorrect username or password.")));
    }
}
