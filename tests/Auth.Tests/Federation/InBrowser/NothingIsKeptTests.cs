using Amplify.Emulator;
using Amplify.Tests.Support;

namespace Amplify.Tests.Federation.InBrowser;

/// <summary>Codes and verifiers are gone when the attempt is over, however it ended: nothing that hangs on the engine or its results holds one.</summary>
internal sealed class NothingIsKeptTests
{
    [Test]
    public async Task No_code_or_verifier_outlives_a_sign_in()
    {
        await using BrowserWorld world = await BrowserWorld.StartAsync();
        Auth auth = world.NewAuth(new ForgetfulBrowser(world.Cognito.Endpoint));

        SignInResult result = await auth.FederatedSignInAsync();

        LoggedRequest exchange = world.Requests("oauth2/token").Single();
        Assert.That(ObjectGraph.Find([auth, result], [exchange.Parameters["code"], exchange.Parameters["code_verifier"]]), Is.Empty);
        await auth.SignOutAsync();
        Assert.That(ObjectGraph.Find([auth, result], [exchange.Parameters["code"], exchange.Parameters["code_verifier"]]), Is.Empty);
    }

    [Test]
    public async Task Nor_an_attempt_in_two_halves_begun_completed_refused_or_given_up()
    {
        await using BrowserWorld world = await BrowserWorld.StartAsync();
        Auth auth = world.NewAuth(o => o.WhenAlreadySignedIn = WhenAlreadySignedIn.Replace);
        BrowserSignIn begun = await auth.BeginFederatedSignInAsync();
        string[] secrets = [.. Browser.ParametersOf(begun.Url.AbsoluteUri).Where(p => p.Key is "state" or "nonce" or "code_challenge").Select(p => p.Value)];
        Assert.That(ObjectGraph.Find([auth], secrets), Is.Empty, "the engine keeps nothing of an attempt that was begun");
        Uri callback = await world.VisitAsync(begun);
        world.Cognito.Faults.Add(new Fault { Operation = "oauth2/token", Kind = FaultKind.InternalError, Times = 1 });
        Exception refused = Assert.ThrowsAsync<AuthException>(() => auth.CompleteFederatedSignInAsync(begun.FlowToken, callback))!;

        LoggedRequest exchange = world.Requests("oauth2/token").Single();
        Assert.That(ObjectGraph.Find([auth, refused], [exchange.Parameters["code"], exchange.Parameters["code_verifier"], secrets[0]]), Is.Empty);
    }

    /// <summary>Does not remember what it was asked, as the robot does.</summary>
    private sealed class ForgetfulBrowser(Uri home) : IBrowser
    {
        public async Task<BrowserResult> RunAsync(BrowserRequest request, CancellationToken cancellationToken = default)
        {
            using var robot = new RobotBrowser(home);
            return await robot.RunAsync(request, cancellationToken);
        }
    }
}
