using Amplify.Emulator;

namespace Amplify.Tests.Support;

/// <summary>Triggers of CUSTOM_AUTH that ask riddles: riddle n is answered with "answer n".</summary>
internal static class Riddles
{
    public static void Install(EmulatedUserPool pool, int rounds, int attempts)
    {
        pool.Triggers.DefineAuthChallenge = told =>
        {
            int right = told.Session.Count(s => s is { ChallengeName: "CUSTOM_CHALLENGE", Result: true });
            int wrong = told.Session.Count(s => s is { ChallengeName: "CUSTOM_CHALLENGE", Result: false });
            bool srp = told.Session.Any(s => s.ChallengeName == "SRP_A");
            told.IssueTokens = right == rounds;
            told.FailAuthentication = wrong >= attempts;
            told.ChallengeName = srp && told.Session.All(s => s.ChallengeName != "PASSWORD_VERIFIER") ? "PASSWORD_VERIFIER" : "CUSTOM_CHALLENGE";
            return told;
        };
        pool.Triggers.CreateAuthChallenge = told =>
        {
            int round = 1 + told.Session.Count(s => s is { ChallengeName: "CUSTOM_CHALLENGE", Result: true });
            told.PublicChallengeParameters["riddle"] = $"riddle {round}";
            told.PrivateChallengeParameters["answer"] = $"answer {round}";
            return told;
        };
        pool.Triggers.VerifyAuthChallengeResponse = told =>
        {
            told.AnswerCorrect = told.ChallengeAnswer == told.PrivateChallengeParameters["answer"];
            return told;
        };
    }
}
