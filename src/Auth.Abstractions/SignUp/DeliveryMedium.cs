namespace Amplify;

/// <summary>How a code travels.</summary>
public enum DeliveryMedium
{
    /// <summary>In a way this version does not know.</summary>
    Unknown = 0,

    /// <summary>By e-mail.</summary>
    Email = 1,

    /// <summary>By text message.</summary>
    Sms = 2,
}
