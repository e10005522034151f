using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SecurityToken;
using Amplify.Emulator;

namespace Amplify.Samples;

/// <summary>AWS's clients as any application makes them; against an emulator with its address.</summary>
internal static class AwsClients
{
    public static AmazonS3Client S3(AWSCredentials credentials, CognitoEmulator cognito) => S3(credentials, cognito.Region, cognito.Endpoint);

    /// <param name="credentials">Who signs.</param>
    /// <param name="region">The bucket's region.</param>
    /// <param name="endpoint">Where the service is; null for AWS's own.</param>
    public static AmazonS3Client S3(AWSCredentials credentials, string region, Uri? endpoint) => new(credentials, endpoint is null
        ? new AmazonS3Config { RegionEndpoint = RegionEndpoint.GetBySystemName(region) }
        : new AmazonS3Config { ServiceURL = endpoint.ToString(), ForcePathStyle = true, AuthenticationRegion = region });

    public static AmazonSecurityTokenServiceClient Sts(AWSCredentials credentials, CognitoEmulator cognito) => Sts(credentials, cognito.Region, cognito.Endpoint);

    public static AmazonSecurityTokenServiceClient Sts(AWSCredentials credentials, string region, Uri? endpoint) => new(credentials, endpoint is null
        ? new AmazonSecurityTokenServiceConfig { RegionEndpoint = RegionEndpoint.GetBySystemName(region) }
        : new AmazonSecurityTokenServiceConfig { ServiceURL = endpoint.ToString(), AuthenticationRegion = region });
}
