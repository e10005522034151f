using System.Net;
using Amplify.Emulator;

namespace Amplify.Tests;

/// <summary>Buckets in process, and beside everything else on the same port.</summary>
public sealed class BucketTests
{
    [TestCase("ab")]
    [TestCase("Photos")]
    [TestCase("eu-west-1_pool")]
    [TestCase("-photos")]
    [TestCase("oauth2")]
    [TestCase("login")]
    [TestCase("apis")]
    [TestCase("hosted-ui")]
    [TestCase("providers")]
    [TestCase("")]
    public async Task Some_names_are_no_buckets(string name)
    {
        await using CognitoEmulator cognito = await CognitoEmulator.StartAsync();

        Assert.That(() => cognito.AddBucket(name), Throws.InstanceOf<ArgumentException>());
        Assert.That(cognito.Buckets, Is.Empty);
    }

    [Test]
    public async Task A_bucket_is_made_once()
    {
        await using CognitoEmulator cognito = await CognitoEmulator.StartAsync();
        EmulatedBucket photos = cognito.AddBucket("photos");

        Assert.That(() => cognito.AddBucket("photos"), Throws.InvalidOperationException);
        Assert.That(cognito.Buckets, Is.EqualTo(new[] { photos }));
    }

    [Test]
    public async Task A_test_puts_finds_and_deletes_objects_in_process()
    {
        await using CognitoEmulator cognito = await CognitoEmulator.StartAsync();
        EmulatedBucket photos = cognito.AddBucket("photos");

        EmulatedObject put = photos.Put("b", "hello"u8.ToArray(), "text/plain");
        photos.Put("a", default);

        Assert.That(photos.Objects.Select(one => one.Key), Is.EqualTo(new[] { "a", "b" }));
        Assert.That((photos.Find("b"), photos.Find("c")), Is.EqualTo((put, (EmulatedObject?)null)));
        Assert.That((put.ETag, put.ContentType), Is.EqualTo(("5d41402abc4b2a76b9719d911017c592", "text/plain")));
        Assert.That((photos.Delete("b"), photos.Delete("b"), photos.Find("b")), Is.EqualTo((true, false, (EmulatedObject?)null)));
    }

    [Test]
    public async Task Everything_else_on_the_port_is_as_it_was()
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();
        async Task<HttpStatusCode> Get(string path)
        {
            using HttpResponseMessage response = await world.Wire.Http.GetAsync(new Uri(world.Emulator.Endpoint, path));
            return response.StatusCode;
        }

        Assert.That(await Get($"/{world.Wire.Pool.Id}/.well-known/jwks.json"), Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await Get("/photos"), Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(await Get("/photos/public/x"), Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(await Get("/photosx/public/x"), Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(await Get("/login"), Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(await Get("/apis/execute-api/eu-west-1/"), Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task A_browser_may_ask_first()
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();
        using var request = new HttpRequestMessage(HttpMethod.Options, new Uri(world.Emulator.Endpoint, "/photos/public/x"));

        using HttpResponseMessage response = await world.Wire.Http.SendAsync(request);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(response.Headers.GetValues("Access-Control-Allow-Methods").Single(), Does.Contain("PUT").And.Contain("DELETE"));
    }
}
