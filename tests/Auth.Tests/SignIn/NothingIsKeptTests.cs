using Amplify.Tests.Support;

namespace Amplify.Tests.SignIn;

/// <summary>
/// Passwords, codes and answers are gone when the call that used them is over: the object graph that hangs on the engine, the
/// steps and the session is walked, and no text in it holds one.
/// </summary>
internal sealed class NothingIsKeptTests
{
    private static IEnumerable<Ways> All => Ways.All;

    [TestCaseSource(nameof(All))]
    public async Task No_password_or_code_outlives_its_call(Ways way)
    {
        await using AuthWorld world = await way.PrepareAsync();
        SignInRobot robot = way.Robot(world);
        Auth auth = way.NewAuth(world);
        string[] passwords = [AuthWorld.Password, "Temp-Horse-1!"];

        SignInResult result = await way.StartAsync(auth);
        while (result.NextStep is { } step)
        {
            Assert.That(Find([auth, result], robot, passwords), Is.Empty, $"before {step.Name} is answered");
            result = await auth.ConfirmSignInAsync(robot.Answer(step));
        }

        Assert.That(result.IsSignedIn, Is.True);
        Assert.That(Find([auth, result], robot, passwords), Is.Empty, "signed in");
        await auth.SignOutAsync();
        Assert.That(Find([auth, result], robot, passwords), Is.Empty, "signed out");
    }

    [Test]
    public async Task Rejected_answers_are_not_kept_either()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        world.User.EnableTotpMfa();
        Auth auth = world.NewAuth();

        SignInResult wrong = await auth.SignInAsync("ana", "Wrong-Horse-7!");
        Assert.That(ObjectGraph.Find([auth, wrong], ["Wrong-Horse-7!"]), Is.Empty);
        SignInResult asked = await auth.ConfirmSignInAsync(((SignInStep.Password)wrong.NextStep!).With(AuthWorld.Password));
        SignInResult code = await auth.ConfirmSignInAsync(((SignInStep.TotpCode)asked.NextStep!).With("918273"));
        Assert.That(code.Rejection, Is.Not.Null);

        Assert.That(ObjectGraph.Find([auth, wrong, asked, code], ["Wrong-Horse-7!", AuthWorld.Password, "918273"]), Is.Empty);
    }

    [Test]
    public async Task Sign_ups_resets_and_changes_keep_nothing()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth auth = world.NewAuth();
        var typed = new List<string> { AuthWorld.Password, "Another-Horse-8!", "Third-Horse-9!" };
        SignUpResult signUp = await auth.SignUpAsync("ben", AuthWorld.Password, new SignUpOptions { UserAttributes = new Dictionary<string, string> { ["email"] = "ben@example.com" } });
        typed.Add(world.Cognito.Outbox.LatestCode("ben"));
        ConfirmSignUpResult confirmed = await auth.ConfirmSignUpAsync("ben", typed[^1], new ConfirmSignUpOptions { AutoSignIn = signUp.AutoSignIn });
        await auth.ResetPasswordAsync("ben");
        typed.Add(world.Cognito.Outbox.LatestCode("ben"));
        ConfirmResetPasswordResult reset = await auth.ConfirmResetPasswordAsync("ben", typed[^1], "Another-Horse-8!");
        SignInResult result = await auth.SignInAsync("ben", "Another-Horse-8!");
        ChangePasswordResult changed = await auth.ChangePasswordAsync("Another-Horse-8!", "Third-Horse-9!");

        Assert.That(ObjectGraph.Find([auth, signUp, confirmed, reset, result, changed], typed), Is.Empty);
    }

    [Test]
    public async Task The_walk_finds_what_is_there()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        world.User.EnableEmailMfa();
        Auth auth = world.NewAuth();
        SignInResult asked = await auth.SignInAsync("ana", AuthWorld.Password);
        SignInAnswer answer = ((SignInStep.EmailCode)asked.NextStep!).With("31415926");
        Func<string> closure = () => AuthWorld.Password + answer.Step.Name;

        Assert.That(ObjectGraph.Find([answer], ["31415926"]), Is.Not.Empty, "an answer holds its code");
        Assert.That(ObjectGraph.Find([closure], ["31415926"]), Is.Not.Empty, "closures are looked into");
        Assert.That(ObjectGraph.Find([new Dictionary<string, byte[]> { ["x"] = "31415926"u8.ToArray() }], ["31415926"]), Is.Not.Empty, "and collections and bytes");
        Assert.That(ObjectGraph.Find([auth], ["ana@example.com"]), Is.Empty, "no user is known before a sign-in");
        SignInResult done = await auth.ConfirmSignInAsync(((SignInStep.EmailCode)asked.NextStep!).With(world.Cognito.Outbox.LatestCode("ana")));
        Assert.That(ObjectGraph.Find([auth], [done.Session!.Tokens!.AccessToken.Reveal()]), Is.Not.Empty, "the engine holds its session");
    }

    private static IEnumerable<string> Find(object[] roots, SignInRobot robot, IEnumerable<string> passwords) => ObjectGraph.Find(roots, passwords.Concat(robot.Typings));
}
