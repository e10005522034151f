namespace Amplify.Tests.Model;

/// <summary>What an application sees of a sign-in, and which step it holds then.</summary>
internal static class SignInTurns
{
    private static readonly string[] _again = [nameof(AuthErrorReason.WrongCode), nameof(AuthErrorReason.ExpiredCode), nameof(AuthErrorReason.InvalidPassword)];

    /// <param name="reply">What the service said.</param>
    /// <param name="h">Where.</param>
    /// <param name="step">What was answered; the password at the beginning.</param>
    public static IEnumerable<Turn> Of(Reply reply, int h, ModelStep step) => reply switch
    {
        { SignIn: { } signIn } => SessionRules.Adopt(reply.State, h, signIn, step.Replace).Select(adopted => adopted.Thrown is { } thrown
            ? new Turn(Outcome.Throws(thrown), adopted.After)
            : new Turn(SignedIn(adopted.After.Handles[h].View!.Held!), GoOn(adopted.After, h, null))),
        { Asks: { Kind: PasskeyStep.Kind } } when step.Kind != PasskeyStep.Kind && reply.State.Handles[h].HasAuthenticator => PasskeyPrompt.Of(reply.State, h, step.Next(reply)),
        { Asks: { } asks } => [new Turn($"step {asks.Kind}", GoOn(reply.State, h, step.Next(reply)))],
        { Refused: nameof(AuthErrorReason.UserNotConfirmed) } => [new Turn("detour ConfirmSignUp", GoOn(reply.State, h, null))],
        { Refused: nameof(AuthErrorReason.PasswordResetRequired) } => [new Turn("detour ResetPassword", GoOn(reply.State, h, null))],
        { Refused: { } refused } when MayBeGivenAgain(step, refused) => [new Turn($"step {step.Kind}, rejected, {refused}", reply.State.With(h, handle => handle with { Step = step.Again() }))],
        _ => [new Turn(Outcome.Throws(reply.Refused!), reply.State)],
    };

    private static bool MayBeGivenAgain(ModelStep step, string refused) => step.Kind switch
    {
        ModelStep.Password => refused is nameof(AuthErrorReason.WrongCredentials) or nameof(AuthErrorReason.TooManyAttempts),
        "SetUpEmailMfa" => _again.Contains(refused) || refused == nameof(AuthErrorReason.InvalidParameter),
        _ => _again.Contains(refused),
    };

    private static Outcome SignedIn(HeldSession held)
    {
        Outcome session = new Sight(AuthSessionState.SignedIn, held).Outcome;
        return new Outcome($"signed in as {session.Text}", session.Detail);
    }

    private static ModelState GoOn(ModelState s, int h, ModelStep? step) => s.With(h, handle => handle with { StaleStep = handle.Step, Step = step });
}
