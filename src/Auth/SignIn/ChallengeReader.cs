using System.Text.Json;
using Amplify.CognitoIdentityProvider;
using Amplify.Errors;
using Amplify.Mfa;
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
    public static SignInStepState StateOf(SignInStepState before, ServiceTurn turn) => new()
    {
        Username = turn.Parameters.GetValueOrDefault("USER_ID_FOR_SRP") ?? turn.Parameters.GetValueOrDefault("USERNAME") ?? turn.ResolvedUsername ?? before.Username,
        TypedUsername = before.TypedUsername,
        Flow = before.Flow,
        WhenAlreadySignedIn = before.WhenAlreadySignedIn,
        ChallengeName = turn.ChallengeName,
        Session = turn.Session,
        Parameters = new Dictionary<string, string>(turn.Parameters),
    };

    /// <returns>The step; null when its parameters make no sense.</returns>
    public static SignInStep? Restore(SignInStepState state)
    {
        if (state.ChallengeName is null)
        {
            return new SignInStep.Password(state);
        }

        return state.ChallengeName switch
        {
            _ when Is(state, ChallengeNameType.SMS_MFA) => new SignInStep.SmsCode(state, Deliveries.FromChallenge(state.Parameters, DeliveryMedium.Sms)),
            _ when Is(state, ChallengeNameType.EMAIL_OTP) => new SignInStep.EmailCode(state, Deliveries.FromChallenge(state.Parameters, DeliveryMedium.Email)),
            _ when Is(state, ChallengeNameType.SOFTWARE_TOKEN_MFA) => new SignInStep.TotpCode(state, state.Parameters.GetValueOrDefault("FRIENDLY_DEVICE_NAME")),
            _ when Is(state, ChallengeNameType.SELECT_MFA_TYPE) => ChooseMfa(state),
            _ when Is(state, ChallengeNameType.MFA_SETUP) => MfaSetUp.Restore(state),
            _ when Is(state, ChallengeNameType.NEW_PASSWORD_REQUIRED) => NewPassword(state),
            _ => new SignInStep.Unknown(state),
        };
    }

    private static bool Is(SignInStepState state, ChallengeNameType name) => string.Equals(state.ChallengeName, name.Value, StringComparison.Ordinal);

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
