using Amazon.Runtime;
using Amazon.S3;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Amplify.Emulator;

namespace Amplify.Samples;

/// <summary>AWS's own clients sign as the user, renew silently, and sign as a guest when nobody is there.</summary>
internal static class CredentialWalk
{
    /// <summary>As the user who is signed in.</summary>
    public static async Task RunAsync(Story story, IAuth auth, CognitoEmulator cognito, string bucket, CancellationToken cancellationToken)
    {
        SessionCredentials credentials = await story.StepAsync(
            "Get AWS credentials for the session",
            async () => await auth.CurrentCredentialsAsync(cancellationToken: cancellationToken),
            c => $"{c.AccessKeyId} until {c.Expiration:HH:mm} UTC, identity {c.IdentityId}; the key prints as {c.SecretAccessKey}");

        // Made once; whoever is signed in when a request goes out signs it.
        using AmazonSecurityTokenServiceClient sts = AwsClients.Sts(auth.AWSCredentials, cognito);
        await story.StepAsync(
            "Ask AWS who signs (GetCallerIdentity)",
            () => sts.GetCallerIdentityAsync(new GetCallerIdentityRequest(), cancellationToken),
            (GetCallerIdentityResponse r) => r.Arn);

        using AmazonS3Client s3 = AwsClients.S3(auth.AWSCredentials, cognito);
        string key = $"private/{credentials.IdentityId}/cat.jpg";
        await FileWalk.UploadAndReadBackAsync(story, s3, bucket, key, cancellationToken);
        await RefusedAsync(story, s3, bucket, "private/eu-west-1:somebody-else/cat.jpg", "a file under another user's prefix", cancellationToken);

        cognito.Clock.Advance(TimeSpan.FromMinutes(61));
        await story.StepAsync(
            "61 minutes later, the credentials ended: read the file",
            () => FileWalk.SizeAsync(s3, bucket, key, cancellationToken),
            bytes => $"{bytes:N0} bytes, signed with new credentials; the client noticed nothing");
        SessionCredentials renewed = await auth.CurrentCredentialsAsync(cancellationToken: cancellationToken);
        Story.Expect(renewed.AccessKeyId != credentials.AccessKeyId && renewed.IdentityId == credentials.IdentityId, "new credentials for the same identity");
    }

    /// <summary>As a guest, with what is for everybody.</summary>
    public static async Task AsGuestAsync(Story story, IAuth auth, CognitoEmulator cognito, string bucket, CancellationToken cancellationToken)
    {
        SessionCredentials guest = await story.StepAsync(
            "Get AWS credentials as a guest",
            async () => await auth.CurrentCredentialsAsync(cancellationToken: cancellationToken),
            c => $"{c.AccessKeyId}, guest {c.IdentityId}; the next run is the same guest");
        Story.Expect(guest.IsGuest, "a guest's credentials");

        using AmazonS3Client s3 = AwsClients.S3(auth.AWSCredentials, cognito);
        await story.StepAsync(
            "Read a public file",
            () => FileWalk.SizeAsync(s3, bucket, "public/welcome.txt", cancellationToken),
            bytes => $"{bytes} bytes");
        await RefusedAsync(story, s3, bucket, "private/eu-west-1:somebody-else/cat.jpg", "a private file", cancellationToken);
    }

    private static async Task RefusedAsync(Story story, AmazonS3Client s3, string bucket, string key, string what, CancellationToken cancellationToken)
    {
        string answer = await story.StepAsync(
            $"Ask for {what}",
            async () =>
            {
                try
                {
                    await s3.GetObjectAsync(bucket, key, cancellationToken);
                    return "given";
                }
                catch (AmazonServiceException e)
                {
                    return e.ErrorCode;
                }
            },
            code => code == "AccessDenied" ? "refused: AccessDenied" : code);
        Story.Expect(answer == "AccessDenied", "to be refused");
    }
}
