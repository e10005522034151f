using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <summary>The first factors of USER_AUTH: which there are, and which a user has. The caller holds the pool's gate.</summary>
internal static class FirstFactors
{
    /// <summary>The challenge that lets the user choose.</summary>
    public const string Choice = "SELECT_CHALLENGE";

    public const string Password = "PASSWORD";
    public const string PasswordSrp = "PASSWORD_SRP";
    public const string EmailOtp = "EMAIL_OTP";
    public const string SmsOtp = "SMS_OTP";
    public const string Passkey = "WEB_AUTHN";

    /// <summary>What a pool can allow.</summary>
    public static readonly IReadOnlyList<string> Known = [Password, EmailOtp, SmsOtp, Passkey];

    /// <summary>What the user has, in the words of GetUserAuthFactors.</summary>
    public static IReadOnlyList<string> Configured(EmulatedUserPool pool, EmulatedUser user) =>
        [.. Known.Where(factor => (factor == Password || pool.Settings.AllowedFirstAuthFactors.Contains(factor)) && Has(pool, user, factor))];

    /// <summary>What the user can sign in with, in the words of SELECT_CHALLENGE.</summary>
    public static IReadOnlyList<string> Available(EmulatedUserPool pool, EmulatedUser user)
    {
        bool passwordOnly = user.Status == UserStatus.ForceChangePassword
            || (pool.State.Unsettled.PasswordlessMfa == PasswordlessMfa.NotOffered && MfaChallenges.IsDue(pool, user));
        IEnumerable<string> factors = Known.Where(factor => pool.Settings.AllowedFirstAuthFactors.Contains(factor) && Has(pool, user, factor));
        return [.. factors.Where(factor => factor == Password || !passwordOnly).SelectMany(factor => factor == Password ? [PasswordSrp, Password] : new[] { factor })];
    }

    /// <summary>Whether people may sign in with something else than a password through a client, as far as that does not depend on who they are.</summary>
    public static bool ServeBesidePasswords(EmulatedAppClient client) =>
        client.Settings.Allows("USER_AUTH")
        && client.Pool.Settings.AllowedFirstAuthFactors.Any(factor => factor != Password)
        && (client.Pool.Factors.Mfa != MfaMode.On || client.Pool.State.Unsettled.PasswordlessMfa != PasswordlessMfa.NotOffered);

    /// <summary>Whether the pool lets people sign up without a password: with a one-time code they can sign in all the same.</summary>
    public static bool ServeWithoutPassword(UserPoolSettings settings) => settings.AllowedFirstAuthFactors.Any(factor => factor is EmailOtp or SmsOtp);

    /// <summary>Whether the user can sign in with a one-time code.</summary>
    public static bool CanSignInWithCode(UserPoolSettings settings, EmulatedUser user) =>
        (settings.AllowedFirstAuthFactors.Contains(EmailOtp) && CanReach(user, "email")) || (settings.AllowedFirstAuthFactors.Contains(SmsOtp) && CanReach(user, "phone_number"));

    /// <summary>Goes on after a one-time code or passkey.</summary>
    public static JsonObject Passed(SignInAttempt attempt, ChallengeSession session)
    {
        session.Used = true;
        attempt.Progress = attempt.Progress.Passed(session.Challenge);
        return attempt.Pool.State.Unsettled.PasswordlessMfa == PasswordlessMfa.Skipped ? SignInFlow.AfterSecondFactor(attempt) : SignInFlow.AfterFirstFactor(attempt);
    }

    // Someone who does not exist seems to have what everyone has.
    private static bool Has(EmulatedUserPool pool, EmulatedUser user, string factor) => factor switch
    {
        Password => user.Password is not null,
        EmailOtp => user.IsSimulated || CanReach(user, "email"),
        SmsOtp => CanReach(user, "phone_number"),
        _ => PasskeySignIn.Usable(pool, user).Count > 0,
    };

    private static bool CanReach(EmulatedUser user, string attribute) => user.Attribute(attribute) is not null && user.IsVerified(attribute);
}
