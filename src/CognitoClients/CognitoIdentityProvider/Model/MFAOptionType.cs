namespace Amplify.CognitoIdentityProvider.Model;

/// <summary>A second factor of the elder kind: a text message to a number.</summary>
public sealed class MFAOptionType
{
    /// <summary>The name of the attribute concerned.</summary>
    public string? AttributeName { get; set; }

    /// <summary>The way it is sent.</summary>
    public DeliveryMediumType? DeliveryMedium { get; set; }
}
