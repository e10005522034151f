using Amplify.Emulator;
using Amplify.Tests.Support;

namespace Amplify.Tests.SignIn;

/// <summary>CUSTOM_AUTH: what Lambda triggers ask, with a password before it and without.</summary>
public sealed class CustomAuthTests
{
    [Test]
    public async Task Triggers_ask_as_often_as_they_like_and_a_wrong_answer_is_theirs_to_judge([Values] bool clientSecret)
    {
        await using AuthWorld world = await AuthWorld.StartAsync(new AppClientSettings { GenerateSecret = clientSecret });
        Riddles.Install(world.Pool, rounds: 2, attempts: 3);
        Auth auth = world.NewAuth();

        SignInResult first = await auth.SignInAsync("ana", new SignInOptions { Flow = SignInFlow.Custom });
        var step = (SignInStep.CustomChallenge)first.NextStep!;
        Assert.That(step.Parameters["riddle"], Is.EqualTo("riddle 1"));
        Assert.That(step.Username, Is.EqualTo("ana"));

        SignInResult wrong = await auth.ConfirmSignInAsync(step.With("no idea"));
        var again = (SignInStep.CustomChallenge)wrong.NextStep!;
        Assert.That(wrong.Rejection, Is.Null, "the service does not say that it was wrong");
        Assert.That(again.Parameters["riddle"], Is.EqualTo("riddle 1"));

        SignInResult right = await auth.ConfirmSignInAsync(again.With("answer 1"));
        var second = (SignInStep.CustomChallenge)right.NextStep!;
        Assert.That(second.Parameters["riddle"], Is.EqualTo("riddle 2"));

        Assert.That((await auth.ConfirmSignInAsync(second.With("answer 2"))).IsSignedIn, Is.True);
        Assert.That(Wire.Path(world.Cognito), Is.EqualTo(new[] { "CUSTOM_AUTH", "CUSTOM_CHALLENGE", "CUSTOM_CHALLENGE", "CUSTOM_CHALLENGE" }));
    }

    [Test]
    public async Task Too_many_wrong_answers_end_the_flow()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Riddles.Install(world.Pool, rounds: 1, attempts: 1);
        Auth auth = world.NewAuth();
        var step = (SignInStep.CustomChallenge)(await auth.SignInAsync("ana", new SignInOptions { Flow = SignInFlow.Custom })).NextStep!;

        AuthException? error = Assert.ThrowsAsync<AuthException>(() => auth.ConfirmSignInAsync(step.With("no idea")));

        Assert.That(error!.Code, Is.EqualTo("NotAuthorizedException"));
        Assert.That((await auth.CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.SignedOut));
    }

    [Test]
    public async Task An_answered_step_is_spent_and_the_newest_goes_on()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Riddles.Install(world.Pool, rounds: 2, attempts: 3);
        Auth auth = world.NewAuth();
        var step = (SignInStep.CustomChallenge)(await auth.SignInAsync("ana", new SignInOptions { Flow = SignInFlow.Custom })).NextStep!;
        var next = (SignInStep.CustomChallenge)(await auth.ConfirmSignInAsync(step.With("answer 1"))).NextStep!;

        AuthException? spent = Assert.ThrowsAsync<AuthException>(() => auth.ConfirmSignInAsync(step.With("answer 1")));
        Assert.That(spent!.Reason, Is.EqualTo(AuthErrorReason.SignInExpired));
        Assert.That((await auth.ConfirmSignInAsync(next.With("answer 2"))).IsSignedIn, Is.True);
    }

    [Test]
    public async Task The_password_is_proved_before_the_triggers_ask([Values] bool clientSecret, [Values] bool atOnce)
    {
        await using AuthWorld world = await AuthWorld.StartAsync(new AppClientSettings { GenerateSecret = clientSecret });
        Riddles.Install(world.Pool, rounds: 1, attempts: 1);
        Auth auth = world.NewAuth(o => o.SignInFlow = SignInFlow.CustomWithSrp);

        SignInResult result;
        if (atOnce)
        {
            result = await auth.SignInAsync("ana", AuthWorld.Password);
        }
        else
        {
            var password = (SignInStep.Password)(await auth.SignInAsync("ana")).NextStep!;
            Assert.That(world.Cognito.Requests.All, Is.Empty, "nothing is sent before there is a password");
            result = await auth.ConfirmSignInAsync(password.With(AuthWorld.Password));
        }

        var step = (SignInStep.CustomChallenge)result.NextStep!;
        Assert.That((await auth.ConfirmSignInAsync(step.With("answer 1"))).IsSignedIn, Is.True);
        Assert.That(Wire.Path(world.Cognito), Is.EqualTo(new[] { "CUSTOM_AUTH", "PASSWORD_VERIFIER", "CUSTOM_CHALLENGE" }));
        Assert.That(world.Cognito.Requests.All.Any(r => r.Body?.ToJsonString().Contains(AuthWorld.Password, StringComparison.Ordinal) == true), Is.False);
    }

    [Test]
    public async Task A_wrong_password_before_the_triggers_asks_for_it_again()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Riddles.Install(world.Pool, rounds: 1, attempts: 1);
        Auth auth = world.NewAuth(o => o.SignInFlow = SignInFlow.CustomWithSrp);

        SignInResult wrong = await auth.SignInAsync("ana", "Wrong-Horse-7!");
        Assert.That(wrong.Rejection?.Reason, Is.EqualTo(AuthErrorReason.WrongCredentials));

        SignInResult right = await auth.ConfirmSignInAsync(((SignInStep.Password)wrong.NextStep!).With(AuthWorld.Password));
        Assert.That(right.NextStep, Is.TypeOf<SignInStep.CustomChallenge>());
    }

    [Test]
    public async Task Metadata_of_each_answer_reaches_the_triggers()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Riddles.Install(world.Pool, rounds: 1, attempts: 1);
        IReadOnlyDictionary<string, string>? seen = null;
        Func<VerifyAuthChallengeResponseEvent, VerifyAuthChallengeResponseEvent?> judge = world.Pool.Triggers.VerifyAuthChallengeResponse!;
        world.Pool.Triggers.VerifyAuthChallengeResponse = told =>
        {
            seen = told.ClientMetadata;
            return judge(told);
        };
        Auth auth = world.NewAuth();
        var step = (SignInStep.CustomChallenge)(await auth.SignInAsync("ana", new SignInOptions { Flow = SignInFlow.Custom })).NextStep!;

        await auth.ConfirmSignInAsync(step.With("answer 1"), new ConfirmSignInOptions { ClientMetadata = new Dictionary<string, string> { ["page"] = "riddle" } });

        Assert.That(seen, Is.EquivalentTo(new Dictionary<string, string> { ["page"] = "riddle" }));
    }

    [Test]
    public async Task A_pool_without_triggers_says_so()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();

        AuthException? error = Assert.ThrowsAsync<AuthException>(() => world.NewAuth().SignInAsync("ana", new SignInOptions { Flow = SignInFlow.Custom }));

        Assert.That(error!.Code, Is.EqualTo("InvalidParameterException"));
    }
}
