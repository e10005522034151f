using System.Net;
using System.Xml.Linq;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace Amplify.Tests;

/// <summary>ListObjectsV2.</summary>
public sealed class ListingTests
{
    [Test]
    public async Task Objects_below_a_prefix_are_listed_in_order()
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync();
        AmazonS3Client s3 = await FilledAsync(world, "public/b", "public/a", "other/x", "public/c d+é&<>.txt");

        ListObjectsV2Response list = await s3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = "photos", Prefix = "public/" });

        Assert.That(list.S3Objects.Select(one => one.Key), Is.EqualTo(new[] { "public/a", "public/b", "public/c d+é&<>.txt" }));
        Assert.That((list.KeyCount, list.IsTruncated, list.Name, list.Prefix, list.MaxKeys), Is.EqualTo(((int?)3, (bool?)false, "photos", "public/", (int?)1000)));
        S3Object first = list.S3Objects[0];
        Assert.That((first.Size, first.ETag), Is.EqualTo(((long?)8, $"\"{world.Bucket.Find("public/a")!.ETag}\"")));
        Assert.That(first.LastModified!.Value.ToUniversalTime(), Is.EqualTo(world.Clock.GetUtcNow().UtcDateTime).Within(TimeSpan.FromSeconds(30)));
    }

    [Test]
    public async Task What_lies_behind_a_delimiter_is_one_common_prefix()
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync();
        AmazonS3Client s3 = await FilledAsync(world, "public/a", "public/b/1", "public/b/2", "public/c", "public/d/1/2");

        ListObjectsV2Response list = await s3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = "photos", Prefix = "public/", Delimiter = "/" });

        Assert.That(list.S3Objects.Select(one => one.Key), Is.EqualTo(new[] { "public/a", "public/c" }));
        Assert.That(list.CommonPrefixes, Is.EqualTo(new[] { "public/b/", "public/d/" }));
        Assert.That(list.KeyCount, Is.EqualTo(4));
    }

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    [TestCase(100)]
    public async Task Pages_together_are_the_whole(int size)
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync();
        AmazonS3Client s3 = await FilledAsync(world, "public/a", "public/b/1", "public/b/2", "public/c/1", "public/d", "public/e");
        var found = new List<string>();
        var request = new ListObjectsV2Request { BucketName = "photos", Prefix = "public/", Delimiter = "/", MaxKeys = size };
        ListObjectsV2Response page;
        do
        {
            page = await s3.ListObjectsV2Async(request);
            Assert.That(page.KeyCount, Is.LessThanOrEqualTo(size));
            found.AddRange((page.S3Objects ?? []).Select(one => one.Key));
            found.AddRange(page.CommonPrefixes ?? []);
            request.ContinuationToken = page.NextContinuationToken;
        }
        while (page.IsTruncated == true);

        Assert.That(found.Order(StringComparer.Ordinal), Is.EqualTo(new[] { "public/a", "public/b/", "public/c/", "public/d", "public/e" }));
    }

    [Test]
    public async Task A_listing_can_start_after_a_key_and_encode_its_keys()
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync();
        AmazonS3Client s3 = await FilledAsync(world, "public/a", "public/b\u0001 +%.txt");

        ListObjectsV2Response list = await s3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = "photos", Prefix = "public/", StartAfter = "public/a", Encoding = EncodingType.Url });

        Assert.That(list.S3Objects.Single().Key, Is.EqualTo("public/b\u0001 +%.txt").Or.EqualTo("public/b%01+%2B%25.txt"));
    }

    [TestCase("max-keys=x")]
    [TestCase("max-keys=-1")]
    [TestCase("continuation-token=%21%21")]
    [TestCase("encoding-type=base64")]
    public async Task A_parameter_that_makes_no_sense_is_told(string parameter)
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();
        SessionAWSCredentials credentials = (await world.CredentialsAsync()).Credentials;
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(world.Emulator.Endpoint, $"/photos?list-type=2&prefix=public%2F&{parameter}"));

        (HttpStatusCode status, XElement error) = await world.XmlAsync(await new MiniSigV4(credentials, world.Emulator.Region, "s3").SignAsync(request, world.Clock.GetUtcNow()));

        Assert.That((status, (string?)error.Element("Code")), Is.EqualTo((HttpStatusCode.BadRequest, "InvalidArgument")));
    }

    private static async Task<AmazonS3Client> FilledAsync(IdentityWorld world, params string[] keys)
    {
        Array.ForEach(keys, key => world.Bucket.Put(key, "<a></a>\n"u8.ToArray()));
        return world.S3((await world.CredentialsAsync()).Credentials);
    }
}
