namespace Amplify.Emulator;

/// <summary>
/// A message is about to be sent: <c>CustomMessage_SignUp</c>, <c>…_ResendCode</c>, <c>…_ForgotPassword</c>, <c>…_UpdateUserAttribute</c>,
/// <c>…_VerifyUserAttribute</c>, <c>…_Authentication</c> or <c>…_AdminCreateUser</c>.
/// </summary>
public sealed class CustomMessageEvent : TriggerEvent
{
    /// <summary>Where the code goes in a text that the trigger writes; a text without it is refused.</summary>
    public string CodeParameter { get; } = "{####}";

    /// <summary>Where the user name goes in the text of an invitation, which must have it.</summary>
    public string? UsernameParameter { get; init; }

    /// <summary>Answer: the subject of an e-mail; <see langword="null"/> for the usual one.</summary>
    public string? EmailSubject { get; set; }

    /// <summary>Answer: the text of an e-mail; <see langword="null"/> for the usual one.</summary>
    public string? EmailMessage { get; set; }

    /// <summary>Answer: the text of a text message; <see langword="null"/> for the usual one.</summary>
    public string? SmsMessage { get; set; }
}
