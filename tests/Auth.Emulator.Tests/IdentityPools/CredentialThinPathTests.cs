using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Amazon.SecurityToken.Model;

namespace Amplify.Tests;

/// <summary>From a login to a file in a bucket, with AWS's own clients.</summary>
public sealed class CredentialThinPathTests
{
    [Test]
    public async Task A_user_gets_credentials_and_keeps_a_file_of_her_own()
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync();
        (SessionAWSCredentials credentials, string identityId) = await world.CredentialsAsync("ana");

        GetCallerIdentityResponse who = await world.Sts(credentials).GetCallerIdentityAsync(new GetCallerIdentityRequest());
        Assert.That(who.Arn, Is.EqualTo($"arn:aws:sts::123456789012:assumed-role/{world.Identities.AuthenticatedRole!.Name}/CognitoIdentityCredentials"));
        Assert.That(who.Account, Is.EqualTo("123456789012"));

        AmazonS3Client s3 = world.S3(credentials);
        string key = $"private/{identityId}/a b+ü.txt";
        await s3.PutObjectAsync(new PutObjectRequest { BucketName = "photos", Key = key, ContentBody = "hello", ContentType = "text/plain", Metadata = { ["x-amz-meta-owner"] = "ana" } });
        using GetObjectResponse got = await s3.GetObjectAsync("photos", key);
        using var reader = new StreamReader(got.ResponseStream);
        Assert.That(await reader.ReadToEndAsync(), Is.EqualTo("hello"));
        Assert.That((got.Headers.ContentType, got.Metadata["x-amz-meta-owner"]), Is.EqualTo(("text/plain", "ana")));
    }

    [Test]
    public async Task A_guest_gets_credentials_and_stays_out_of_what_is_others()
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync();
        world.Bucket.Put("public/welcome.txt", "hi"u8.ToArray());
        (SessionAWSCredentials credentials, _) = await world.CredentialsAsync();

        AmazonS3Client s3 = world.S3(credentials);
        using GetObjectResponse got = await s3.GetObjectAsync("photos", "public/welcome.txt");
        Assert.That(got.ContentLength, Is.EqualTo(2));

        AmazonS3Exception refused = Assert.ThrowsAsync<AmazonS3Exception>(() => s3.GetObjectAsync("photos", "private/somebody/x"))!;
        Assert.That((refused.ErrorCode, (int)refused.StatusCode), Is.EqualTo(("AccessDenied", 403)));
    }
}
