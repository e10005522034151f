using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <summary>Judges the answers to challenges that carry a session.</summary>
internal sealed class ChallengeAnswers(EmulatorState state)
{
    private const string CodeMismatch = "Invalid code or auth state for the user.";

    public JsonObject Answer(EmulatedAppClient client, string challenge, SignInParameters responses, OperationCall call)
    {
        string token = call.Text("Session");
        string username = responses.Required("USERNAME");
        lock (client.Pool.Gate)
        {
            ChallengeSession session = client.Pool.Sessions.Find(token, client, challenge);
            CheckSecretHash(client, session, responses);
            if (client.Pool.Directory.Find(username) != session.User)
            {
                throw ServiceException.NotAuthorized("Invalid session for the user.");
            }

            SignInFlow.CheckAccount(session.User);
            return Judge(SignInAttempt.Answered(client, session.User, call), session, responses);
        }
    }

    /// <summary>An answer given on a page of the hosted UI. The caller holds the pool's gate.</summary>
    /// <exception cref="ServiceException">The session is over, or the answer is wrong.</exception>
    public JsonObject AnswerOnPage(EmulatedAppClient client, string token, string challenge, SignInParameters responses)
    {
        ChallengeSession session = client.Pool.Sessions.Find(token, client, challenge);
        if (!client.Pool.Directory.Contains(session.User))
        {
            throw ServiceException.NotAuthorized("Invalid session for the user.");
        }

        SignInFlow.CheckAccount(session.User);
        return Judge(SignInAttempt.OnPage(client, session.User), session, responses);
    }

    // The hash goes over the name the challenge told; a code by e-mail tells none, so the name of the request serves there.
    private static void CheckSecretHash(EmulatedAppClient client, ChallengeSession session, SignInParameters responses)
    {
        string real = session.User.Username;
        client.CheckSecretHash(responses.SecretHash, session.Challenge == UserMfa.Email ? [real, responses.Required("USERNAME")] : [real]);
    }

    private JsonObject Judge(SignInAttempt attempt, ChallengeSession session, SignInParameters responses) => session.Challenge switch
    {
        "NEW_PASSWORD_REQUIRED" => SetPassword(attempt, session, responses),
        "SMS_MFA" => CheckCode(attempt, session, responses.Required("SMS_MFA_CODE"), state.Unsettled.SmsMfaMismatchMessage),
        "EMAIL_OTP" => CheckCode(attempt, session, responses.Required("EMAIL_OTP_CODE"), CodeMismatch),
        "SOFTWARE_TOKEN_MFA" => CheckTotp(attempt, session, responses.Required("SOFTWARE_TOKEN_MFA_CODE")),
        "SELECT_MFA_TYPE" => Choose(attempt, session, responses.Required("ANSWER")),
        "MFA_SETUP" => MfaSetUp.Answer(attempt, session, responses),
        _ => throw ServiceException.NotAuthorized("Invalid session for the user."),
    };

    private static JsonObject SetPassword(SignInAttempt attempt, ChallengeSession session, SignInParameters responses)
    {
        EmulatedUserPool pool = attempt.Pool;
        EmulatedUser user = attempt.User;
        string password = responses.Required("NEW_PASSWORD");
        if (pool.Settings.PasswordPolicy.Objection(password) is { } objection)
        {
            throw new ServiceException("InvalidPasswordException", $"Password does not conform to policy: {objection}");
        }

        IReadOnlyDictionary<string, string> attributes = responses.UserAttributes;
        attempt.Client.CheckWritable(attributes.Keys);
        AttributeRules.CheckWritten(attributes);
        if (pool.Settings.RequiredAttributes.FirstOrDefault(name => user.Attribute(name) is null && !attributes.ContainsKey(name)) is { } missing)
        {
            throw ServiceException.InvalidParameter($"Invalid attributes given, {missing} is missing");
        }

        session.Used = true;
        user.SetPassword(password);
        foreach ((string name, string value) in attributes)
        {
            user.SetAttribute(name, value);
        }

        return SignInFlow.AfterNewPassword(attempt);
    }

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

        return Complete(attempt, session);
    }

    private static JsonObject CheckTotp(SignInAttempt attempt, ChallengeSession session, string code)
    {
        (attempt.User.Mfa.Totp ?? throw MfaFactorRules.NoSoftwareToken()).Check(code);
        return Complete(attempt, session);
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

    private static JsonObject Complete(SignInAttempt attempt, ChallengeSession session)
    {
        session.Used = true;
        return SignInFlow.Complete(attempt);
    }
}
