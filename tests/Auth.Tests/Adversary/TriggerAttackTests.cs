using Amplify.Emulator;
using Amplify.Tests.Support;

namespace Amplify.Tests.Adversary;

/// <summary>Triggers that say strange things, or nothing, on their way through emulator, wire and parser.</summary>
public sealed class TriggerAttackTests
{
    private static readonly string[] _texts =
    [
        "Only staff", "Only staff.", "Only staff...", "two\nlines\r\nhere", "PreSignUp failed with error inner", "failed with error failed with error ", "", " ", ".", "Ünïcødé 😀", "\0", "\"quoted\" {json}",
        new string('x', 10_000), "secret hash", "Incorrect username or password.", "Access Token has been revoked", "User does not exist.",
    ];

    [TestCaseSource(nameof(_texts))]
    public async Task A_refusal_comes_through_with_the_triggers_own_words(string text)
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        world.Pool.Triggers.PreSignUp = _ => throw new TriggerRefusedException(text);

        AuthException? error = Assert.ThrowsAsync<AuthException>(() => world.NewAuth().SignUpAsync("ben", AuthWorld.Password));

        Assert.That(error!.Reason, Is.EqualTo(AuthErrorReason.LambdaTrigger));
        Assert.That(error.Error.Trigger, Is.EqualTo("PreSignUp"));
        Assert.That(error.Error.TriggerMessage, text.Length > 4000 ? Does.StartWith(text[..4000]) : Is.EqualTo(text.Length == 0 ? null : text));
        Assert.That(error.Error.IsTransient, Is.False);
    }

    [TestCaseSource(nameof(_texts))]
    public async Task A_trigger_that_breaks_in_a_sign_in_or_a_refresh_never_passes_for_something_else(string text)
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth auth = await world.SignedInAsync();
        world.Pool.Triggers.PreTokenGeneration = _ => throw new TriggerRefusedException(text);
        world.ExpireTokens();

        AuthSession session = await auth.CurrentSessionAsync();
        Assert.That(session.HasUser, Is.True, "the session is not over because a function says so");
        Assert.That(session.EndReason, Is.Null);

        AuthException? error = Assert.ThrowsAsync<AuthException>(() => world.NewFactory().Create(SessionKey.New()).SignInAsync("ana", AuthWorld.Password));
        Assert.That(error!.Reason, Is.EqualTo(AuthErrorReason.LambdaTrigger));
    }

    [Test]
    public async Task A_trigger_that_throws_anything_or_answers_nothing_is_a_failure_of_the_trigger()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth auth = world.NewAuth();
        foreach (Func<PreSignUpEvent, PreSignUpEvent?> trigger in new Func<PreSignUpEvent, PreSignUpEvent?>[]
        {
            _ => throw new InvalidOperationException("a bug"),
            _ => throw new OperationCanceledException(),
            _ => throw new AggregateException(new IOException()),
            _ => null,
        })
        {
            world.Pool.Triggers.PreSignUp = trigger;
            AuthException? error = Assert.ThrowsAsync<AuthException>(() => auth.SignUpAsync("ben", AuthWorld.Password));
            Assert.That(error!.Code, Is.AnyOf("UnexpectedLambdaException", "InvalidLambdaResponseException"));
        }
    }
}
