namespace Amplify.Tests.Model;

/// <summary>One kind of step: how people answer it, right and wrong, and what comes of that.</summary>
internal abstract class StepKind
{
    /// <summary>Every kind there is. A new flow adds its kinds here.</summary>
    public static IReadOnlyList<StepKind> All { get; } =
    [
        new PasswordStep(), new CodeStep("SmsCode"), new CodeStep("EmailCode"), new TotpCodeStep(), new NewPasswordStep(),
        new ChooseMfaStep(), new ChooseMfaToSetUpStep(), new SetUpTotpStep(), new SetUpEmailMfaStep(),
        new ChooseFirstFactorStep(), new PasskeyStep(), new CustomChallengeStep(),
    ];

    /// <summary>The step's name.</summary>
    public abstract string Name { get; }

    /// <summary>The ways to answer it.</summary>
    public abstract IReadOnlyList<string> Answers { get; }

    /// <summary>The operations that an answer takes.</summary>
    public virtual IReadOnlyList<string> Operations => ["RespondToAuthChallenge"];

    public static StepKind Of(string name) => All.FirstOrDefault(kind => kind.Name == name) ?? throw new Disagreement($"the model knows no step {name}");

    /// <summary>The answer that goes on, as things stand: an index of <see cref="Answers"/>.</summary>
    public virtual int Best(ModelState s, ModelStep step) => 0;

    /// <summary>An answer that is wrong in a way worth trying, as things stand; any where there is none.</summary>
    public virtual int? Tempting(ModelState s, ModelStep step) => null;

    /// <summary>Makes the answer.</summary>
    public abstract SignInAnswer Answer(ModelWorld world, StepSlot slot, string answer);

    /// <summary>What the engine and the service make of it.</summary>
    public abstract IEnumerable<Reply> Predict(ModelState s, ModelStep step, string answer);
}
