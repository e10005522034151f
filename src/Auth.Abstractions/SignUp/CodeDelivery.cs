namespace Amplify;

/// <summary>Where the service sent a code.</summary>
public sealed class CodeDelivery
{
    /// <summary>The address or number, masked by the service, such as <c>a***@e***</c>.</summary>
    public string Destination { get; init; } = "";

    /// <summary>By e-mail or text message.</summary>
    public DeliveryMedium Medium { get; init; }

    /// <summary>The attribute the code verifies, such as <c>email</c>; null for a sign-in code.</summary>
    public string? AttributeName { get; init; }
}
