using System.Text.Json.Nodes;

namespace Amplify.Testing;

/// <summary>Makes sign-in steps, for what a stub of <see cref="IAuth"/> asks. Only a stub can take their answers.</summary>
public static class TestSteps
{
    /// <summary>Asks for the password again.</summary>
    /// <param name="username">Who signs in.</param>
    public static SignInStep.Password Password(string username = TestUser.Username) => new(State(username, challengeName: null));

    /// <summary>Asks for the code of a text message.</summary>
    /// <param name="destination">Where the code went, masked as the service masks it.</param>
    /// <param name="username">Who signs in.</param>
    public static SignInStep.SmsCode SmsCode(string destination = "+*******0123", string username = TestUser.Username) =>
        new(State(username, "SMS_MFA", Delivered(destination, "SMS")), new CodeDelivery { Destination = destination, Medium = DeliveryMedium.Sms });

    /// <summary>Asks for the code of an e-mail.</summary>
    /// <param name="destination">Where the code went, masked as the service masks it.</param>
    /// <param name="username">Who signs in.</param>
    public static SignInStep.EmailCode EmailCode(string destination = "a***@e***", string username = TestUser.Username) =>
        new(State(username, "EMAIL_OTP", Delivered(destination, "EMAIL")), new CodeDelivery { Destination = destination, Medium = DeliveryMedium.Email });

    /// <summary>Asks for the code of an authenticator app.</summary>
    /// <param name="friendlyDeviceName">The name the user gave it, or null.</param>
    /// <param name="username">Who signs in.</param>
    public static SignInStep.TotpCode TotpCode(string? friendlyDeviceName = null, string username = TestUser.Username) =>
        new(State(username, "SOFTWARE_TOKEN_MFA", friendlyDeviceName is null ? null : new Dictionary<string, string> { ["FRIENDLY_DEVICE_NAME"] = friendlyDeviceName }), friendlyDeviceName);

    /// <summary>Asks which second factor to go on with.</summary>
    /// <param name="methods">The factors offered; null for text message and authenticator app.</param>
    /// <param name="username">Who signs in.</param>
    public static SignInStep.ChooseMfa ChooseMfa(IReadOnlyList<MfaMethod>? methods = null, string username = TestUser.Username)
    {
        methods ??= [MfaMethod.Sms, MfaMethod.Totp];
        return new(State(username, "SELECT_MFA_TYPE", Methods("MFAS_CAN_CHOOSE", methods)), methods);
    }

    /// <summary>Asks which second factor to set up: an authenticator app or e-mail.</summary>
    /// <param name="username">Who signs in.</param>
    public static SignInStep.ChooseMfaToSetUp ChooseMfaToSetUp(string username = TestUser.Username)
    {
        MfaMethod[] methods = [MfaMethod.Totp, MfaMethod.Email];
        return new(State(username, "MFA_SETUP", Methods("MFAS_CAN_SETUP", methods)), methods);
    }

    /// <summary>Asks to set up an authenticator app.</summary>
    /// <param name="totp">The shared secret and whose it is; null for <see cref="TestResults.TotpSetUp"/>.</param>
    /// <param name="username">Who signs in.</param>
    public static SignInStep.SetUpTotp SetUpTotp(TotpSetUp? totp = null, string username = TestUser.Username)
    {
        totp ??= TestResults.TotpSetUp(accountName: username);
        return new(State(username, "MFA_SETUP", Methods("MFAS_CAN_SETUP", [MfaMethod.Totp]), totp.SharedSecret), totp);
    }

    /// <summary>Asks for the address that codes are to be sent to.</summary>
    /// <param name="username">Who signs in.</param>
    public static SignInStep.SetUpEmailMfa SetUpEmailMfa(string username = TestUser.Username) =>
        new(State(username, "MFA_SETUP", Methods("MFAS_CAN_SETUP", [MfaMethod.Email])));

    /// <summary>Asks what to sign in with.</summary>
    /// <param name="factors">The factors offered; null for a passkey, a code by e-mail and the password.</param>
    /// <param name="username">Who signs in.</param>
    public static SignInStep.ChooseFirstFactor ChooseFirstFactor(IReadOnlyList<FirstFactor>? factors = null, string username = TestUser.Username)
    {
        factors ??= [FirstFactor.WebAuthn, FirstFactor.EmailOtp, FirstFactor.PasswordSrp];
        return new(State(username, "SELECT_CHALLENGE", available: [.. factors.Select(NameOf)]), factors);
    }

