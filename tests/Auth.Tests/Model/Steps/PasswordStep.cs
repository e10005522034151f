namespace Amplify.Tests.Model;

/// <summary>The password again, after a wrong one: the proof starts anew.</summary>
internal sealed class PasswordStep : StepKind
{
    public override string Name => ModelStep.Password;

    public override IReadOnlyList<string> Answers => Passwords.All;

    public override IReadOnlyList<string> Operations => ["InitiateAuth", "RespondToAuthChallenge"];

    public override int Best(ModelState s, ModelStep step) => s.Users.TryGetValue(step.User, out ModelUser? user) ? Passwords.All.ToList().IndexOf(user.Password) : 0;

    public override SignInAnswer Answer(ModelWorld world, StepSlot slot, string answer) => ((SignInStep.Password)slot.Step).With(answer);

    public override IEnumerable<Reply> Predict(ModelState s, ModelStep step, string answer)
    {
        if (step.Challenge is { } choice)
        {
            return FirstFactorRules.OrAnew(FirstFactorRules.ProveChosen(s, choice, step, answer), step, refused => Predict(refused, step.Again(), answer));
        }

        ModelRiddles? riddles = step.Flow == SignInFlow.CustomWithSrp ? new ModelRiddles() : null;
        return step.Flow == SignInFlow.UserPassword || step.Factor == FirstFactor.Password
            ? s.Call("InitiateAuth", now => SignInRules.Prove(now, step.User, answer))
            : s.Call("InitiateAuth", now => SignInRules.BeginSrp(now, step.User)).SelectMany(begun => begun.Refused is null
                ? begun.State.Call("RespondToAuthChallenge", now => SignInRules.Prove(now, step.User, answer, riddles))
                : [begun]);
    }
}
