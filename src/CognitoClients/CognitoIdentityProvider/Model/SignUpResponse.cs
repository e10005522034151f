using Amazon.Runtime;

namespace Amplify.CognitoIdentityProvider.Model;

/// <summary>What <see cref="IAmazonCognitoIdentityProvider.SignUpAsync"/> returns.</summary>
public sealed class SignUpResponse : AmazonWebServiceResponse
{
    /// <summary>Where the code was sent.</summary>
    public CodeDeliveryDetailsType? CodeDeliveryDetails { get; set; }

    /// <summary>The session that ties the calls of one sign-in, set-up or sign-up together. A secret while it lives.</summary>
    public string? Session { get; set; }

    /// <summary>Whether the account is confirmed already, so that no code is needed.</summary>
    public bool? UserConfirmed { get; set; }

    /// <summary>The user's permanent id (claim <c>sub</c>).</summary>
    public string? UserSub { get; set; }
}
