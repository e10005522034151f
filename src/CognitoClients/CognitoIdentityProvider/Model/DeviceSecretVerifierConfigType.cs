namespace Amplify.CognitoIdentityProvider.Model;

/// <summary>The verifier of a device secret, as SRP needs it.</summary>
public sealed class DeviceSecretVerifierConfigType
{
    /// <summary>The SRP verifier, Base64. A secret.</summary>
    public string? PasswordVerifier { get; set; }

    /// <summary>The salt, Base64.</summary>
    public string? Salt { get; set; }
}
