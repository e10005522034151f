using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Amazon.SecurityToken.Model;

namespace Amplify.Tests;

/// <summary>What AWS's own clients sign is accepted as it is, and refused with any one signed byte changed.</summary>
public sealed class TamperingTests
{
    private const string Content = "hello, signed world";

    [Test]
    public Task A_chunked_upload_with_a_trailer() => AnyChangeIsRefusedAsync(s3 => s3.PutObjectAsync(Upload(s3)));

    [Test]
    public Task A_chunked_upload_without_a_trailer() =>
        AnyChangeIsRefusedAsync(s3 => s3.PutObjectAsync(Upload(s3)), config => config.RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED);

    [Test]
    public Task A_plain_upload() => AnyChangeIsRefusedAsync(s3 =>
    {
        PutObjectRequest upload = Upload(s3);
        upload.UseChunkEncoding = false;
        return s3.PutObjectAsync(upload);
    });

    [Test]
    public Task A_download() => AnyChangeIsRefusedAsync(async s3 => await s3.GetObjectAsync("photos", Key(s3)));

    [Test]
    public Task A_listing() => AnyChangeIsRefusedAsync(async s3 => await s3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = "photos", Prefix = Key(s3)[..^5], Delimiter = "/" }));

    [Test]
    public async Task A_presigned_address()
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync();
        (SessionAWSCredentials credentials, string identityId) = await world.CredentialsAsync("ana");
        string key = $"private/{identityId}/a.txt";
        world.Bucket.Put(key, "hello"u8.ToArray());
        string url = await world.S3(credentials).GetPreSignedURLAsync(new GetPreSignedUrlRequest { BucketName = "photos", Key = key, Expires = Soon(world), Protocol = Protocol.HTTP });

        await AnyChangeIsRefusedAsync(world, await RawRequest.CaptureAsync(new HttpRequestMessage(HttpMethod.Get, url)));
    }

    [Test]
    public async Task A_question_to_STS()
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync();
        (SessionAWSCredentials credentials, _) = await world.CredentialsAsync("ana");
        var capture = new CapturingHttp();
        using var sts = new Amazon.SecurityToken.AmazonSecurityTokenServiceClient(credentials, new Amazon.SecurityToken.AmazonSecurityTokenServiceConfig
        {
            ServiceURL = world.Emulator.Endpoint.ToString(), AuthenticationRegion = world.Emulator.Region, MaxErrorRetry = 0, HttpClientFactory = capture,
        });
        await CaptureAsync(capture, () => sts.GetCallerIdentityAsync(new GetCallerIdentityRequest()));

        await AnyChangeIsRefusedAsync(world, capture.Captured!);
    }

    private static DateTime Soon(IdentityWorld world) => world.Clock.GetUtcNow().UtcDateTime.AddMinutes(5);

    private static string Key(IAmazonS3 s3) => ((CapturingConfig)s3.Config).Key;

    private static PutObjectRequest Upload(IAmazonS3 s3) => new()
    {
        BucketName = "photos", Key = Key(s3), ContentBody = Content, ContentType = "text/plain", Metadata = { ["x-amz-meta-owner"] = "ana" },
    };

    private static async Task AnyChangeIsRefusedAsync(Func<IAmazonS3, Task> call, Action<AmazonS3Config>? configure = null)
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync();
        (SessionAWSCredentials credentials, string identityId) = await world.CredentialsAsync("ana");
        var capture = new CapturingHttp();
        var config = new CapturingConfig
        {
            Key = $"private/{identityId}/a b.txt",
            ServiceURL = world.Emulator.Endpoint.ToString(),
            ForcePathStyle = true,
            AuthenticationRegion = world.Emulator.Region,
            MaxErrorRetry = 0,
            HttpClientFactory = capture,
        };
        configure?.Invoke(config);
        using var s3 = new AmazonS3Client(credentials, config);
        world.Bucket.Put(config.Key, System.Text.Encoding.UTF8.GetBytes(Content));
        await CaptureAsync(capture, () => call(s3));

        await AnyChangeIsRefusedAsync(world, capture.Captured!);

        Assert.That(world.Bucket.Objects.Select(one => (one.Key, System.Text.Encoding.UTF8.GetString(one.Content.Span))), Is.EqualTo(new[] { (config.Key, Content) }));
    }

    private static async Task AnyChangeIsRefusedAsync(IdentityWorld world, RawRequest request)
    {
        using var connection = new RawConnection(world.Emulator.Endpoint);
        Assert.That(await request.SendAsync(connection), Is.EqualTo(200), "as it is");

        var taken = new List<int>();
        foreach (int place in request.Signed)
        {
            if (await request.SendAsync(connection, place) is >= 200 and < 400)
            {
                taken.Add(place);
            }
        }

        Assert.That(request.Signed, Has.Count.GreaterThan(200));
        Assert.That(taken, Is.Empty, "places of changed bytes that were not noticed");
    }

    /// <summary>The client cannot read the stand-in's answer; what it sent is all that is wanted.</summary>
    private static async Task CaptureAsync(CapturingHttp capture, Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (Exception) when (capture.Captured is not null)
        {
        }
    }

    private sealed class CapturingConfig : AmazonS3Config
    {
        public required string Key { get; init; }
    }
}
