using Amplify.Samples;
using Amplify.Testing;
using Moq;

namespace Amplify.Tests;

/// <summary>What becomes of a passkey, which a console has not.</summary>
public sealed class SignInFlowsTests
{
    private readonly SignInStep.Passkey _passkey = TestSteps.Passkey();

    [Test]
    public async Task A_passkey_is_used_in_the_browser_where_the_pool_has_pages()
    {
        var auth = new Mock<IAuth>(MockBehavior.Strict);
        auth.Setup(a => a.FederatedSignInAsync(It.Is<BrowserSignInOptions>(o => o.LoginHint == _passkey.Username), It.IsAny<CancellationToken>())).ReturnsAsync(TestResults.SignedIn());

        SignInResult result = await new SignInFlows(auth.Object, new ScriptedPrompts(), hasPages: true).LoopAsync(TestResults.Next(_passkey), default);

        Assert.That(result.IsSignedIn, Is.True);
    }

    [TestCase(true, 1)]
    [TestCase(false, 0)]
    public async Task Who_wants_something_else_or_has_no_pages_is_asked_for_that(bool hasPages, int choice)
    {
        var prompts = new ScriptedPrompts { Choice = choice };
        var auth = new Mock<IAuth>(MockBehavior.Strict);
        auth.Setup(a => a.ConfirmSignInAsync(It.Is<SignInAnswer>(answer => answer.Step == _passkey), null, It.IsAny<CancellationToken>())).ReturnsAsync(TestResults.SignedIn());

        SignInResult result = await new SignInFlows(auth.Object, prompts, hasPages).LoopAsync(TestResults.Next(_passkey), default);

        Assert.That(result.IsSignedIn, Is.True);
        Assert.That(prompts.Asked[^1], Is.EqualTo("A console has no passkeys. Go on with something else."));
    }
}
