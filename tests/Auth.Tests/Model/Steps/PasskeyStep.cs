namespace Amplify.Tests.Model;

/// <summary>A passkey that the application has to get, by an authenticator that is not the engine's; or it is given up.</summary>
internal sealed class PasskeyStep : StepKind
{
    public const string Kind = "Passkey";

    private const string Right = "a passkey that was allowed";
    private const string Another = "another factor";
    private const string Replayed = "the passkey with another challenge";
    private const string NoCredential = "{}";

    public override string Name => Kind;

    public override IReadOnlyList<string> Answers => [Right, Another, Replayed, NoCredential];

    public override IReadOnlyList<string> Operations => ["RespondToAuthChallenge", "InitiateAuth"];

    public override SignInAnswer Answer(ModelWorld world, StepSlot slot, string answer)
    {
        var step = (SignInStep.Passkey)slot.Step;
        return answer switch
        {
            Another => step.AnotherFactor(),
            NoCredential => step.With(NoCredential),
            _ => step.With(world.UsePasskey(step.RequestOptions, isGenuine: answer == Right)),
        };
    }

    public override IEnumerable<Reply> Predict(ModelState s, ModelStep step, string answer) => answer switch
    {
        Another => PasskeyPrompt.Another(s, step),
        NoCredential => s.Call("RespondToAuthChallenge", before => SignInRules.Respond(before, step.Challenge!.Value, (now, _, _) => [Reply.Refuse(now, AuthErrorReason.InvalidParameter)])),
        _ => s.Call("RespondToAuthChallenge", before => PasskeyRules.Prove(before, step.Challenge!.Value, AtHand(before, step.Challenge.Value), answer == Right)),
    };

    /// <summary>The person carries all authenticators along, and takes the first that has a passkey.</summary>
    private static ModelPasskey AtHand(ModelState s, int challenge) =>
        Enumerable.Range(0, s.Handles.Length).Select(h => PasskeyRules.Fitting(s, challenge, h)).OfType<ModelPasskey>().First();
}
