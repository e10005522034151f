using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <summary>Judges the answers to challenges that carry a session.</summary>
internal sealed class ChallengeAnswers(EmulatorState state, ChoiceSignIn choice, DeviceSignIn devices)
{
    private const string CodeMismatch = "Invalid code or auth state for the user.";

    // These challenges do not tell the user's real name, so the hash may go over the one the client knows.
    private static readonly string[] Nameless = ["EMAIL_OTP", "SMS_OTP", "PASSWORD", "PASSWORD_SRP", "WEB_AUTHN", FirstFactors.Choice];

    public JsonObject Answer(EmulatedAppClient client, string challenge, SignInParameters responses, OperationCall call)
    {
        string token = call.Text("Session");
        string username = responses.Required("USERNAME");
        lock (client.Pool.Gate)
        {
            ChallengeSession session = client.Pool.Sessions.Find(token, client, challenge);
            EmulatedUser user = session.User;
            client.CheckSecretHash(responses.SecretHash, Nameless.Contains(session.Challenge) ? [user.Username, username] : [user.Username]);
            if (!Is(client.Pool, user, username))
            {
                throw ServiceException.NotAuthorized("Invalid session for the user.");
            }

            SignInFlow.CheckAccount(user);
            SignInAttempt attempt = SignInAttempt.Answered(client, user, call, session.Progress, session);

            // Before the answer is judged, so that the caller can repeat it without the device key.
            attempt.UseDevice(responses.DeviceKey);
            return Judge(attempt, challenge, session, responses);
        }
    }

    /// <summary>An answer given on a page of the hosted UI. The caller holds the pool's gate.</summary>
    /// <exception cref="ServiceException">The session is over, or the answer is wrong.</exception>
    public JsonObject AnswerOnPage(EmulatedAppClient client, string token, string challenge, SignInParameters responses, string origin)
    {
        ChallengeSession session = client.Pool.Sessions.Find(token, client, challenge);
        if (!session.User.IsSimulated && !client.Pool.Directory.Contains(session.User))
        {
            throw ServiceException.NotAuthorized("Invalid session for the user.");
        }

        SignInFlow.CheckAccount(session.User);
        return Judge(SignInAttempt.OnPage(client, session.User, session, origin), challenge, session, responses);
    }

    private static bool Is(EmulatedUserPool pool, EmulatedUser user, string username) =>
        user.IsSimulated ? username == user.SimulatedName || username == user.Username : pool.Directory.Find(username) == user;

    private JsonObject Judge(SignInAttempt attempt, string challenge, ChallengeSession session, SignInParameters responses) => challenge switch
    {
        "NEW_PASSWORD_REQUIRED" => NewPassword.Set(attempt, session, responses),
        "SMS_MFA" => CheckCode(attempt, session, responses.Required("SMS_MFA_CODE"), state.Unsettled.SmsMfaMismatchMessage),
        "EMAIL_OTP" => CheckCode(attempt, session, responses.Required("EMAIL_OTP_CODE"), CodeMismatch),
        "SMS_OTP" => CheckCode(attempt, session, responses.Required("SMS_OTP_CODE"), CodeMismatch),
        "SOFTWARE_TOKEN_MFA" => CheckTotp(attempt, session, responses.Required("SOFTWARE_TOKEN_MFA_CODE")),
        "SELECT_MFA_TYPE" => Choose(attempt, session, responses.Required("ANSWER")),
        "MFA_SETUP" => MfaSetUp.Answer(attempt, session, responses),
        "CUSTOM_CHALLENGE" => CustomAuth.Answer(attempt, session, responses.Required("ANSWER")),
        FirstFactors.Choice => choice.Switch(attempt, session, responses),
        "PASSWORD" or "PASSWORD_SRP" => choice.TakePassword(attempt, session, responses),
        FirstFactors.Passkey => PasskeySignIn.Answer(attempt, session, responses),
        DeviceSignIn.Ask => devices.Start(attempt, session, responses),
        _ => throw ServiceException.NotAuthorized("Invalid session for the user."),
    };

    private static JsonObject CheckCode(SignInAttempt attempt, ChallengeSession session, string code, string mismatch)
    {
        if (session.Content.Code != code)
        {
            throw ServiceException.CodeMismatch(mismatch); // The session stays: the user may try again.
        }

        if (session.Content.NewEmail is { } email)
        {
            MfaSetUp.UseEmail(attempt.Pool, attempt.User, email);
        }

        return session.Content.IsFirstFactor ? FirstFactors.Passed(attempt, session) : SecondFactor(attempt, session);
    }

    private static JsonObject CheckTotp(SignInAttempt attempt, ChallengeSession session, string code)
    {
        (attempt.User.Mfa.Totp ?? throw PoolFactors.NoSoftwareToken()).Check(code);
        return SecondFactor(attempt, session);
    }

    private static JsonObject Choose(SignInAttempt attempt, ChallengeSession session, string choice)
    {
        if (!session.Content.Choices.Contains(choice))
        {
            throw new ServiceException("MFAMethodNotFoundException", $"MFA method {choice} is not available for the user.");
        }

        session.Used = true;
        return MfaChallenges.Ask(attempt, choice);
    }

    private static JsonObject SecondFactor(SignInAttempt attempt, ChallengeSession session)
    {
        session.Used = true;
        attempt.Progress = attempt.Progress.Passed(session.Challenge);
        return SignInFlow.AfterSecondFactor(attempt);
    }
}
