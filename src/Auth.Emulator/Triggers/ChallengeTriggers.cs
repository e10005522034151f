namespace Amplify.Emulator;

/// <summary>The triggers of CUSTOM_AUTH. The caller holds the pool's gate.</summary>
internal static class ChallengeTriggers
{
    /// <exception cref="ServiceException">The pool has no such trigger, or it refuses or fails.</exception>
    public static DefineAuthChallengeEvent Define(SignInAttempt attempt)
    {
        var told = new DefineAuthChallengeEvent
        {
            TriggerSource = "DefineAuthChallenge_Authentication",
            UserPoolId = attempt.Pool.Id,
            ClientId = attempt.Client.Id,
            Username = attempt.User.Username,
            UserAttributes = AttributesOf(attempt),
            ClientMetadata = attempt.Context.ClientMetadata,
            Session = attempt.Progress.History,
            UserNotFound = attempt.User.IsSimulated,
        };
        TriggerRunner.Run("DefineAuthChallenge", MustExist(attempt.Pool.Triggers.DefineAuthChallenge), told);
        return told;
    }

    /// <exception cref="ServiceException">The pool has no such trigger, or it refuses or fails.</exception>
    public static CreateAuthChallengeEvent Create(SignInAttempt attempt, string challenge)
    {
        var told = new CreateAuthChallengeEvent
        {
            TriggerSource = "CreateAuthChallenge_Authentication",
            UserPoolId = attempt.Pool.Id,
            ClientId = attempt.Client.Id,
            Username = attempt.User.Username,
            UserAttributes = AttributesOf(attempt),
            ClientMetadata = attempt.Context.ClientMetadata,
            ChallengeName = challenge,
            Session = attempt.Progress.History,
            UserNotFound = attempt.User.IsSimulated,
        };
        TriggerRunner.Run("CreateAuthChallenge", MustExist(attempt.Pool.Triggers.CreateAuthChallenge), told);
        return told;
    }

    /// <returns>Whether the answer is right.</returns>
    /// <exception cref="ServiceException">The pool has no such trigger, or it refuses or fails.</exception>
    public static bool Verify(SignInAttempt attempt, IReadOnlyDictionary<string, string> privateParameters, string answer)
    {
        var told = new VerifyAuthChallengeResponseEvent
        {
            TriggerSource = "VerifyAuthChallengeResponse_Authentication",
            UserPoolId = attempt.Pool.Id,
            ClientId = attempt.Client.Id,
            Username = attempt.User.Username,
            UserAttributes = AttributesOf(attempt),
            ClientMetadata = attempt.Context.ClientMetadata,
            PrivateChallengeParameters = privateParameters,
            ChallengeAnswer = answer,
            UserNotFound = attempt.User.IsSimulated,
        };
        TriggerRunner.Run("VerifyAuthChallengeResponse", MustExist(attempt.Pool.Triggers.VerifyAuthChallengeResponse), told);
        return told.AnswerCorrect;
    }

    /// <exception cref="ServiceException">The pool has no such trigger.</exception>
    public static Func<TEvent, TEvent?> MustExist<TEvent>(Func<TEvent, TEvent?>? trigger)
        where TEvent : TriggerEvent =>
        trigger ?? throw ServiceException.InvalidParameter("Custom auth lambda trigger is not configured for the user pool.");

    private static IReadOnlyDictionary<string, string> AttributesOf(SignInAttempt attempt) =>
        attempt.User.IsSimulated ? RequestContext.NoMetadata : TriggerRunner.AttributesOf(attempt.User);
}
