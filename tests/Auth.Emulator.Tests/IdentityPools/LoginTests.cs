using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using Amplify.Emulator;

namespace Amplify.Tests;

/// <summary>Which tokens of a user pool are believed.</summary>
public sealed class LoginTests
{
    private const string NotSigned = "Invalid login token. Couldn't verify signed token.";
    private const string Unsupported = "Token is not from a supported provider of this identity pool.";

    [Test]
    public async Task A_changed_token_is_not_believed()
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();
        string[] parts = (await world.IdTokenAsync()).Split('.');
        JsonObject claims = JsonNode.Parse(Base64Url.DecodeFromChars(parts[1]))!.AsObject();
        claims["sub"] = "somebody-else";

        await RefusedAsync(world, $"{parts[0]}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims.ToJsonString()))}.{parts[2]}", NotSigned);
    }

    [Test]
    public async Task A_token_of_a_rotated_key_is_not_believed()
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();
        string token = await world.IdTokenAsync();
        world.Wire.Pool.RotateSigningKeys();

        await RefusedAsync(world, token, NotSigned);
    }

    [TestCase("none", true)]
    [TestCase("HS256", true)]
    [TestCase("RS256", false)]
    public async Task Another_algorithm_or_key_than_the_pools_is_not_believed_though_the_signature_is_right(string algorithm, bool ownKeyId)
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();
        JsonObject claims = new Jwt(await world.IdTokenAsync()).Claims;
        var header = new JsonObject { ["kid"] = ownKeyId ? world.Wire.Pool.IdTokenKeyId : world.Wire.Pool.AccessTokenKeyId, ["alg"] = algorithm };

        await RefusedAsync(world, world.Wire.Pool.SignToken(header, claims.DeepClone().AsObject()), NotSigned);
    }

    [TestCase("origin_jti", "nobody's")]
    [TestCase("sub", "ben's")]
    public async Task With_the_server_side_check_a_token_belongs_to_a_sign_in_of_its_user(string claim, string value)
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();
        world.Identities.AddUserPoolClient(world.Wire.Client, serverSideTokenCheck: true);
        JsonObject claims = new Jwt(await world.IdTokenAsync()).Claims.DeepClone().AsObject();
        claims[claim] = claim == "sub" ? world.AddUser("ben").Sub : value;

        await RefusedAsync(world, world.Wire.Pool.SignToken(null, claims), "Token is inactive");
    }

    [Test]
    public async Task An_expired_token_is_told_with_its_time()
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();
        string token = await world.IdTokenAsync();
        long expiry = (long)new Jwt(token).Claims["exp"]!;

        world.Clock.Advance(TimeSpan.FromHours(1) - TimeSpan.FromSeconds(1));
        (await world.GetIdAsync(new JsonObject { [world.Provider] = token })).MustSucceed();
        world.Clock.Advance(TimeSpan.FromSeconds(1));

        await RefusedAsync(world, token, $"Invalid login token. Token expired: {expiry} >= {expiry}");
    }

    [Test]
    public async Task An_access_token_is_no_login()
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();

        await RefusedAsync(world, (string)(await world.Wire.SignInAsync())["AccessToken"]!, "Invalid login token. Missing a required claim: aud");
    }

    [Test]
    public async Task An_access_token_dressed_up_is_no_login()
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();
        JsonObject claims = new Jwt((string)(await world.Wire.SignInAsync())["AccessToken"]!).Claims.DeepClone().AsObject();
        claims["aud"] = world.Wire.Client.Id;

        await RefusedAsync(world, world.Wire.Pool.SignToken(null, claims), NotSigned);
    }

    [TestCase("nonsense")]
    [TestCase("a.b.c")]
    [TestCase("")]
    public async Task What_is_no_token_is_told(string token)
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();

        await RefusedAsync(world, token, "Invalid login token. Not a valid OpenId Connect identity token.");
    }

    [Test]
    public async Task A_token_of_another_client_is_not_supported()
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();
        world.Wire.Client = world.Wire.Pool.AddClient();
        string token = await world.IdTokenAsync();

        await RefusedAsync(world, token, Unsupported);
        world.Identities.AddUserPoolClient(world.Wire.Client);
        (await world.GetIdAsync(new JsonObject { [world.Provider] = token })).MustSucceed();
    }

    [Test]
    public async Task A_token_of_another_pool_does_not_match_the_provider_named()
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();
        EmulatedUserPool other = world.Emulator.AddUserPool();
        world.Identities.AddUserPoolClient(other.AddClient());
        string name = $"cognito-idp.eu-west-1.amazonaws.com/{other.Id}";

        (await world.GetIdAsync(new JsonObject { [name] = await world.IdTokenAsync() })).MustBe("NotAuthorizedException", "Invalid login token. Issuer doesn't match providerName");
    }

    [TestCase("accounts.google.com")]
    [TestCase("cognito-idp.eu-west-1.amazonaws.com/eu-west-1_unknown")]
    [TestCase("cognito-identity.amazonaws.com")]
    public async Task A_provider_the_pool_does_not_have_is_not_supported(string name)
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();

        (await world.GetIdAsync(new JsonObject { [name] = await world.IdTokenAsync() })).MustBe("NotAuthorizedException", Unsupported);
    }

    [Test]
    public async Task A_pool_without_providers_takes_no_logins()
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();
        EmulatedIdentityPool bare = world.Emulator.AddIdentityPool();

        (await world.Wire.IdentityCallAsync("GetId", new JsonObject { ["IdentityPoolId"] = bare.Id, ["Logins"] = await world.LoginsAsync() }))
            .MustBe("NotAuthorizedException", "Logins don't match. Please include at least one valid login for this identity or identity pool.");
    }

    [TestCase("signed out")]
    [TestCase("revoked")]
    [TestCase("disabled")]
    [TestCase("deleted")]
    [TestCase("made anew")]
    public async Task With_the_server_side_check_a_token_dies_with_its_sign_in(string how)
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();
        world.Identities.AddUserPoolClient(world.Wire.Client, serverSideTokenCheck: true);
        JsonObject tokens = await world.Wire.SignInAsync();
        var logins = new JsonObject { [world.Provider] = (string)tokens["IdToken"]! };
        string id = await world.NewIdAsync(logins);

        await EndAsync(world, how, (string)tokens["RefreshToken"]!);

        (await world.GetIdAsync(logins)).MustBe("NotAuthorizedException", "Token is inactive");
        (await world.GetCredentialsAsync(id, logins)).MustBe("NotAuthorizedException", "Token is inactive");
    }

    [TestCase("signed out")]
    [TestCase("deleted")]
    public async Task Without_the_check_it_lives_as_long_as_it_says(string how)
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();
        JsonObject tokens = await world.Wire.SignInAsync();
        await EndAsync(world, how, (string)tokens["RefreshToken"]!);

        (await world.GetIdAsync(new JsonObject { [world.Provider] = (string)tokens["IdToken"]! })).MustSucceed();
    }

    private static async Task EndAsync(IdentityWorld world, string how, string refreshToken)
    {
        switch (how)
        {
            case "signed out":
                world.Ana.SignOutEverywhere();
                break;
            case "revoked":
                (await world.Wire.ClientCallAsync("RevokeToken", new JsonObject { ["Token"] = refreshToken })).MustSucceed();
                break;
            case "disabled":
                world.Ana.Disable();
                break;
            case "deleted":
                world.Ana.Delete();
                break;
            case "made anew":
                world.Ana.Delete();
                world.AddUser("ana");
                break;
        }
    }

    private static async Task RefusedAsync(IdentityWorld world, string token, string message) =>
        (await world.GetIdAsync(new JsonObject { [world.Provider] = token })).MustBe("NotAuthorizedException", message);
}
