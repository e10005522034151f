using System.Text.Json.Nodes;
using Amplify.Emulator;

namespace Amplify.Tests;

/// <summary>GetOpenIdToken and UnlinkIdentity.</summary>
public sealed class OpenIdTokenTests
{
    private static readonly IdentityPoolSettings Classic = new() { AllowClassicFlow = true };

    [Test]
    public async Task The_token_of_a_user_says_so_for_ten_minutes()
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync(Classic);
        JsonObject logins = await world.LoginsAsync();
        string id = await world.NewIdAsync(logins);

        JsonObject answer = (await TokenAsync(world, id, logins)).MustSucceed().Json;

        Assert.That((string)answer["IdentityId"]!, Is.EqualTo(id));
        var token = new Jwt((string)answer["Token"]!);
        long now = world.Clock.GetUtcNow().ToUnixTimeSeconds();
        Assert.That(token.Header.ToJsonString(), Is.EqualTo("""{"kid":"eu-west-11","typ":"JWS","alg":"RS512"}"""));
        Assert.That(JsonNode.DeepEquals(token.Claims, new JsonObject
        {
            ["sub"] = id,
            ["aud"] = world.Identities.Id,
            ["amr"] = new JsonArray("authenticated", world.Provider, $"{world.Provider}:CognitoSignIn:{world.Ana.Sub}"),
            ["iss"] = "https://cognito-identity.amazonaws.com",
            ["https://cognito-identity.amazonaws.com/identity-pool-arn"] = $"arn:aws:cognito-identity:eu-west-1:123456789012:identitypool/{world.Identities.Id}",
            ["exp"] = now + 600,
            ["iat"] = now,
        }), token.Claims.ToJsonString());
    }

    [Test]
    public async Task The_token_of_a_guest_says_unauthenticated()
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync(Classic);

        WireAnswer answer = (await TokenAsync(world, await world.NewIdAsync())).MustSucceed();

        Assert.That(new Jwt((string)answer.Json["Token"]!).Claims["amr"]!.ToJsonString(), Is.EqualTo("""["unauthenticated"]"""));
    }

    [Test]
    public async Task It_is_refused_where_only_the_enhanced_flow_is_open_and_to_strangers()
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();
        string id = await world.NewIdAsync(await world.LoginsAsync());

        (await TokenAsync(world, id)).MustBe("InvalidParameterException", "Basic (classic) flow is not enabled, please use enhanced flow.");
        world.Identities.AllowClassicFlow = true;
        (await TokenAsync(world, id)).MustBe("NotAuthorizedException", $"Access to Identity '{id}' is forbidden.");
        (await TokenAsync(world, "eu-west-1:00")).MustBe("ResourceNotFoundException", "Identity 'eu-west-1:00' not found.");
    }

    [Test]
    public async Task An_unlinked_login_is_a_new_identity_next_time()
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();
        EmulatedOpenIdIssuer google = world.Emulator.CreateOpenIdIssuer("https://accounts.google.com");
        world.Identities.AddOpenIdProvider(google, "app");
        JsonObject logins = await world.LoginsAsync();
        logins["accounts.google.com"] = google.CreateToken("g", "app");
        string id = await world.NewIdAsync(logins);

        WireAnswer unlinked = await UnlinkAsync(world, id, await world.LoginsAsync(), "accounts.google.com");

        unlinked.MustSucceedWithoutBody();
        Assert.That(world.Identities.FindIdentity(id)!.Logins, Is.EqualTo(new[] { world.Provider }));
        Assert.That(await world.NewIdAsync(new JsonObject { ["accounts.google.com"] = google.CreateToken("g", "app") }), Is.Not.EqualTo(id));
        Assert.That(await world.NewIdAsync(await world.LoginsAsync()), Is.EqualTo(id));
    }

    [Test]
    public async Task Without_its_last_login_an_identity_is_out_of_reach()
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();
        JsonObject logins = await world.LoginsAsync();
        string id = await world.NewIdAsync(logins);

        (await UnlinkAsync(world, id, logins, world.Wire.Pool.Issuer.Split("://")[1])).MustSucceedWithoutBody();

        (await world.GetCredentialsAsync(id)).MustBe("NotAuthorizedException", $"Access to Identity '{id}' is forbidden.");
        (await world.GetCredentialsAsync(id, logins))
            .MustBe("NotAuthorizedException", "Logins don't match. Please include at least one valid login for this identity or identity pool.");
    }

    [Test]
    public async Task Only_who_can_sign_in_can_unlink()
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();
        world.AddUser("ben");
        string id = await world.NewIdAsync(await world.LoginsAsync());

        (await UnlinkAsync(world, id, await world.LoginsAsync("ben"), world.Provider))
            .MustBe("NotAuthorizedException", "Logins don't match. Please include at least one valid login for this identity or identity pool.");
        Assert.That((await UnlinkAsync(world, id, [], world.Provider)).ErrorCode, Is.EqualTo("NotAuthorizedException"));
        Assert.That(world.Identities.FindIdentity(id)!.Logins, Is.EqualTo(new[] { world.Provider }));
    }

    private static Task<WireAnswer> TokenAsync(IdentityWorld world, string id, JsonObject? logins = null) =>
        world.Wire.IdentityCallAsync("GetOpenIdToken", new JsonObject { ["IdentityId"] = id, ["Logins"] = logins?.DeepClone() });

    private static Task<WireAnswer> UnlinkAsync(IdentityWorld world, string id, JsonObject logins, string provider) => world.Wire.IdentityCallAsync(
        "UnlinkIdentity", new JsonObject { ["IdentityId"] = id, ["Logins"] = logins.DeepClone(), ["LoginsToRemove"] = new JsonArray(provider) });
}
