namespace Amplify.CognitoIdentityProvider.Model;

/// <summary>What threat protection may know of the user's device.</summary>
public sealed class UserContextDataType
{
    /// <summary>The fingerprint that AWS's browser or mobile library collected.</summary>
    public string? EncodedData { get; set; }

    /// <summary>The user's IP address.</summary>
    public string? IpAddress { get; set; }
}
