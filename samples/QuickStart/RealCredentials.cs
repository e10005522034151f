using Amazon.S3;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;

namespace Amplify.Samples;

/// <summary>AWS credentials of your identity pool: who AWS says you are and, with a bucket, a file of yours.</summary>
internal static class RealCredentials
{
    public static async Task UseAsync(Story story, IAuth auth, string region, Arguments arguments, CancellationToken cancellationToken)
    {
        SessionCredentials credentials = await story.StepAsync(
            "Get AWS credentials for the session",
            async () => await auth.CurrentCredentialsAsync(cancellationToken: cancellationToken),
            c => $"{c.AccessKeyId} until {c.Expiration:u}, identity {c.IdentityId}");
        using AmazonSecurityTokenServiceClient sts = AwsClients.Sts(auth.AWSCredentials, region, arguments.Endpoint);
        await story.StepAsync(
            "Ask AWS who signs (GetCallerIdentity)",
            () => sts.GetCallerIdentityAsync(new GetCallerIdentityRequest(), cancellationToken),
            (GetCallerIdentityResponse r) => r.Arn);
        if (arguments.Bucket is { } bucket)
        {
            using AmazonS3Client s3 = AwsClients.S3(auth.AWSCredentials, region, arguments.Endpoint);
            await FileWalk.UploadAndReadBackAsync(story, s3, bucket, $"private/{credentials.IdentityId}/cat.jpg", cancellationToken);
        }
    }
}
