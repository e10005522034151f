namespace Amplify.SignIn;

/// <summary>What a step's answer is called on the wire (ChallengeResponses of RespondToAuthChallenge).</summary>
internal static class ChallengeAnswers
{
    public static Dictionary<string, string> For(SignInAnswer answer)
    {
        string name = answer.Step switch
        {
            SignInStep.SmsCode => "SMS_MFA_CODE",
            SignInStep.EmailCode => "EMAIL_OTP_CODE",
            SignInStep.TotpCode => "SOFTWARE_TOKEN_MFA_CODE",
            SignInStep.NewPassword => "NEW_PASSWORD",
            _ => throw new ArgumentException($"The step {answer.Step.Name} is not answered this way.", nameof(answer)),
        };
        var responses = new Dictionary<string, string> { [name] = answer.Value.Reveal() };
        foreach ((string attribute, string value) in answer.Attributes ?? new Dictionary<string, string>())
        {
            responses[$"userAttributes.{attribute}"] = value;
        }

        return responses;
    }
}
