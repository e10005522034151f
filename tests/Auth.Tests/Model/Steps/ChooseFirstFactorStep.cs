namespace Amplify.Tests.Model;

/// <summary>The choice of a first factor. A password takes no call yet; a code is sent.</summary>
internal sealed class ChooseFirstFactorStep : StepKind
{
    private const string Last = "the last";
    private const string Second = "the second";

    public override string Name => "ChooseFirstFactor";

    public override IReadOnlyList<string> Answers => [Last, Second, "the first"];

    public override SignInAnswer Answer(ModelWorld world, StepSlot slot, string answer)
    {
        var step = (SignInStep.ChooseFirstFactor)slot.Step;
        return step.With(Chosen(step.Factors, answer));
    }

    public override IEnumerable<Reply> Predict(ModelState s, ModelStep step, string answer)
    {
        string chosen = Chosen(s.Challenges[step.Challenge!.Value].Choices, answer);
        return chosen is nameof(FirstFactor.Password) or nameof(FirstFactor.PasswordSrp)
            ? [new Reply(s) { Asks = (ModelStep.Password, step.Challenge.Value), Factor = Enum.Parse<FirstFactor>(chosen) }]
            : s.Call("RespondToAuthChallenge", before => SignInRules.Respond(before, step.Challenge.Value, (now, user, challenge) =>
                [FirstFactorRules.Available(now, user, challenge.OfNobody).Contains(chosen)
                    ? FirstFactorRules.SendCode(SignInRules.Use(now, step.Challenge.Value), user, chosen, challenge.OfNobody)
                    : Reply.Refuse(now, AuthErrorReason.InvalidParameter)]));
    }

    private static T Chosen<T>(IReadOnlyList<T> factors, string answer) => answer switch
    {
        Last => factors[^1],
        Second => factors[1],
        _ => factors[0],
    };
}
