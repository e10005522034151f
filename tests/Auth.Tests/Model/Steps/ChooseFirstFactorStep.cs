namespace Amplify.Tests.Model;

/// <summary>The choice of a first factor. A password takes no call yet; a code is sent.</summary>
internal sealed class ChooseFirstFactorStep : StepKind
{
    public const string Kind = "ChooseFirstFactor";
    public const string Last = "the last";

    private const string Second = "the second";

    public override string Name => Kind;

    public override IReadOnlyList<string> Answers => [Last, Second, "the first"];

    public override SignInAnswer Answer(ModelWorld world, StepSlot slot, string answer)
    {
        var step = (SignInStep.ChooseFirstFactor)slot.Step;
        return step.With(Chosen(step.Factors, answer));
    }

    public override IEnumerable<Reply> Predict(ModelState s, ModelStep step, string answer)
    {
        FirstFactor chosen = Enum.Parse<FirstFactor>(Chosen(step.Offered, answer));
        return chosen is FirstFactor.Password or FirstFactor.PasswordSrp
            ? [new Reply(s) { Asks = (ModelStep.Password, step.Challenge!.Value), Factor = chosen }]
            : FirstFactorRules.OrAnew(
                s.Call("RespondToAuthChallenge", before => FirstFactorRules.Choose(before, step, chosen)),
                step,
                refused => refused.Call("InitiateAuth", now => FirstFactorRules.BeginChoice(now, step.User, chosen)));
    }

    private static T Chosen<T>(IReadOnlyList<T> factors, string answer) => answer switch
    {
        Last => factors[^1],
        Second => factors[1],
        _ => factors[0],
    };
}
