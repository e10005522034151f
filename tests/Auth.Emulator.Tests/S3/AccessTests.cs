using System.Net;
using System.Xml.Linq;
using Amazon.Runtime;

namespace Amplify.Tests;

/// <summary>Who may do what where.</summary>
public sealed class AccessTests
{
    public enum Who
    {
        Ana, Ben, Guest,
    }

    // {ana} stands for Ana's identity id, {guest} for the guest's.
    [TestCase(Who.Ana, "PUT", "private/{ana}/new", true)]
    [TestCase(Who.Ana, "GET", "private/{ana}/a", true)]
    [TestCase(Who.Ana, "HEAD", "private/{ana}/a", true)]
    [TestCase(Who.Ana, "DELETE", "private/{ana}/a", true)]
    [TestCase(Who.Ana, "LIST", "private/{ana}/", true)]
    [TestCase(Who.Ben, "PUT", "private/{ana}/new", false)]
    [TestCase(Who.Ben, "GET", "private/{ana}/a", false)]
    [TestCase(Who.Ben, "HEAD", "private/{ana}/a", false)]
    [TestCase(Who.Ben, "DELETE", "private/{ana}/a", false)]
    [TestCase(Who.Ben, "LIST", "private/{ana}/", false)]
    [TestCase(Who.Guest, "GET", "private/{ana}/a", false)]
    [TestCase(Who.Guest, "PUT", "private/{guest}/new", true)]
    [TestCase(Who.Ana, "PUT", "public/new", true)]
    [TestCase(Who.Ana, "DELETE", "public/a", true)]
    [TestCase(Who.Ben, "GET", "public/a", true)]
    [TestCase(Who.Guest, "GET", "public/a", true)]
    [TestCase(Who.Guest, "LIST", "public/", true)]
    [TestCase(Who.Guest, "PUT", "public/new", false)]
    [TestCase(Who.Guest, "DELETE", "public/a", false)]
    [TestCase(Who.Guest, "POST", "public/new?uploads=", false)]
    [TestCase(Who.Ben, "POST", "private/{ana}/new?uploads=", false)]
    [TestCase(Who.Ana, "GET", "other/a", false)]
    [TestCase(Who.Ana, "PUT", "other/new", false)]
    [TestCase(Who.Ana, "PUT", "private/{ana}", false)]
    [TestCase(Who.Ana, "PUT", "public", false)]
    [TestCase(Who.Ana, "LIST", "", false)]
    [TestCase(Who.Ana, "LIST", "private/", false)]
    [TestCase(Who.Ana, "LIST", "private/{ana}", false)]
    [TestCase(Who.Ana, "LIST", "publi", false)]
    [TestCase(Who.Ben, "GET", "public/../private/{ana}/a", true, Description = "a key like any other: S3 has no folders")]
    public async Task Access(Who who, string method, string key, bool allowed)
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();
        world.AddUser("ben");
        (SessionAWSCredentials ana, string anaId) = await world.CredentialsAsync("ana");
        (SessionAWSCredentials guest, string guestId) = await world.CredentialsAsync();
        SessionAWSCredentials credentials = who switch { Who.Ana => ana, Who.Guest => guest, _ => (await world.CredentialsAsync("ben")).Credentials };
        string[] known = [$"private/{anaId}/a", "public/a", "other/a", $"public/../private/{anaId}/a"];
        Array.ForEach(known, one => world.Bucket.Put(one, "<a/>"u8.ToArray()));
        string real = key.Replace("{ana}", anaId, StringComparison.Ordinal).Replace("{guest}", guestId, StringComparison.Ordinal);

        (int status, string? code) = await SendAsync(world, credentials, method, real);

        Assert.That(status is >= 200 and < 300, Is.EqualTo(allowed), $"{status} {code}");
        if (!allowed)
        {
            Assert.That((status, code), Is.EqualTo((403, method == "HEAD" ? null : "AccessDenied")));
            Assert.That(world.Bucket.Objects.Select(one => one.Key), Is.EquivalentTo(known));
        }
    }

    private static async Task<(int Status, string? Code)> SendAsync(IdentityWorld world, SessionAWSCredentials credentials, string method, string key)
    {
        string[] parts = key.Split('?');
        // Dots would be resolved by the client: written as escapes they are sent as they are meant.
        string path = string.Join('/', parts[0].Split('/').Select(Uri.EscapeDataString)).Replace("..", "%2E%2E", StringComparison.Ordinal);
        string target = method == "LIST" ? $"/photos/?list-type=2&prefix={Uri.EscapeDataString(key)}" : $"/photos/{path}{(parts.Length == 2 ? $"?{parts[1]}" : "")}";
        var url = new Uri(new Uri(world.Emulator.Endpoint.GetLeftPart(UriPartial.Authority)), target);
        if (target.Contains("%2E%2E", StringComparison.Ordinal))
        {
            url = new Uri($"{world.Emulator.Endpoint.GetLeftPart(UriPartial.Authority)}{target}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        }

        var request = new HttpRequestMessage(new HttpMethod(method == "LIST" ? "GET" : method), url);
        using HttpResponseMessage response = await world.Wire.Http.SendAsync(await new MiniSigV4(credentials, world.Emulator.Region, "s3").SignAsync(request, world.Clock.GetUtcNow()));
        string text = await response.Content.ReadAsStringAsync();
        return ((int)response.StatusCode, response.StatusCode == HttpStatusCode.Forbidden && text.Length > 0 ? (string?)XElement.Parse(text).Element("Code") : null);
    }
}
