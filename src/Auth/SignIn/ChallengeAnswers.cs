using Amplify.CognitoIdentityProvider;
using Amplify.Mfa;

namespace Amplify.SignIn;

/// <summary>What a step's answer is called on the wire (ChallengeResponses of RespondToAuthChallenge).</summary>
internal static class ChallengeAnswers
{
    public static Dictionary<string, string> For(SignInAnswer answer)
    {
        string name = answer.Step switch
        {
            // What VerifySoftwareToken was told is not told again: the session that came back says it all.
            SignInStep.SetUpTotp => "",
            SignInStep.ChooseMfa or SignInStep.CustomChallenge => "ANSWER",
            SignInStep.SetUpEmailMfa => "EMAIL",
            SignInStep.SmsCode => answer.Step.State.ChallengeName == ChallengeNameType.SMS_OTP.Value ? "SMS_OTP_CODE" : "SMS_MFA_CODE",
            SignInStep.Passkey => "CREDENTIAL",
            SignInStep.EmailCode => "EMAIL_OTP_CODE",
            SignInStep.TotpCode => "SOFTWARE_TOKEN_MFA_CODE",
            SignInStep.NewPassword => "NEW_PASSWORD",
            _ => throw new ArgumentException($"The step {answer.Step.Name} is not answered this way.", nameof(answer)),
        };
        var responses = new Dictionary<string, string>();
        if (name.Length > 0)
        {
            responses[name] = answer.Step is SignInStep.ChooseMfa ? MfaMethodNames.Of(Method(answer)) : answer.Value.Reveal();
        }

        foreach ((string attribute, string value) in answer.Attributes ?? new Dictionary<string, string>())
        {
            responses[$"userAttributes.{attribute}"] = value;
        }

        return responses;
    }

    /// <summary>The factor an answer chose.</summary>
    public static MfaMethod Method(SignInAnswer answer) => Enum.Parse<MfaMethod>(answer.Value.Reveal());

    /// <summary>The first factor an answer chose.</summary>
    public static FirstFactor Factor(SignInAnswer answer) => Enum.Parse<FirstFactor>(answer.Value.Reveal());

    /// <summary>What makes an answer impossible, so that it need not be sent: the service would take it for a mistake of the program. Null when nothing does.</summary>
    public static AuthError? ObjectionTo(SignInAnswer answer) => answer.Step switch
    {
        SignInStep.SetUpTotp when !TotpCodes.IsOne(answer.Value) => TotpCodes.NotACode,
        SignInStep.SetUpEmailMfa when !answer.Value.Reveal().Contains('@') => new AuthError
        {
            Reason = AuthErrorReason.InvalidParameter,
            Message = "That is not an e-mail address.",
            Suggestion = "Check the address.",
        },
        _ => null,
    };

    /// <summary>Whether an error is about the answer, which may then be given again, and not the end of the flow.</summary>
    public static bool MayBeGivenAgain(SignInStep step, AuthErrorReason reason) => reason switch
    {
        AuthErrorReason.WrongCode or AuthErrorReason.ExpiredCode or AuthErrorReason.InvalidPassword => true,

        // An address that is none, or belongs to somebody else.
        AuthErrorReason.InvalidParameter or AuthErrorReason.AliasExists => step is SignInStep.SetUpEmailMfa,
        _ => false,
    };
}
