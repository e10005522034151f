namespace Amplify.Emulator;

/// <summary>How a message would have been delivered.</summary>
public enum MessageMedium
{
    /// <summary>By e-mail.</summary>
    Email,

    /// <summary>By text message.</summary>
    Sms,
}
