namespace Amplify.CognitoIdentityProvider.Model;

/// <summary>The tokens of a finished sign-in or refresh.</summary>
public sealed class AuthenticationResultType
{
    /// <summary>The access token. A secret.</summary>
    public string? AccessToken { get; set; }

    /// <summary>The lifetime of the access token in seconds, counted from now.</summary>
    public int? ExpiresIn { get; set; }

    /// <summary>The ID token. A secret.</summary>
    public string? IdToken { get; set; }

    /// <summary>The keys of this device; present only when the service sees it for the first time.</summary>
    public NewDeviceMetadataType? NewDeviceMetadata { get; set; }

    /// <summary>The refresh token. A secret.</summary>
    public string? RefreshToken { get; set; }

    /// <summary><c>Bearer</c>.</summary>
    public string? TokenType { get; set; }
}
