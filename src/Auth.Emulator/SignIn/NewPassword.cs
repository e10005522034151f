using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <summary>Judges the answer to NEW_PASSWORD_REQUIRED. The caller holds the pool's gate.</summary>
internal static class NewPassword
{
    public static JsonObject Set(SignInAttempt attempt, ChallengeSession session, SignInParameters responses)
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

        attempt.Progress = attempt.Progress.Passed(session.Challenge);
        return SignInFlow.AfterNewPassword(attempt);
    }
}