    /// <summary>Asks for a passkey.</summary>
    /// <param name="requestOptions">What the authenticator is handed (JSON); null for options that are always the same.</param>
    /// <param name="username">Who signs in.</param>
    public static SignInStep.Passkey Passkey(string? requestOptions = null, string username = TestUser.Username)
    {
        requestOptions ??= """{"challenge":"dGVzdC1jaGFsbGVuZ2U","timeout":180000,"rpId":"example.com","allowCredentials":[],"userVerification":"preferred"}""";
        return new(State(username, "WEB_AUTHN", new Dictionary<string, string> { ["CREDENTIAL_REQUEST_OPTIONS"] = requestOptions }), requestOptions);
    }

    /// <summary>Asks what Lambda triggers ask.</summary>
    /// <param name="parameters">What they show; null for nothing.</param>
    /// <param name="username">Who signs in.</param>
    public static SignInStep.CustomChallenge CustomChallenge(IReadOnlyDictionary<string, string>? parameters = null, string username = TestUser.Username) =>
        new(State(username, "CUSTOM_CHALLENGE", parameters));

    /// <summary>Asks for a new password.</summary>
    /// <param name="missingAttributes">Attributes the user must give along; null for none.</param>
    /// <param name="userAttributes">Attributes the user has; null for none.</param>
    /// <param name="username">Who signs in.</param>
    public static SignInStep.NewPassword NewPassword(
        IReadOnlyList<string>? missingAttributes = null,
        IReadOnlyDictionary<string, string>? userAttributes = null,
        string username = TestUser.Username) =>
        new(State(username, "NEW_PASSWORD_REQUIRED", Attributes(missingAttributes ?? [], userAttributes)), missingAttributes ?? [], userAttributes ?? new Dictionary<string, string>());

    /// <summary>A challenge this version does not know.</summary>
    /// <param name="challengeName">Its name on the wire.</param>
    /// <param name="parameters">Its parameters; null for none.</param>
    /// <param name="username">Who signs in.</param>
    /// <exception cref="ArgumentException"><paramref name="challengeName"/> is null or empty.</exception>
    public static SignInStep.Unknown Unknown(
        string challengeName,
        IReadOnlyDictionary<string, string>? parameters = null,
        string username = TestUser.Username)
    {
        ArgumentException.ThrowIfNullOrEmpty(challengeName);
        return new SignInStep.Unknown(State(username, challengeName, parameters));
    }

    // A step that travels through Protect and Resume is made anew of its parameters, as the service wrote them.
    private static Dictionary<string, string> Delivered(string destination, string medium) =>
        new() { ["CODE_DELIVERY_DESTINATION"] = destination, ["CODE_DELIVERY_DELIVERY_MEDIUM"] = medium };

    private static Dictionary<string, string> Methods(string parameter, IReadOnlyList<MfaMethod> methods)
    {
        var names = new JsonArray([.. methods.Select(method => JsonValue.Create(method switch
        {
            MfaMethod.Sms => "SMS_MFA",
            MfaMethod.Totp => "SOFTWARE_TOKEN_MFA",
            _ => "EMAIL_OTP",
        }))]);
        return new() { [parameter] = names.ToJsonString() };
    }

    private static Dictionary<string, string> Attributes(IReadOnlyList<string> missing, IReadOnlyDictionary<string, string>? present)
    {
        var required = new JsonArray([.. missing.Select(name => JsonValue.Create($"userAttributes.{name}"))]);
        var values = new JsonObject((present ?? new Dictionary<string, string>()).Select(a => KeyValuePair.Create(a.Key, (JsonNode?)JsonValue.Create(a.Value))));
        return new Dictionary<string, string> { ["requiredAttributes"] = required.ToJsonString(), ["userAttributes"] = values.ToJsonString() };
    }

    private static string NameOf(FirstFactor factor) => factor switch
    {
        FirstFactor.Password => "PASSWORD",
        FirstFactor.PasswordSrp => "PASSWORD_SRP",
        FirstFactor.EmailOtp => "EMAIL_OTP",
        FirstFactor.SmsOtp => "SMS_OTP",
        _ => "WEB_AUTHN",
    };

    private static SignInStepState State(
        string username,
        string? challengeName,
        IReadOnlyDictionary<string, string>? parameters = null,
        Secret? totpSecret = null,
        IReadOnlyList<string>? available = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(username);
        return new SignInStepState
        {
            Username = username,
            TypedUsername = username,
            Flow = available is null ? SignInFlow.UserSrp : SignInFlow.UserAuth,
            WhenAlreadySignedIn = WhenAlreadySignedIn.Throw,
            ChallengeName = challengeName,
            Session = challengeName is null ? null : new Secret("test-session-of-twenty-characters-or-more"),
            TotpSecret = totpSecret,
            AvailableChallenges = available ?? [],
            Parameters = parameters ?? new Dictionary<string, string>(),
        };
    }
}
