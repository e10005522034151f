using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <summary>The sessions of SignUp and ConfirmSignUp, with which a new user is signed in at once. The caller holds the pool's gate.</summary>
internal static class SignUpSessions
{
    private const string Name = "SIGN_UP";

    /// <summary>Adds a session to an answer where the client can use one.</summary>
    public static void Add(JsonObject answer, EmulatedAppClient client, EmulatedUser user)
    {
        if (client.Settings.Allows("USER_AUTH") && FirstFactors.ServeWithoutPassword(client.Pool.Settings))
        {
            var content = new ChallengeContent { IsConfirmedSignUp = user.Status == UserStatus.Confirmed };
            answer["Session"] = client.Pool.Sessions.Open(user, client, Name, new SignInProgress("USER_AUTH"), content).Token;
        }
    }

    /// <summary>Takes the session of SignUp back in ConfirmSignUp.</summary>
    /// <exception cref="ServiceException">It is none, another user's, or spent.</exception>
    public static void Return(EmulatedAppClient client, EmulatedUser user, string? token)
    {
        if (token is null || (!client.Pool.State.Unsettled.ConfirmSignUpRefusesExpiredSession && client.Pool.Sessions.IsExpired(token)))
        {
            return;
        }

        Find(client, user, token).Used = true;
    }

    /// <summary>Signs in with the session where InitiateAuth brings one back; <see langword="null"/> where it brings none or wants another first factor.</summary>
    /// <exception cref="ServiceException">The session is none, another user's, spent, or of a sign-up that no code has confirmed.</exception>
    public static JsonObject? Continue(SignInAttempt attempt, string? token, string? preferred)
    {
        if (token is null || preferred is not (null or FirstFactors.EmailOtp or FirstFactors.SmsOtp))
        {
            return null;
        }

        ChallengeSession session = Find(attempt.Client, attempt.User, token);
        if (!session.Content.IsConfirmedSignUp)
        {
            throw ServiceException.NotAuthorized("Invalid session for the user.");
        }

        session.Used = true;

        // The code of the sign-up was the proof; a second factor is asked for from the next sign-in on.
        return SignInFlow.AfterSecondFactor(attempt);
    }

    private static ChallengeSession Find(EmulatedAppClient client, EmulatedUser user, string token)
    {
        ChallengeSession session = client.Pool.Sessions.Find(token, client, Name);
        return session.User == user ? session : throw ServiceException.NotAuthorized("Invalid session for the user.");
    }
}
