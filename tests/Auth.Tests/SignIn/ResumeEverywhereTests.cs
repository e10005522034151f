using Amplify.Sessions;
using Amplify.Testing;
using Amplify.Tests.Support;

namespace Amplify.Tests.SignIn;

/// <summary>Every way of signing in, with every step carried to a new engine as text; and to nowhere it does not belong.</summary>
internal sealed class ResumeEverywhereTests
{
    private static readonly ProtectOptions _visitor = new() { Binding = "visitor-1" };

    private static IEnumerable<Ways> All => Ways.All;

    [TestCaseSource(nameof(All))]
    public async Task Every_step_goes_on_in_a_fresh_engine(Ways way)
    {
        await using AuthWorld world = await way.PrepareAsync();
        SignInRobot robot = way.Robot(world);
        Auth first = way.NewAuth(world);

        SignInResult result = await robot.FinishAsync(first, await way.StartAsync(first), async (auth, step) =>
        {
            string token = auth.Protect(step, _visitor);
            await ((Auth)auth).DisposeAsync();
            Auth fresh = way.NewAuth(world);
            SignInStep resumed = fresh.Resume(token, _visitor);
            Assert.That((resumed.GetType(), resumed.Username), Is.EqualTo((step.GetType(), step.Username)));
            return (fresh, resumed);
        });

        Assert.That(result.IsSignedIn, Is.True);
        Assert.That(robot.Steps, Is.EqualTo(way.Steps));
        Assert.That(result.NewDevice?.IsConfirmed, Is.True, "a device too can be new at the end of it");
    }

    [TestCaseSource(nameof(All))]
    public async Task A_step_that_was_changed_or_is_not_for_here_is_refused(Ways way)
    {
        await using AuthWorld world = await way.PrepareAsync();
        SignInRobot robot = way.Robot(world);
        Auth start = way.NewAuth(world);
        Auth otherClient = world.NewAuth(o =>
        {
            o.UserPoolClientId = world.Pool.AddClient().Id;
            o.ClientSecret = null;
        });
        Auth otherKey = world.NewAuth(services: new AuthServices { TimeProvider = world.Clock, SessionStore = new InMemorySessionStore(world.Clock), Protector = AesGcmSessionProtector.CreateEphemeral() });

        await robot.FinishAsync(start, await way.StartAsync(start), (auth, step) =>
        {
            string token = auth.Protect(step, _visitor);
            AssertRefused(() => auth.Resume(token));
            AssertRefused(() => auth.Resume(token, new ProtectOptions { Binding = "visitor-2" }));
            AssertRefused(() => auth.ResumeAutoSignIn(token, _visitor));
            AssertRefused(() => auth.Resume(auth.Protect(TestResults.AutoSignIn(), _visitor), _visitor));
            AssertRefused(() => otherClient.Resume(token, _visitor));
            AssertRefused(() => otherKey.Resume(token, _visitor));
            for (int i = 0; i < token.Length; i += Math.Max(1, token.Length / 40))
            {
                AssertRefused(() => auth.Resume($"{token[..i]}{(token[i] == 'A' ? 'B' : 'A')}{token[(i + 1)..]}", _visitor));
            }

            return Task.FromResult((auth, step));
        });

        string last = start.Protect(TestSteps.TotpCode(), _visitor);
        world.Clock.Advance(TimeSpan.FromMinutes(15) + TimeSpan.FromSeconds(2));
        AssertRefused(() => start.Resume(last, _visitor));
    }

    private static void AssertRefused(Action resume)
    {
        AuthException? error = Assert.Throws<AuthException>(() => resume());
        Assert.That(error!.Reason, Is.EqualTo(AuthErrorReason.InvalidStepToken));
    }
}
