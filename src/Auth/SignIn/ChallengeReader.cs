using System.Text.Json;
using Amplify.CognitoIdentityProvider;
using Amplify.Errors;
using Amplify.Mfa;
using Amplify.Passkeys;
using Amplify.SignUp;

namespace Amplify.SignIn;

/// <summary>Makes the step of a challenge: one row per challenge name, and Unknown for the rest.</summary>
internal static class ChallengeReader
{
    private const string AttributePrefix = "userAttributes.";

    public static bool IsMfaSetUp(ServiceTurn turn) => string.Equals(turn.ChallengeName, ChallengeNameType.MFA_SETUP.Value, StringComparison.Ordinal);

    /// <exception cref="AuthException">The challenge's parameters make no sense.</exception>
    public static SignInStep Read(SignInStepState before, ServiceTurn turn) => Restore(StateOf(before, turn)) ?? throw Unreadable(turn);

    public static AuthException Unreadable(ServiceTurn turn) =>
        new(TransportErrors.InvalidResponse(turn.Operation, $"the parameters of {turn.ChallengeName} cannot be read", turn.RequestId));

    /// <summary>What the engine keeps of a challenge, whatever step it becomes.</summary>
    public static SignInStepState StateOf(SignInStepState before, ServiceTurn turn) => before with
    {
        Username = turn.Parameters.GetValueOrDefault("USER_ID_FOR_SRP") ?? turn.Parameters.GetValueOrDefault("USERNAME") ?? turn.ResolvedUsername ?? before.Username,
        ChallengeName = turn.ChallengeName,
        Session = turn.Session,
        TotpSecret = null,
        Parameters = new Dictionary<string, string>(turn.Parameters),
        Factor = turn.ChallengeName == ChallengeNameType.SELECT_CHALLENGE.Value ? null : before.Factor,
        IsSecondChoice = false,

        // A factor that was chosen or preferred may name itself only; the choice it was made from is worth more.
        AvailableChallenges = turn.ChallengeName == ChallengeNameType.SELECT_CHALLENGE.Value || before.AvailableChallenges.Count == 0
            ? turn.AvailableChallenges
            : before.AvailableChallenges,
    };

    /// <returns>The step; null when its parameters make no sense.</returns>
    public static SignInStep? Restore(SignInStepState state) => state.ChallengeName switch
    {
        // The service has not been asked yet, or asks for the password as what it is; or the password was chosen here.
        null => new SignInStep.Password(state),
        _ when Is(state, ChallengeNameType.PASSWORD) || Is(state, ChallengeNameType.PASSWORD_SRP) => new SignInStep.Password(state),
        _ when Is(state, ChallengeNameType.SELECT_CHALLENGE) => FirstFactorNames.IsPassword(state.Factor) ? new SignInStep.Password(state) : ChooseFirstFactor(state),
        _ when Is(state, ChallengeNameType.WEB_AUTHN) => Passkey(state),
        _ when Is(state, ChallengeNameType.CUSTOM_CHALLENGE) => new SignInStep.CustomChallenge(state),
        _ when Is(state, ChallengeNameType.SMS_MFA) || Is(state, ChallengeNameType.SMS_OTP) => new SignInStep.SmsCode(state, Deliveries.FromChallenge(state.Parameters, DeliveryMedium.Sms)),
        _ when Is(state, ChallengeNameType.EMAIL_OTP) => new SignInStep.EmailCode(state, Deliveries.FromChallenge(state.Parameters, DeliveryMedium.Email)),
        _ when Is(state, ChallengeNameType.SOFTWARE_TOKEN_MFA) => new SignInStep.TotpCode(state, state.Parameters.GetValueOrDefault("FRIENDLY_DEVICE_NAME") is { Length: > 0 } app ? app : null),
        _ when Is(state, ChallengeNameType.SELECT_MFA_TYPE) => ChooseMfa(state),
        _ when Is(state, ChallengeNameType.MFA_SETUP) => MfaSetUp.Restore(state),
        _ when Is(state, ChallengeNameType.NEW_PASSWORD_REQUIRED) => NewPassword(state),
        _ => new SignInStep.Unknown(state),
    };

    private static bool Is(SignInStepState state, ChallengeNameType name) => string.Equals(state.ChallengeName, name.Value, StringComparison.Ordinal);

    private static SignInStep ChooseFirstFactor(SignInStepState state) => FirstFactorNames.Known(state.AvailableChallenges) switch
    {
        // Only factors of the future.
        [] => new SignInStep.Unknown(state),
        { } factors => new SignInStep.ChooseFirstFactor(state, factors),
    };

    /// <summary>Applications put the options into their pages: what is no JSON object does not get that far.</summary>
    private static SignInStep.Passkey? Passkey(SignInStepState state) =>
        state.Parameters.GetValueOrDefault("CREDENTIAL_REQUEST_OPTIONS") is { Length: > 0 } options && PasskeyEngine.Read(options) is not null ? new SignInStep.Passkey(state, options) : null;

    private static SignInStep? ChooseMfa(SignInStepState state) => MfaMethodNames.Read(state, "MFAS_CAN_CHOOSE") switch
    {
        null => null,

        // Only factors of the future: as unknown as their challenges.
        [] => new SignInStep.Unknown(state),
        { } methods => new SignInStep.ChooseMfa(state, methods),
    };

    private static SignInStep.NewPassword? NewPassword(SignInStepState state)
    {
        try
        {
            string?[] required = JsonSerializer.Deserialize(state.Parameters.GetValueOrDefault("requiredAttributes") ?? "[]", ChallengeJson.Default.StringArray) ?? [];
            Dictionary<string, JsonElement> attributes = JsonSerializer.Deserialize(state.Parameters.GetValueOrDefault("userAttributes") ?? "{}", ChallengeJson.Default.DictionaryStringJsonElement) ?? [];
            return new SignInStep.NewPassword(
                state,
                [.. required.OfType<string>().Select(name => name.StartsWith(AttributePrefix, StringComparison.Ordinal) ? name[AttributePrefix.Length..] : name)],
                attributes.ToDictionary(a => a.Key, a => a.Value.ValueKind == JsonValueKind.String ? a.Value.GetString()! : a.Value.GetRawText()));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            // The latter two: half a surrogate pair, in the text or escaped in it, which is JSON and no text.
            return null;
        }
    }
}
