namespace Amplify.CognitoIdentityProvider.Model;

/// <summary>Where a code was sent.</summary>
public sealed class CodeDeliveryDetailsType
{
    /// <summary>The name of the attribute concerned.</summary>
    public string? AttributeName { get; set; }

    /// <summary>The way it is sent.</summary>
    public DeliveryMediumType? DeliveryMedium { get; set; }

    /// <summary>The address or number, masked by the service.</summary>
    public string? Destination { get; set; }
}
