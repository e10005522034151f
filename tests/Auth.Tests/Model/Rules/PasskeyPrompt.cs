namespace Amplify.Tests.Model;

/// <summary>What an engine with an authenticator makes of a passkey that is asked for: docs/sign-in.md, "Passkeys", and docs/errors.md.</summary>
internal static class PasskeyPrompt
{
    /// <param name="s">How things stand.</param>
    /// <param name="h">The handle whose engine asks.</param>
    /// <param name="step">The passkey that is asked for.</param>
    public static IEnumerable<Turn> Of(ModelState s, int h, ModelStep step)
    {
        if (s.Person == Person.Cancels)
        {
            return Another(s, step).SelectMany(reply => reply.Refused is null
                ? [Reject(reply.State, h, step.Next(reply), AuthErrorReason.Cancelled)]
                : SignInTurns.Of(reply, h, step));
        }

        // Where there is nothing to answer with, the application may know better: another authenticator, or another factor.
        return s.Person is Person.Fails or Person.Babbles || PasskeyRules.Fitting(s, step.Challenge!.Value, h) is not { } passkey
            ? [Reject(s, h, step, AuthErrorReason.ProviderFailed)]
            : s.Call("RespondToAuthChallenge", now => PasskeyRules.Prove(now, step.Challenge.Value, passkey, s.Person == Person.Agrees)).SelectMany(reply => SignInTurns.Of(reply, h, step));
    }

    /// <summary>The choice after a passkey that is not to be used. Where it was preferred nobody knows what else there is: the sign-in begins anew.</summary>
    public static IEnumerable<Reply> Another(ModelState s, ModelStep step) => step.Offered.Count > 0
        ? [new Reply(s) { Asks = (ChooseFirstFactorStep.Kind, step.Challenge!.Value), IsSecondChoice = true }]
        : s.Call("InitiateAuth", now => FirstFactorRules.BeginChoice(now, step.User, preferred: null));

    private static Turn Reject(ModelState s, int h, ModelStep step, AuthErrorReason reason) =>
        new($"step {step.Kind}, rejected, {reason}", s.With(h, handle => handle with { Step = step }));
}
