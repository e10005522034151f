using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <summary>Asks for the second factor. The caller holds the pool's gate.</summary>
internal static class MfaChallenges
{
    private const int SmsDigits = 6;
    public const int EmailDigits = 8;

    // A phone number cannot be set up during a sign-in.
    private static readonly string[] CanBeSetUp = [UserMfa.SoftwareToken, UserMfa.Email];

    /// <summary>The challenge due after the password; <see langword="null"/> when there is none.</summary>
    public static JsonObject? Next(SignInAttempt attempt)
    {
        PoolFactors factors = attempt.Pool.Factors;
        UserMfa mfa = attempt.User.Mfa;
        if (factors.Mfa == MfaMode.Off)
        {
            return null;
        }

        List<string> usable = [.. Usable(factors, attempt.User)];
        if (usable.Count == 0 && factors.Mfa == MfaMode.On)
        {
            usable.AddRange(Implied(factors, attempt.User));
        }

        return usable switch
        {
            [] => factors.Mfa == MfaMode.On ? OfferSetUp(attempt) : null,
            [var only] => Ask(attempt, only),
            _ when mfa.Preferred is { } preferred && usable.Contains(preferred) => Ask(attempt, preferred),
            _ => Choose(attempt, usable),
        };
    }

    /// <summary>Whether the user has a second factor to give, or cannot do without.</summary>
    public static bool IsDue(EmulatedUserPool pool, EmulatedUser user) =>
        pool.Factors.Mfa == MfaMode.On || Usable(pool.Factors, user).Any();

    public static JsonObject Ask(SignInAttempt attempt, string factor) => factor switch
    {
        UserMfa.Sms => SendCode(attempt, factor, new Delivery("phone_number", attempt.User.Attribute("phone_number")!), SmsDigits),
        UserMfa.Email => AskByEmail(attempt, attempt.User.Attribute("email")!),
        _ => Challenge(attempt, factor, new JsonObject { ["FRIENDLY_DEVICE_NAME"] = attempt.User.Mfa.Totp?.FriendlyName ?? "" }),
    };

    /// <summary>Sends a code to the address of the user, or to the one being set up.</summary>
    public static JsonObject AskByEmail(SignInAttempt attempt, string email, bool isNew = false) =>
        SendCode(attempt, UserMfa.Email, new Delivery("email", email), EmailDigits, isNew ? email : null);

    private static IEnumerable<string> Usable(PoolFactors factors, EmulatedUser user) =>
        user.Mfa.Enabled.Where(factor => factors.Allows(factor) && CanBeAsked(user, factor));

    private static bool CanBeAsked(EmulatedUser user, string factor) => factor switch
    {
        UserMfa.Sms => user.Attribute("phone_number") is not null,
        UserMfa.Email => user.Attribute("email") is not null,
        _ => user.Mfa.Totp is not null,
    };

    // Where everyone needs a second factor, an app or address that was verified serves without being chosen.
    private static IEnumerable<string> Implied(PoolFactors factors, EmulatedUser user)
    {
        if (factors.Allows(UserMfa.SoftwareToken) && user.Mfa.Totp is not null)
        {
            yield return UserMfa.SoftwareToken;
        }
        else if (factors.Allows(UserMfa.Sms) && user.IsVerified("phone_number"))
        {
            yield return UserMfa.Sms;
        }
        else if (factors.Allows(UserMfa.Email) && user.IsVerified("email"))
        {
            yield return UserMfa.Email;
        }
    }

    private static JsonObject SendCode(SignInAttempt attempt, string factor, Delivery delivery, int digits, string? newEmail = null)
    {
        string code = RandomText.Code(digits);
        Courier.Send(attempt.Context, attempt.User, delivery, MessagePurpose.MfaCode, code);
        var parameters = new JsonObject
        {
            ["CODE_DELIVERY_DELIVERY_MEDIUM"] = delivery.MediumName,
            ["CODE_DELIVERY_DESTINATION"] = delivery.MaskedDestination,
        };
        return Challenge(attempt, factor, parameters, new ChallengeContent { Code = code, NewEmail = newEmail });
    }

    private static JsonObject Choose(SignInAttempt attempt, IReadOnlyList<string> factors) => Challenge(
        attempt, "SELECT_MFA_TYPE", new JsonObject { ["MFAS_CAN_CHOOSE"] = Shapes.Texts(factors).ToJsonString() }, new ChallengeContent { Choices = factors });

    private static JsonObject OfferSetUp(SignInAttempt attempt)
    {
        string[] offered = [.. CanBeSetUp.Where(factor => attempt.Pool.Factors.Allows(factor))];
        return Challenge(
            attempt, "MFA_SETUP", new JsonObject { ["MFAS_CAN_SETUP"] = Shapes.Texts(offered).ToJsonString() }, new ChallengeContent { Choices = offered });
    }

    private static JsonObject Challenge(SignInAttempt attempt, string name, JsonObject parameters, ChallengeContent? content = null)
    {
        // EMAIL_OTP says where the code went and nothing else: the client must remember whom it asked about.
        if (name != UserMfa.Email)
        {
            parameters["USER_ID_FOR_SRP"] = attempt.User.Username;
        }

        return SignInFlow.Challenge(attempt, name, parameters, content);
    }
}
