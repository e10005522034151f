using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <summary>Judges the answers to challenges that carry a session.</summary>
internal sealed class ChallengeAnswers(EmulatorState state)
{
    public JsonObject Answer(EmulatedAppClient client, string challenge, string? sessionToken, SignInParameters responses)
    {
        if (sessionToken is null)
        {
            throw ServiceException.MissingParameter("Session");
        }

        string username = responses.Required("USERNAME");
        lock (client.Pool.Gate)
        {
            ChallengeSession session = client.Pool.Sessions.Find(sessionToken, client, challenge);
            client.CheckSecretHash(responses.SecretHash, session.User.Username);
            if (client.Pool.Directory.Find(username) != session.User)
            {
                throw ServiceException.NotAuthorized("Invalid session for the user.");
            }

            SignInFlow.CheckAccount(session.User);
            return challenge switch
            {
                "NEW_PASSWORD_REQUIRED" => SetPassword(session, responses),
                "SMS_MFA" => CheckCode(session, responses.Required("SMS_MFA_CODE"), state.Unsettled.SmsMfaMismatchMessage),
                "EMAIL_OTP" => CheckCode(session, responses.Required("EMAIL_OTP_CODE"), "Invalid code or auth state for the user."),
                "SOFTWARE_TOKEN_MFA" => CheckTotp(session, responses.Required("SOFTWARE_TOKEN_MFA_CODE")),
                "SELECT_MFA_TYPE" => Choose(session, responses.Required("ANSWER")),
                _ => throw ServiceException.NotAuthorized("Invalid session for the user."),
            };
        }
    }

    private static JsonObject SetPassword(ChallengeSession session, SignInParameters responses)
    {
        EmulatedUserPool pool = session.Client.Pool;
        EmulatedUser user = session.User;
        string password = responses.Required("NEW_PASSWORD");
        if (pool.Settings.PasswordPolicy.Objection(password) is { } objection)
        {
            throw new ServiceException("InvalidPasswordException", $"Password does not conform to policy: {objection}");
        }

        IReadOnlyDictionary<string, string> attributes = responses.UserAttributes;
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

        return SignInFlow.AfterNewPassword(session.Client, user);
    }

    private static JsonObject CheckCode(ChallengeSession session, string code, string mismatch)
    {
        if (session.Code != code)
        {
            throw ServiceException.CodeMismatch(mismatch); // The session stays: the user may try again.
        }

        return Complete(session);
    }

    private static JsonObject CheckTotp(ChallengeSession session, string code)
    {
        (session.User.Mfa.Totp ?? throw new ServiceException("SoftwareTokenMFANotFoundException", "Software Token MFA has not been enabled by the userPool")).Check(code);
        return Complete(session);
    }

    private static JsonObject Choose(ChallengeSession session, string choice)
    {
        if (!session.Choices.Contains(choice))
        {
            throw new ServiceException("MFAMethodNotFoundException", $"MFA method {choice} is not available for the user.");
        }

        session.Used = true;
        return MfaChallenges.Ask(session.Client, session.User, choice);
    }

    private static JsonObject Complete(ChallengeSession session)
    {
        session.Used = true;
        return SignInFlow.Complete(session.Client, session.User);
    }
}
