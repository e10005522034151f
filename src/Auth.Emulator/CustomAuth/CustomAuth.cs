using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <summary>CUSTOM_AUTH: the pool's triggers say what is asked, whether an answer is right and when it is enough. The caller holds the pool's gate.</summary>
internal static class CustomAuth
{
    public const string Challenge = "CUSTOM_CHALLENGE";
    private const string SrpA = "SRP_A";

    /// <summary>Begins, with a password first where the caller says so (CHALLENGE_NAME=SRP_A).</summary>
    public static JsonObject Start(SignInAttempt attempt, SignInParameters parameters)
    {
        if (parameters.Optional("SRP_A") is { Length: > 0 } clientPublic)
        {
            attempt.Progress = attempt.Progress with { ClientPublic = clientPublic };
            if (parameters.Optional("CHALLENGE_NAME") == SrpA)
            {
                attempt.Progress = attempt.Progress.Passed(SrpA);
            }
        }

        return Next(attempt);
    }

    /// <summary>Asks the triggers what comes next, and does it.</summary>
    public static JsonObject Next(SignInAttempt attempt)
    {
        DefineAuthChallengeEvent decision = ChallengeTriggers.Define(attempt);
        if (decision.FailAuthentication)
        {
            throw ServiceException.WrongPassword();
        }

        return decision.IssueTokens ? Finish(attempt) : decision.ChallengeName switch
        {
            Challenge => Ask(attempt),
            SrpA when attempt.Progress.ClientPublic is not null && attempt.Progress.History.All(step => step.ChallengeName != SrpA) => AfterSrpA(attempt),
            "PASSWORD_VERIFIER" when attempt.Progress.ClientPublic is { } clientPublic => SrpSignIn.Challenge(attempt, clientPublic),
            _ => throw TriggerRunner.Unrecognizable(),
        };
    }

    /// <summary>Lets the triggers judge an answer to a custom challenge.</summary>
    public static JsonObject Answer(SignInAttempt attempt, ChallengeSession session, string answer)
    {
        bool correct = ChallengeTriggers.Verify(attempt, session.Content.PrivateParameters, answer);
        session.Used = true;
        attempt.Progress = attempt.Progress.With(new AuthChallengeResult { ChallengeName = Challenge, Result = correct, Metadata = session.Content.Metadata });
        return Next(attempt);
    }

    private static JsonObject AfterSrpA(SignInAttempt attempt)
    {
        attempt.Progress = attempt.Progress.Passed(SrpA);
        return Next(attempt);
    }

    private static JsonObject Ask(SignInAttempt attempt)
    {
        CreateAuthChallengeEvent made = ChallengeTriggers.Create(attempt, Challenge);
        var parameters = new JsonObject { ["USERNAME"] = attempt.User.Username };
        foreach ((string name, string value) in made.PublicChallengeParameters)
        {
            parameters[name] = value;
        }

        var content = new ChallengeContent { PrivateParameters = new Dictionary<string, string>(made.PrivateChallengeParameters), Metadata = made.ChallengeMetadata };
        return SignInFlow.Challenge(attempt, Challenge, parameters, content);
    }

    private static JsonObject Finish(SignInAttempt attempt)
    {
        if (!attempt.Pool.Directory.Contains(attempt.User))
        {
            throw ServiceException.WrongPassword(); // Nobody, whatever the triggers think.
        }

        attempt.Progress = attempt.Progress with { IsDecided = true };
        return attempt.Pool.State.Unsettled.MfaAfterCustomChallenges ? SignInFlow.AfterFirstFactor(attempt) : SignInFlow.AfterSecondFactor(attempt);
    }
}
