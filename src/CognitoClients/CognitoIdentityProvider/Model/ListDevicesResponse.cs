using Amazon.Runtime;

namespace Amplify.CognitoIdentityProvider.Model;

/// <summary>What <see cref="IAmazonCognitoIdentityProvider.ListDevicesAsync"/> returns.</summary>
public sealed class ListDevicesResponse : AmazonWebServiceResponse
{
    /// <summary>The devices of this page.</summary>
    public List<DeviceType>? Devices { get; set; }

    /// <summary>Where the next page begins; null on the last page and in the first request.</summary>
    public string? PaginationToken { get; set; }
}
