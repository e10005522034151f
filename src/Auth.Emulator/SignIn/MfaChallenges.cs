using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <summary>Asks for the second factor. The caller holds the pool's gate.</summary>
internal static class MfaChallenges
{
    private const int SmsDigits = 6;
    private const int EmailDigits = 8;

    // A phone number cannot be set up during a sign-in.
    private static readonly string[] CanBeSetUp = ["SOFTWARE_TOKEN_MFA", "EMAIL_OTP"];

    /// <summary>The challenge due after the password; <see langword="null"/> when there is none.</summary>
    public static JsonObject? Next(EmulatedAppClient client, EmulatedUser user)
    {
        UserPoolSettings settings = client.Pool.Settings;
        if (settings.Mfa == MfaMode.Off)
        {
            return null;
        }

        List<string> usable = [.. user.Mfa.Enabled.Where(factor => settings.MfaFactors.HasFlag(FlagOf(factor)))];
        if (usable.Count == 0 && settings.Mfa == MfaMode.On)
        {
            usable.AddRange(Implied(settings, user));
        }

        return usable switch
        {
            [] => settings.Mfa == MfaMode.On ? SetUp(client, user) : null,
            [var only] => Ask(client, user, only),
            _ when user.Mfa.Preferred is { } preferred && usable.Contains(preferred) => Ask(client, user, preferred),
            _ => Choose(client, user, usable),
        };
    }

    public static JsonObject Ask(EmulatedAppClient client, EmulatedUser user, string factor) => factor switch
    {
        "SMS_MFA" => SendCode(client, user, factor, new Delivery("phone_number", user.Attribute("phone_number")!), SmsDigits),
        "EMAIL_OTP" => SendCode(client, user, factor, new Delivery("email", user.Attribute("email")!), EmailDigits),
        _ => Challenge(client, user, factor, new JsonObject { ["FRIENDLY_DEVICE_NAME"] = "" }),
    };

    // Where everyone needs a second factor, a verified address serves without being set up.
    private static IEnumerable<string> Implied(UserPoolSettings settings, EmulatedUser user)
    {
        if (settings.MfaFactors.HasFlag(MfaFactors.Sms) && user.IsVerified("phone_number"))
        {
            yield return "SMS_MFA";
        }
        else if (settings.MfaFactors.HasFlag(MfaFactors.Email) && user.IsVerified("email"))
        {
            yield return "EMAIL_OTP";
        }
    }

    private static JsonObject SendCode(EmulatedAppClient client, EmulatedUser user, string factor, Delivery delivery, int digits)
    {
        string code = RandomText.Code(digits);
        Courier.Send(client.Pool, user, delivery, MessagePurpose.MfaCode, code);
        var parameters = new JsonObject
        {
            ["CODE_DELIVERY_DELIVERY_MEDIUM"] = delivery.MediumName,
            ["CODE_DELIVERY_DESTINATION"] = delivery.MaskedDestination,
        };
        return Challenge(client, user, factor, parameters, code);
    }

    private static JsonObject Choose(EmulatedAppClient client, EmulatedUser user, IReadOnlyList<string> factors) =>
        Challenge(client, user, "SELECT_MFA_TYPE", new JsonObject { ["MFAS_CAN_CHOOSE"] = Shapes.Texts(factors).ToJsonString() }, choices: factors);

    private static JsonObject SetUp(EmulatedAppClient client, EmulatedUser user)
    {
        IEnumerable<string> offered = CanBeSetUp.Where(factor => client.Pool.Settings.MfaFactors.HasFlag(FlagOf(factor)));
        return Challenge(client, user, "MFA_SETUP", new JsonObject { ["MFAS_CAN_SETUP"] = Shapes.Texts(offered).ToJsonString() });
    }

    private static JsonObject Challenge(
        EmulatedAppClient client, EmulatedUser user, string name, JsonObject parameters, string? code = null, IReadOnlyList<string>? choices = null)
    {
        // EMAIL_OTP says where the code went and nothing else: the client must remember whom it asked about.
        if (name != "EMAIL_OTP")
        {
            parameters["USER_ID_FOR_SRP"] = user.Username;
        }

        return new JsonObject
        {
            ["ChallengeName"] = name,
            ["Session"] = client.Pool.Sessions.Open(user, client, name, code, choices).Token,
            ["ChallengeParameters"] = parameters,
        };
    }

    private static MfaFactors FlagOf(string factor) => factor switch
    {
        "SMS_MFA" => MfaFactors.Sms,
        "EMAIL_OTP" => MfaFactors.Email,
        _ => MfaFactors.Totp,
    };
}
