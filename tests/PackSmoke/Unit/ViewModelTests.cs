using Amplify;
using Amplify.Testing;
using Moq;

namespace Smoke;

/// <summary>A user's unit test of a view model: IAuth itself is the mock.</summary>
public sealed class ViewModelTests
{
    [Test]
    public async Task A_view_model_greets_the_signed_in_user()
    {
        var auth = new Mock<IAuth>();
        auth.Setup(a => a.CurrentSessionAsync(It.IsAny<CurrentSessionOptions?>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(TestSessions.SignedIn(new Dictionary<string, object?> { ["name"] = "Ben" }));

        Assert.That(await new Greeting(auth.Object).TextAsync(), Is.EqualTo("Hello Ben"));
    }

    [Test]
    public async Task A_view_model_asks_a_stranger_to_sign_in()
    {
        var auth = new Mock<IAuth>();
        auth.Setup(a => a.CurrentSessionAsync(It.IsAny<CurrentSessionOptions?>(), It.IsAny<CancellationToken>())).ReturnsAsync(TestSessions.SignedOut());

        Assert.That(await new Greeting(auth.Object).TextAsync(), Is.EqualTo("Please sign in"));
    }

    private sealed class Greeting(IAuth auth)
    {
        public async Task<string> TextAsync() =>
            (await auth.CurrentSessionAsync()).User is { } user ? $"Hello {user.Name}" : "Please sign in";
    }
}
