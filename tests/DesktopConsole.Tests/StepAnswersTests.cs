using Amplify.Samples;
using Amplify.Testing;

namespace Amplify.Tests;

/// <summary>Every way in which a sign-in can go on has a question.</summary>
public sealed class StepAnswersTests
{
    private static readonly SignInStep[] _steps =
    [
        TestSteps.Password(), TestSteps.SmsCode(), TestSteps.EmailCode(), TestSteps.TotpCode(), TestSteps.ChooseMfa(), TestSteps.ChooseMfaToSetUp(),
        TestSteps.SetUpTotp(), TestSteps.SetUpEmailMfa(), TestSteps.ChooseFirstFactor(), TestSteps.Passkey(), TestSteps.CustomChallenge(),
        TestSteps.NewPassword(missingAttributes: ["name"]),
    ];

    [Test]
    public void The_list_of_steps_is_whole() => Assert.That(
        _steps.Select(step => step.GetType()).Append(typeof(SignInStep.Unknown)),
        Is.EquivalentTo(typeof(SignInStep).GetNestedTypes()));

    [TestCaseSource(nameof(_steps))]
    public async Task Every_step_is_asked_and_answered(SignInStep step)
    {
        var prompts = new ScriptedPrompts();

        SignInAnswer answer = await new StepAnswers(prompts).AnswerAsync(step, default);

        Assert.That(answer.Step, Is.SameAs(step));
        Assert.That(prompts.Asked, Is.Not.Empty);
        Assert.That(prompts.WasMasked, Is.EqualTo(step is SignInStep.Password or SignInStep.NewPassword), "passwords are masked");
    }

    [Test]
    public void What_is_not_known_is_told() =>
        Assert.That(async () => await new StepAnswers(new ScriptedPrompts()).AnswerAsync(TestSteps.Unknown("RIDDLE"), default), Throws.TypeOf<NotSupportedException>().With.Message.Contains("RIDDLE"));

    [Test]
    public async Task A_password_is_offered_once_and_the_way_in_which_it_is_never_sent()
    {
        var prompts = new ScriptedPrompts();

        await new StepAnswers(prompts).AnswerAsync(TestSteps.ChooseFirstFactor([FirstFactor.Password, FirstFactor.PasswordSrp, FirstFactor.EmailOtp]), default);

        Assert.That(prompts.Asked.Single(), Does.EndWith(": Password, Code by e-mail"));
    }
}
