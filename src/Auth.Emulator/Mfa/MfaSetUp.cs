using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <summary>Judges the answer to MFA_SETUP: an authenticator app that was verified in the sign-in's sessions, or an e-mail address that a code then proves.</summary>
internal static class MfaSetUp
{
    public static JsonObject Answer(SignInAttempt attempt, ChallengeSession session, SignInParameters responses)
    {
        if (responses.Optional("EMAIL") is { } email)
        {
            return AskToProve(attempt, session, email);
        }

        if (session.Content is not { Totp: { } totp, IsTotpVerified: true })
        {
            throw ServiceException.NotAuthorized("Invalid session for the user.");
        }

        session.Used = true;
        attempt.User.Mfa.UseTotp(totp);
        attempt.User.Mfa.Enable(UserMfa.SoftwareToken);
        return SignInFlow.AfterSecondFactor(attempt);
    }

    /// <summary>The code came back: the address is the user's and a second factor from now on.</summary>
    public static void UseEmail(EmulatedUserPool pool, EmulatedUser user, string email)
    {
        NewUserRules.ClaimAliases(pool, user, new Dictionary<string, string> { ["email"] = email }, _ => true, force: false);
        user.SetAttribute("email", email);
        user.SetAttribute("email_verified", "true");
        user.Mfa.Enable(UserMfa.Email);
    }

    private static JsonObject AskToProve(SignInAttempt attempt, ChallengeSession session, string email)
    {
        if (!session.Content.Choices.Contains(UserMfa.Email))
        {
            throw ServiceException.InvalidParameter("Email MFA cannot be set up for the user.");
        }

        AttributeRules.CheckForm(new Dictionary<string, string> { ["email"] = email });
        session.Used = true;
        return MfaChallenges.AskByEmail(attempt, email, isNew: true);
    }
}
