namespace Amplify.Emulator;

/// <summary>
/// A new account is about to be made: <c>PreSignUp_SignUp</c>, <c>PreSignUp_ExternalProvider</c> (someone comes from an identity provider for the first time) or
/// <c>PreSignUp_AdminCreateUser</c> (which takes no notice of the answers).
/// </summary>
public sealed class PreSignUpEvent : TriggerEvent
{
    /// <summary>The <c>ValidationData</c> of the request.</summary>
    public IReadOnlyDictionary<string, string> ValidationData { get; init; } = new Dictionary<string, string>();

    /// <summary>Answer: confirm the account at once, without a code.</summary>
    public bool AutoConfirmUser { get; set; }

    /// <summary>Answer: take the e-mail address as verified; the user must have one.</summary>
    public bool AutoVerifyEmail { get; set; }

    /// <summary>Answer: take the phone number as verified; the user must have one.</summary>
    public bool AutoVerifyPhone { get; set; }
}
