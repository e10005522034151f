using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Amazon.S3.Transfer;

namespace Amplify.Tests;

/// <summary>Objects that come in parts.</summary>
public sealed class MultipartTests
{
    private const int SmallestPart = 5 * 1024 * 1024;

    [Test]
    public async Task AWSs_transfer_utility_uploads_a_large_file_and_reads_it_back()
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync();
        (SessionAWSCredentials credentials, string id) = await world.CredentialsAsync("ana");
        AmazonS3Client s3 = world.S3(credentials);
        byte[] content = new byte[(16 * 1024 * 1024) + 1];
        Random.Shared.NextBytes(content);
        using var transfer = new TransferUtility(s3);

        await transfer.UploadAsync(new TransferUtilityUploadRequest { BucketName = "photos", Key = $"private/{id}/big", InputStream = new MemoryStream(content), ContentType = "video/mp4" });

        Assert.That(world.Bucket.Objects.Single().Content.Span.SequenceEqual(content), Is.True);
        Assert.That(world.Bucket.Objects.Single().ContentType, Is.EqualTo("video/mp4"));
        Assert.That(world.Bucket.Objects.Single().ETag, Does.Match("^[0-9a-f]{32}-[0-9]+$"));
        Assert.That(world.Emulator.Requests.Count("UploadPart"), Is.GreaterThan(1));
        using GetObjectResponse got = await s3.GetObjectAsync("photos", $"private/{id}/big");
        using var whole = new MemoryStream();
        await got.ResponseStream.CopyToAsync(whole);
        Assert.That(whole.ToArray().AsSpan().SequenceEqual(content), Is.True);
    }

    [Test]
    public async Task An_upload_given_up_leaves_nothing_and_cannot_go_on()
    {
        await using Upload upload = await Upload.BeginAsync();
        string one = await upload.PutAsync(1, 10);

        Assert.That((await upload.S3.AbortMultipartUploadAsync("photos", upload.Key, upload.Id)).HttpStatusCode, Is.EqualTo(HttpStatusCode.NoContent));

        Refused("NoSuchUpload", () => upload.PutAsync(2, 10));
        Refused("NoSuchUpload", () => upload.CompleteAsync((1, one)));
        Refused("NoSuchUpload", () => upload.S3.AbortMultipartUploadAsync("photos", upload.Key, upload.Id));
        Assert.That(upload.World.Bucket.Objects, Is.Empty);
    }

    [Test]
    public async Task Parts_must_be_there_in_order_and_large_enough()
    {
        await using Upload upload = await Upload.BeginAsync();
        string one = await upload.PutAsync(1, 10);
        string two = await upload.PutAsync(2, 20);

        Refused("InvalidPart", () => upload.CompleteAsync((1, one), (3, two)));
        Refused("InvalidPart", () => upload.CompleteAsync((1, two)));
        Refused("EntityTooSmall", () => upload.CompleteAsync((1, one), (2, two)));
        Assert.That(await upload.CompleteByHandAsync((2, two), (1, one)), Is.EqualTo("InvalidPartOrder"));
        Assert.That(await upload.CompleteByHandAsync((1, one), (1, one)), Is.EqualTo("InvalidPartOrder"));
        Assert.That(await upload.CompleteByHandAsync(), Is.EqualTo("MalformedXML"));
        Assert.That(await upload.CompleteByHandAsync((2, "<broken")), Is.EqualTo("MalformedXML"));
        Assert.That(await upload.CompleteByHandAsync((2, $"{two}</ETag><ChecksumCRC32>AAAAAA==</ChecksumCRC32><ETag>")), Is.EqualTo("InvalidPart"), "another checksum than the part's");
        Assert.That(upload.World.Bucket.Objects, Is.Empty);
        await upload.CompleteAsync((2, two));

        Assert.That(upload.World.Bucket.Objects.Single().Content.Length, Is.EqualTo(20));
        Refused("NoSuchUpload", () => upload.CompleteAsync((2, two)));
    }

    [Test]
    public async Task A_part_sent_again_replaces_the_first_one()
    {
        await using Upload upload = await Upload.BeginAsync();
        await upload.PutAsync(1, SmallestPart);
        string one = await upload.PutAsync(1, SmallestPart + 1);
        string two = await upload.PutAsync(2, 7);

        CompleteMultipartUploadResponse done = await upload.CompleteAsync((1, one), (2, two));

        Assert.That(upload.World.Bucket.Objects.Single().Content.Length, Is.EqualTo(SmallestPart + 8));
        Assert.That(done.ETag, Is.EqualTo($"\"{upload.World.Bucket.Objects.Single().ETag}\"").And.EndsWith("-2\""));
    }

    [TestCase(0)]
    [TestCase(10_001)]
    public async Task Part_numbers_are_1_to_10000(int number)
    {
        await using Upload upload = await Upload.BeginAsync();

        Refused("InvalidArgument", () => upload.PutAsync(number, 1));
    }

    [Test]
    public async Task An_upload_is_of_one_key()
    {
        await using Upload upload = await Upload.BeginAsync();

        Refused("NoSuchUpload", () => upload.PutAsync(1, 1, upload.Key + "2"));
    }

    private static void Refused(string code, Func<Task> call) => Assert.That(call, Throws.InstanceOf<AmazonS3Exception>().With.Property("ErrorCode").EqualTo(code));

    /// <summary>An upload of Ana's that has begun.</summary>
    private sealed class Upload(IdentityWorld world, SessionAWSCredentials credentials, AmazonS3Client s3, string key, string id) : IAsyncDisposable
    {
        public IdentityWorld World { get; } = world;

        public AmazonS3Client S3 { get; } = s3;

        public string Key { get; } = key;

        public string Id { get; } = id;

        public static async Task<Upload> BeginAsync()
        {
            IdentityWorld world = await IdentityWorld.StartAsync();
            (SessionAWSCredentials credentials, string id) = await world.CredentialsAsync("ana");
            AmazonS3Client s3 = world.S3(credentials);
            string key = $"private/{id}/big";
            return new Upload(world, credentials, s3, key, (await s3.InitiateMultipartUploadAsync("photos", key)).UploadId);
        }

        public async Task<string> PutAsync(int number, int size, string? key = null) => (await S3.UploadPartAsync(new UploadPartRequest
        {
            BucketName = "photos", Key = key ?? Key, UploadId = Id, PartNumber = number, InputStream = new MemoryStream(new byte[size]),
        })).ETag;

        public Task<CompleteMultipartUploadResponse> CompleteAsync(params (int Number, string ETag)[] parts) => S3.CompleteMultipartUploadAsync(new CompleteMultipartUploadRequest
        {
            BucketName = "photos", Key = Key, UploadId = Id, PartETags = [.. parts.Select(part => new PartETag(part.Number, part.ETag))],
        });

        /// <summary>As AWS's client would not: it puts the parts in order itself.</summary>
        public async Task<string?> CompleteByHandAsync(params (int Number, string ETag)[] parts)
        {
            string path = string.Join('/', Key.Split('/').Select(Uri.EscapeDataString));
            string xml = string.Concat(parts.Select(part => $"<Part><PartNumber>{part.Number}</PartNumber><ETag>{part.ETag}</ETag></Part>"));
            var request = new HttpRequestMessage(HttpMethod.Post, new Uri(World.Emulator.Endpoint, $"/photos/{path}?uploadId={Id}"))
            {
                Content = new StringContent($"<CompleteMultipartUpload>{xml}</CompleteMultipartUpload>"),
            };
            await new MiniSigV4(credentials, World.Emulator.Region, "s3").SignAsync(request, World.Clock.GetUtcNow());
            return (string?)(await World.XmlAsync(request)).Document.Element("Code");
        }

        public ValueTask DisposeAsync() => World.DisposeAsync();
    }
}
