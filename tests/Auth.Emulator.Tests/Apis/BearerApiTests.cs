using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Amplify.Emulator;

namespace Amplify.Tests;

/// <summary>APIs behind the tokens of a user pool.</summary>
public sealed class BearerApiTests
{
    [TestCase("AccessToken", "access")]
    [TestCase("IdToken", "id")]
    public async Task It_tells_who_called(string token, string use)
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();
        EmulatedBearerApi api = world.Emulator.AddBearerApi(world.Wire.Pool);

        (HttpStatusCode status, JsonObject answer, _) = await CallAsync(world, api, (string)(await world.Wire.SignInAsync())[token]!);

        Assert.That((status, (string)answer["sub"]!, (string)answer["tokenUse"]!, (int)answer["bodyLength"]!), Is.EqualTo((HttpStatusCode.OK, world.Ana.Sub, use, 4)));
    }

    [TestCase("expired", "the token has expired")]
    [TestCase("signed out", "the token has been revoked")]
    [TestCase("deleted", "its user is gone")]
    [TestCase("disabled", "its user is gone")]
    [TestCase("rotated", "it is not of this user pool")]
    [TestCase("another pool's", "it is not of this user pool")]
    [TestCase("another issuer's", "it is not of this user pool")]
    [TestCase("nonsense", "it is no JWT")]
    public async Task A_token_that_is_worth_nothing_any_more_is_told(string how, string why)
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();
        EmulatedBearerApi api = world.Emulator.AddBearerApi(how == "another pool's" ? world.Emulator.AddUserPool() : world.Wire.Pool);
        string token = how == "nonsense" ? how : (string)(await world.Wire.SignInAsync())["AccessToken"]!;
        if (how == "another issuer's")
        {
            JsonObject claims = new Jwt(token).Claims.DeepClone().AsObject();
            claims["iss"] = "https://elsewhere.example.com";
            token = world.Wire.Pool.SignToken(null, claims);
        }

        Action end = how switch
        {
            "expired" => () => world.Clock.Advance(TimeSpan.FromHours(1)),
            "signed out" => world.Ana.SignOutEverywhere,
            "deleted" => world.Ana.Delete,
            "disabled" => world.Ana.Disable,
            "rotated" => world.Wire.Pool.RotateSigningKeys,
            _ => () => { },
        };
        end();

        (HttpStatusCode status, JsonObject answer, string challenge) = await CallAsync(world, api, token);

        Assert.That((status, (string)answer["message"]!), Is.EqualTo((HttpStatusCode.Unauthorized, "Unauthorized")));
        Assert.That(challenge, Is.EqualTo($"Bearer error=\"invalid_token\", error_description=\"{why}\""));
    }

    [TestCase(null)]
    [TestCase("Basic YTpi")]
    [TestCase("Bearer")]
    public async Task Without_a_token_it_asks_for_one(string? authorization)
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();
        EmulatedBearerApi api = world.Emulator.AddBearerApi(world.Wire.Pool);
        using var request = new HttpRequestMessage(HttpMethod.Get, api.Url);
        request.Headers.TryAddWithoutValidation("Authorization", authorization is null ? [] : [authorization]);

        using HttpResponseMessage response = await world.Wire.Http.SendAsync(request);

        Assert.That((response.StatusCode, response.Headers.WwwAuthenticate.ToString()), Is.EqualTo((HttpStatusCode.Unauthorized, "Bearer")));
    }

    [Test]
    public async Task A_refresh_token_opens_nothing_and_a_pool_has_one_API()
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();
        EmulatedBearerApi api = world.Emulator.AddBearerApi(world.Wire.Pool);

        Assert.That((await CallAsync(world, api, (string)(await world.Wire.SignInAsync())["RefreshToken"]!)).Status, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(() => world.Emulator.AddBearerApi(world.Wire.Pool), Throws.InvalidOperationException);
    }

    [Test]
    public async Task It_can_send_its_callers_elsewhere()
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();
        EmulatedBearerApi api = world.Emulator.AddBearerApi(world.Wire.Pool);
        api.RedirectTo = new Uri("http://localhost:1/elsewhere");
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });

        using HttpResponseMessage response = await http.GetAsync(api.Url);

        Assert.That((response.StatusCode, response.Headers.Location), Is.EqualTo((HttpStatusCode.TemporaryRedirect, api.RedirectTo)));
    }

    private static async Task<(HttpStatusCode Status, JsonObject Answer, string Challenge)> CallAsync(IdentityWorld world, EmulatedBearerApi api, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(api.Url, "items")) { Content = new StringContent("body") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using HttpResponseMessage response = await world.Wire.Http.SendAsync(request);
        string challenge = string.Join(',', response.Headers.TryGetValues("WWW-Authenticate", out IEnumerable<string>? values) ? values : []);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject(), challenge);
    }
}
