using System.Net;
using System.Xml.Linq;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace Amplify.Tests;

/// <summary>Addresses signed beforehand.</summary>
public sealed class PresignedTests
{
    [Test]
    public async Task A_file_is_read_by_its_address_alone_until_it_expires()
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync();
        (string url, _) = await UrlAsync(world, HttpVerb.GET, request => request.ResponseHeaderOverrides.ContentDisposition = "attachment; filename=\"b.txt\"");

        using HttpResponseMessage response = await world.Wire.Http.GetAsync(url);
        Assert.That((response.StatusCode, await response.Content.ReadAsStringAsync()), Is.EqualTo((HttpStatusCode.OK, "hello")));
        Assert.That(response.Content.Headers.ContentDisposition!.FileName, Does.Contain("b.txt"));

        world.Clock.Advance(TimeSpan.FromMinutes(6));
        await RefusedAsync(world, new HttpRequestMessage(HttpMethod.Get, url), "Request has expired");
    }

    [Test]
    public async Task A_file_is_put_by_its_address()
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync();
        (string url, string key) = await UrlAsync(world, HttpVerb.PUT, request => request.ContentType = "text/plain");
        using var content = new StringContent("new", System.Text.Encoding.UTF8);
        content.Headers.ContentType = new("text/plain");

        using HttpResponseMessage response = await world.Wire.Http.PutAsync(url, content);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK), await response.Content.ReadAsStringAsync());
        Assert.That((world.Bucket.Find(key)!.ContentType, world.Bucket.Find(key)!.Content.Length), Is.EqualTo(("text/plain", 3)));
    }

    [Test]
    public async Task An_address_is_for_its_method_only()
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync();
        (string url, string key) = await UrlAsync(world, HttpVerb.GET);

        using HttpResponseMessage response = await world.Wire.Http.DeleteAsync(url);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(world.Bucket.Find(key), Is.Not.Null);
    }

    [Test]
    public async Task An_address_dies_with_its_credentials()
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync();
        (string url, _) = await UrlAsync(world, HttpVerb.GET, request => request.Expires = DateTime.UnixEpoch.AddSeconds(world.Clock.GetUtcNow().ToUnixTimeSeconds()).AddHours(5));
        world.Clock.Advance(TimeSpan.FromHours(1));

        using HttpResponseMessage response = await world.Wire.Http.GetAsync(url);

        Assert.That((string?)XElement.Parse(await response.Content.ReadAsStringAsync()).Element("Code"), Is.EqualTo("ExpiredToken"));
    }

    [Test]
    public async Task An_address_from_the_future_is_not_valid_yet()
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync();
        (string url, _) = await UrlAsync(world, HttpVerb.GET);
        world.Clock.SetUtcNow(world.Clock.GetUtcNow().AddMinutes(-16));

        await RefusedAsync(world, new HttpRequestMessage(HttpMethod.Get, url), "Request is not valid yet");
    }

    [TestCase("X-Amz-Security-Token", null, "InvalidToken")]
    [TestCase("X-Amz-Signature", null, "AuthorizationHeaderMalformed")]
    [TestCase("X-Amz-Expires", "604801", "AuthorizationHeaderMalformed")]
    [TestCase("X-Amz-Expires", "0", "AuthorizationHeaderMalformed")]
    [TestCase("X-Amz-Expires", "604800", "SignatureDoesNotMatch")]
    [TestCase("X-Amz-Expires", null, "AuthorizationHeaderMalformed")]
    [TestCase("X-Amz-Date", "yesterday", "AuthorizationHeaderMalformed")]
    [TestCase("X-Amz-Algorithm", "AWS4-ECDSA-P256-SHA256", "AuthorizationHeaderMalformed")]
    [TestCase("X-Amz-Credential", "nobody", "AuthorizationHeaderMalformed")]
    public async Task A_parameter_taken_away_or_spoilt_makes_it_worthless(string name, string? value, string code)
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync();
        (string url, _) = await UrlAsync(world, HttpVerb.GET);
        string[] parts = url.Split('?');
        IEnumerable<string> query = parts[1].Split('&').Where(pair => !pair.StartsWith($"{name}=", StringComparison.Ordinal)).Concat(value is null ? [] : [$"{name}={value}"]);

        using HttpResponseMessage response = await world.Wire.Http.GetAsync($"{parts[0]}?{string.Join('&', query)}");

        Assert.That((string?)XElement.Parse(await response.Content.ReadAsStringAsync()).Element("Code"), Is.EqualTo(code));
    }

    [Test]
    public async Task A_header_that_is_not_signed_along_is_refused()
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync();
        (string url, _) = await UrlAsync(world, HttpVerb.PUT);
        var request = new HttpRequestMessage(HttpMethod.Put, url) { Content = new ByteArrayContent([]), Headers = { { "x-amz-meta-owner", "me" } } };

        await RefusedAsync(world, request, "There were headers present in the request which were not signed");
    }

    private static async Task<(string Url, string Key)> UrlAsync(IdentityWorld world, HttpVerb verb, Action<GetPreSignedUrlRequest>? change = null)
    {
        (SessionAWSCredentials credentials, string id) = await world.CredentialsAsync("ana");
        string key = $"private/{id}/a b.txt";
        world.Bucket.Put(key, "hello"u8.ToArray());
        var request = new GetPreSignedUrlRequest { BucketName = "photos", Key = key, Verb = verb, Expires = world.Clock.GetUtcNow().UtcDateTime.AddMinutes(5), Protocol = Protocol.HTTP };
        change?.Invoke(request);
        return (await world.S3(credentials).GetPreSignedURLAsync(request), key);
    }

    private static async Task RefusedAsync(IdentityWorld world, HttpRequestMessage request, string message)
    {
        (HttpStatusCode status, XElement error) = await world.XmlAsync(request);

        Assert.That((status, (string?)error.Element("Code"), (string?)error.Element("Message")), Is.EqualTo((HttpStatusCode.Forbidden, "AccessDenied", message)));
    }
}
