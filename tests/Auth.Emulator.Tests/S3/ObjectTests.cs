using System.Net;
using System.Text;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Amazon.S3.Transfer;

namespace Amplify.Tests;

/// <summary>Objects put, read and deleted with AWS's own client, in every way it sends them.</summary>
public sealed class ObjectTests
{
    private static readonly string[] Ways = ["default", "plain", "no trailer", "SHA256", "SHA1", "MD5"];

    [TestCaseSource(nameof(Ways))]
    public async Task An_object_comes_back_as_it_was_put(string way)
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync();
        (SessionAWSCredentials credentials, string id) = await world.CredentialsAsync("ana");
        AmazonS3Client s3 = world.S3(credentials, config => config.RequestChecksumCalculation = way == "no trailer" ? RequestChecksumCalculation.WHEN_REQUIRED : RequestChecksumCalculation.WHEN_SUPPORTED);
        byte[] content = Bytes(200_000);
        string key = $"private/{id}/a b+c/ü$%&=?#~'(1).bin";

        PutObjectResponse put = await s3.PutObjectAsync(Upload(way, key, content));

        GetObjectMetadataResponse head = await s3.GetObjectMetadataAsync("photos", key);
        Assert.That((head.ETag, head.ContentLength, head.Headers.ContentType), Is.EqualTo((put.ETag, (long)content.Length, "image/png")));
        Assert.That((head.Metadata["x-amz-meta-owner"], head.Headers.ContentDisposition, head.Headers.CacheControl), Is.EqualTo(("ana", "inline", "no-store")));
        Assert.That(await ReadAsync(s3, key), Is.EqualTo(content));
        Assert.That(world.Bucket.Find(key)!.Content.ToArray(), Is.EqualTo(content));
        Assert.That(world.Bucket.Find(key)!.Metadata, Is.EqualTo(new Dictionary<string, string> { ["owner"] = "ana" }));
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(81_919)]
    [TestCase(81_920)]
    [TestCase(81_921)]
    [TestCase(400_000)]
    public async Task Chunks_of_any_number_add_up(int size)
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync();
        (SessionAWSCredentials credentials, string id) = await world.CredentialsAsync("ana");

        await world.S3(credentials).PutObjectAsync(Upload("default", $"private/{id}/a", Bytes(size)));

        Assert.That(world.Bucket.Objects.Single().Content.ToArray(), Is.EqualTo(Bytes(size)));
        string put = world.Emulator.Requests.All.Single(request => request.Operation == "PutObject").Headers["x-amz-content-sha256"];
        Assert.That(put, size == 0 ? Does.Match("^[0-9a-f]{64}$") : Is.EqualTo("STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER"));
    }

    [Test]
    public async Task What_is_not_there_is_told_and_can_be_deleted_all_the_same()
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync();
        (SessionAWSCredentials credentials, string id) = await world.CredentialsAsync("ana");
        AmazonS3Client s3 = world.S3(credentials);

        Assert.That(() => s3.GetObjectAsync("photos", $"private/{id}/none"), Throws.InstanceOf<NoSuchKeyException>());
        Assert.That(() => s3.GetObjectMetadataAsync("photos", $"private/{id}/none"), Throws.InstanceOf<AmazonS3Exception>().With.Property("StatusCode").EqualTo(HttpStatusCode.NotFound));
        Assert.That(() => s3.GetObjectAsync("nowhere", $"private/{id}/none"), Throws.InstanceOf<AmazonS3Exception>().With.Property("ErrorCode").EqualTo("NoSuchBucket"));
        Assert.That((await s3.DeleteObjectAsync("photos", $"private/{id}/none")).HttpStatusCode, Is.EqualTo(HttpStatusCode.NoContent));
    }

    [Test]
    public async Task An_object_is_replaced_and_deleted()
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync();
        (SessionAWSCredentials credentials, string id) = await world.CredentialsAsync("ana");
        AmazonS3Client s3 = world.S3(credentials);
        string key = $"private/{id}/a";
        await s3.PutObjectAsync(Upload("default", key, Bytes(3)));
        await s3.PutObjectAsync(Upload("default", key, Bytes(5)));
        Assert.That(await ReadAsync(s3, key), Is.EqualTo(Bytes(5)));

        await s3.DeleteObjectAsync("photos", key);

        Assert.That(world.Bucket.Objects, Is.Empty);
    }

    [Test]
    public async Task The_encoding_of_the_content_stays_that_of_the_way_does_not()
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync();
        (SessionAWSCredentials credentials, string id) = await world.CredentialsAsync("ana");
        AmazonS3Client s3 = world.S3(credentials);
        string key = $"private/{id}/a";

        await s3.PutObjectAsync(Upload("default", key, Bytes(3)));
        Assert.That((await s3.GetObjectMetadataAsync("photos", key)).Headers.ContentEncoding, Is.Null.Or.Empty);

        PutObjectRequest zipped = Upload("plain", key, Bytes(3));
        zipped.Headers.ContentEncoding = "gzip";
        await s3.PutObjectAsync(zipped);
        Assert.That((await s3.GetObjectMetadataAsync("photos", key)).Headers.ContentEncoding, Is.EqualTo("gzip"));
    }

    [TestCase(0, 3, "0123", "bytes 0-3/10")]
    [TestCase(8, 20, "89", "bytes 8-9/10")]
    public async Task A_range_is_part_of_the_object(int from, int to, string expected, string told)
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync();
        world.Bucket.Put("public/a", "0123456789"u8.ToArray());
        AmazonS3Client s3 = world.S3((await world.CredentialsAsync()).Credentials);

        using GetObjectResponse got = await s3.GetObjectAsync(new GetObjectRequest { BucketName = "photos", Key = "public/a", ByteRange = new ByteRange(from, to) });

        using var reader = new StreamReader(got.ResponseStream);
        Assert.That((await reader.ReadToEndAsync(), got.ContentRange, got.HttpStatusCode), Is.EqualTo((expected, told, HttpStatusCode.PartialContent)));
    }

    [TestCase("bytes=10-", 416, null)]
    [TestCase("bytes=-3", 206, "789")]
    [TestCase("bytes=4-", 206, "456789")]
    [TestCase("bytes=0-1,4-5", 200, "0123456789")]
    [TestCase("lines=0-1", 200, "0123456789")]
    public async Task Ranges_can_be_written_in_other_ways(string range, int status, string? expected)
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();
        world.Bucket.Put("public/a", "0123456789"u8.ToArray());
        SessionAWSCredentials credentials = (await world.CredentialsAsync()).Credentials;
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(world.Emulator.Endpoint, "/photos/public/a"));
        request.Headers.TryAddWithoutValidation("Range", range);

        using HttpResponseMessage response = await world.Wire.Http.SendAsync(await new MiniSigV4(credentials, world.Emulator.Region, "s3").SignAsync(request, world.Clock.GetUtcNow()));

        Assert.That((int)response.StatusCode, Is.EqualTo(status));
        if (expected is not null)
        {
            Assert.That(await response.Content.ReadAsStringAsync(), Is.EqualTo(expected));
        }
    }

    [TestCase("x-amz-checksum-crc32", "AAAAAA==", "The CRC32 you specified did not match the calculated checksum.")]
    [TestCase("x-amz-checksum-crc32c", "AAAAAA==", "The CRC32C you specified did not match the calculated checksum.")]
    [TestCase("x-amz-checksum-sha1", "AAAAAA==", "The SHA1 you specified did not match the calculated checksum.")]
    [TestCase("x-amz-checksum-sha256", "AAAAAA==", "The SHA256 you specified did not match the calculated checksum.")]
    [TestCase("Content-MD5", "AAAAAA==", "The Content-MD5 you specified did not match what we received.")]
    public async Task A_wrong_checksum_is_refused_though_it_is_signed(string header, string value, string message)
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();
        (SessionAWSCredentials credentials, string id) = await world.CredentialsAsync("ana");
        var request = new HttpRequestMessage(HttpMethod.Put, new Uri(world.Emulator.Endpoint, $"/photos/private/{Uri.EscapeDataString(id)}/a")) { Content = new StringContent("abc") };
        (header == "Content-MD5" ? (System.Net.Http.Headers.HttpHeaders)request.Content.Headers : request.Headers).TryAddWithoutValidation(header, value);

        (HttpStatusCode status, System.Xml.Linq.XElement error) = await world.XmlAsync(await new MiniSigV4(credentials, world.Emulator.Region, "s3").SignAsync(request, world.Clock.GetUtcNow()));

        Assert.That((status, (string?)error.Element("Code"), (string?)error.Element("Message")), Is.EqualTo((HttpStatusCode.BadRequest, "BadDigest", message)));
        Assert.That(world.Bucket.Objects, Is.Empty);
    }

    [TestCase("x-amz-checksum-crc32", "NSRBwg==")]
    [TestCase("x-amz-checksum-crc32c", "Nks/tw==")]
    [TestCase("x-amz-checksum-sha1", "qZk+NkcGgWq6PiVxeFDCbJzQ2J0=")]
    [TestCase("x-amz-checksum-sha256", "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=")]
    public async Task Checksums_of_abc_are_the_well_known_ones_and_are_given_back(string header, string value)
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();
        (SessionAWSCredentials credentials, string id) = await world.CredentialsAsync("ana");
        var url = new Uri(world.Emulator.Endpoint, $"/photos/private/{Uri.EscapeDataString(id)}/a");
        var signer = new MiniSigV4(credentials, world.Emulator.Region, "s3");
        var put = new HttpRequestMessage(HttpMethod.Put, url) { Content = new StringContent("abc"), Headers = { { header, value } } };
        using HttpResponseMessage stored = await world.Wire.Http.SendAsync(await signer.SignAsync(put, world.Clock.GetUtcNow()));
        var get = new HttpRequestMessage(HttpMethod.Get, url) { Headers = { { "x-amz-checksum-mode", "ENABLED" } } };
        using HttpResponseMessage with = await world.Wire.Http.SendAsync(await signer.SignAsync(get, world.Clock.GetUtcNow()));
        using HttpResponseMessage without = await world.Wire.Http.SendAsync(await signer.SignAsync(new HttpRequestMessage(HttpMethod.Get, url), world.Clock.GetUtcNow()));

        Assert.That(stored.Headers.GetValues(header).Single(), Is.EqualTo(value));
        Assert.That(with.Headers.GetValues(header).Single(), Is.EqualTo(value));
        Assert.That(with.Headers.GetValues("x-amz-checksum-type").Single(), Is.EqualTo("FULL_OBJECT"));
        Assert.That(without.Headers.Contains(header), Is.False);
    }

    [TestCase("PUT", "public/b", "x-amz-copy-source")]
    [TestCase("GET", "public/a?acl", null)]
    [TestCase("PUT", "public/a?tagging", null)]
    [TestCase("DELETE", "public/a?versionId=1", null)]
    [TestCase("POST", "?delete", null)]
    [TestCase("GET", "", null)]
    public async Task What_this_S3_does_not_do_is_told_and_does_no_harm(string method, string target, string? header)
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();
        world.Bucket.Put("public/a", "a"u8.ToArray());
        SessionAWSCredentials credentials = (await world.CredentialsAsync("ana")).Credentials;
        var request = new HttpRequestMessage(new HttpMethod(method), new Uri(world.Emulator.Endpoint, $"/photos/{target.Replace("?acl", "?acl=", StringComparison.Ordinal).Replace("?tagging", "?tagging=", StringComparison.Ordinal).Replace("?delete", "?delete=", StringComparison.Ordinal)}"));
        if (header is not null)
        {
            request.Headers.Add(header, "/photos/private/somebody/secret");
        }

        (HttpStatusCode status, System.Xml.Linq.XElement error) = await world.XmlAsync(await new MiniSigV4(credentials, world.Emulator.Region, "s3").SignAsync(request, world.Clock.GetUtcNow()));

        Assert.That((status, (string?)error.Element("Code")), Is.EqualTo((HttpStatusCode.NotImplemented, "NotImplemented")));
        Assert.That(world.Bucket.Objects.Select(one => one.Key), Is.EqualTo(new[] { "public/a" }));
    }

    [Test]
    public async Task A_body_longer_than_allowed_is_refused()
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync(options: new Amplify.Emulator.EmulatorOptions { MaxObjectBytes = 1000, Clock = Amplify.Emulator.EmulatorClock.Real() });
        (SessionAWSCredentials credentials, string id) = await world.CredentialsAsync("ana");

        Assert.That(() => world.S3(credentials).PutObjectAsync(Upload("plain", $"private/{id}/a", Bytes(1001))), Throws.InstanceOf<AmazonS3Exception>().With.Property("StatusCode").EqualTo(HttpStatusCode.RequestEntityTooLarge));
    }

    private static PutObjectRequest Upload(string way, string key, byte[] content)
    {
        var request = new PutObjectRequest
        {
            BucketName = "photos",
            Key = key,
            InputStream = new MemoryStream(content),
            ContentType = "image/png",
            Metadata = { ["x-amz-meta-owner"] = "ana" },
            Headers = { ContentDisposition = "inline", CacheControl = "no-store" },
            UseChunkEncoding = way != "plain",
        };
        switch (way)
        {
            case "SHA256" or "SHA1":
                request.ChecksumAlgorithm = new ChecksumAlgorithm(way);
                break;
            case "MD5":
#pragma warning disable CA5351 // The protocol's choice.
                request.MD5Digest = Convert.ToBase64String(System.Security.Cryptography.MD5.HashData(content));
#pragma warning restore CA5351
                break;
        }

        return request;
    }

    private static byte[] Bytes(int count) => [.. Enumerable.Range(0, count).Select(i => (byte)((i * 7) + (i >> 8)))];

    private static async Task<byte[]> ReadAsync(AmazonS3Client s3, string key)
    {
        using GetObjectResponse got = await s3.GetObjectAsync("photos", key);
        using var whole = new MemoryStream();
        await got.ResponseStream.CopyToAsync(whole);
        return whole.ToArray();
    }
}
