using System.Text.Json.Nodes;
using Amplify.Emulator;

namespace Amplify.Tests;

/// <summary>Users a developer's own back end vouches for.</summary>
public sealed class DeveloperProviderTests
{
    private const string Backend = "login.acme";
    private const string Key = "cognito-identity.amazonaws.com";

    [Test]
    public async Task The_back_end_gets_a_token_and_the_user_credentials_for_it()
    {
        await using IdentityWorld world = await WorldAsync();

        JsonObject vouched = (await VouchAsync(world, "ana")).MustSucceed().Json;
        string id = (string)vouched["IdentityId"]!;
        JsonObject logins = new() { [Key] = (string)vouched["Token"]! };

        Assert.That((string)(await VouchAsync(world, "ana")).MustSucceed().Json["IdentityId"]!, Is.EqualTo(id));
        WireAnswer answer = (await world.GetCredentialsAsync(id, logins)).MustSucceed();
        Assert.That((string)answer.Json["IdentityId"]!, Is.EqualTo(id));
        Assert.That(await world.CallerAsync(IdentityWorld.Read(answer)), Does.Contain(world.Identities.AuthenticatedRole!.Name));
        Assert.That(await world.NewIdAsync(logins), Is.EqualTo(id));
        (await world.GetCredentialsAsync(id)).MustBe("NotAuthorizedException", $"Access to Identity '{id}' is forbidden.");
    }

    [Test]
    public async Task The_token_says_who_vouches()
    {
        await using IdentityWorld world = await WorldAsync();

        string token = world.Identities.IssueDeveloperToken("ana", out string id, TimeSpan.FromMinutes(1));

        JsonObject claims = new Jwt(token).Claims;
        Assert.That(claims["amr"]!.AsArray().Select(entry => (string)entry!), Is.EqualTo(new[] { "authenticated", Backend, $"{Backend}:{world.Identities.Id}:ana" }));
        Assert.That(((string)claims["sub"]!, (long)claims["exp"]! - (long)claims["iat"]!), Is.EqualTo((id, 60L)));
    }

    [TestCase(null, 900)]
    [TestCase(60, 60)]
    [TestCase(86400, 86400)]
    public async Task The_token_lives_as_long_as_asked(int? seconds, int expected)
    {
        await using IdentityWorld world = await WorldAsync();
        var body = new JsonObject { ["TokenDuration"] = seconds };

        string token = (string)(await VouchAsync(world, "ana", body)).MustSucceed().Json["Token"]!;

        JsonObject claims = new Jwt(token).Claims;
        Assert.That((long)claims["exp"]! - (long)claims["iat"]!, Is.EqualTo(expected));
    }

    [Test]
    public async Task An_expired_token_is_refused()
    {
        await using IdentityWorld world = await WorldAsync();
        string token = world.Identities.IssueDeveloperToken("ana", out string id);
        world.Clock.Advance(TimeSpan.FromMinutes(15));

        Assert.That((await world.GetCredentialsAsync(id, new JsonObject { [Key] = token })).ErrorMessage, Does.StartWith("Invalid login token. Token expired: "));
    }

    [Test]
    public async Task A_token_opens_its_own_identity_only()
    {
        await using IdentityWorld world = await WorldAsync();
        string anas = world.Identities.IssueDeveloperToken("ana", out _);
        world.Identities.IssueDeveloperToken("ben", out string bens);

        (await world.GetCredentialsAsync(bens, new JsonObject { [Key] = anas }))
            .MustBe("NotAuthorizedException", "Logins don't match. Please include at least one valid login for this identity or identity pool.");
    }

    [Test]
    public async Task A_token_of_another_pool_and_one_nobody_vouched_for_are_refused()
    {
        await using IdentityWorld world = await WorldAsync();
        world.Identities.AllowClassicFlow = true;
        EmulatedIdentityPool other = world.Emulator.AddIdentityPool();
        other.AddDeveloperProvider(Backend);
        const string Unsupported = "Token is not from a supported provider of this identity pool.";

        (await world.GetIdAsync(new JsonObject { [Key] = other.IssueDeveloperToken("ana", out _) })).MustBe("NotAuthorizedException", Unsupported);
        WireAnswer guest = (await world.Wire.IdentityCallAsync("GetOpenIdToken", new JsonObject { ["IdentityId"] = await world.NewIdAsync() })).MustSucceed();
        (await world.GetIdAsync(new JsonObject { [Key] = (string)guest.Json["Token"]! })).MustBe("NotAuthorizedException", Unsupported);
        (await world.GetIdAsync(new JsonObject { [Key] = await world.IdTokenAsync() })).MustBe("NotAuthorizedException", "Invalid login token. Issuer doesn't match providerName");
        (await world.GetIdAsync(new JsonObject { [Backend] = "ana" })).MustBe("NotAuthorizedException", Unsupported);
    }

    [Test]
    public async Task A_forged_token_is_refused()
    {
        await using IdentityWorld world = await WorldAsync();
        EmulatedOpenIdIssuer forger = world.Emulator.CreateOpenIdIssuer("https://cognito-identity.amazonaws.com");
        world.Identities.IssueDeveloperToken("ana", out string id);
        string token = forger.CreateToken(id, world.Identities.Id, claims: new JsonObject { ["amr"] = new JsonArray("authenticated", Backend) });

        (await world.GetCredentialsAsync(id, new JsonObject { [Key] = token })).MustBe("NotAuthorizedException", "Invalid login token. Couldn't verify signed token.");
    }

    [Test]
    public async Task The_back_end_can_link_its_user_to_an_identity_but_not_to_a_second_one()
    {
        await using IdentityWorld world = await WorldAsync();
        string guest = await world.NewIdAsync();
        string other = await world.NewIdAsync();

        Assert.That((string)(await VouchAsync(world, "ana", new JsonObject { ["IdentityId"] = guest })).MustSucceed().Json["IdentityId"]!, Is.EqualTo(guest));
        Assert.That((await VouchAsync(world, "ana", new JsonObject { ["IdentityId"] = other })).ErrorCode, Is.EqualTo("DeveloperUserAlreadyRegisteredException"));
        Assert.That((await VouchAsync(world, "ben", new JsonObject { ["IdentityId"] = guest })).ErrorCode, Is.EqualTo("ResourceConflictException"));
        Assert.That((await VouchAsync(world, "ben", new JsonObject { ["IdentityId"] = "eu-west-1:00" })).ErrorCode, Is.EqualTo("ResourceNotFoundException"));
    }

    [Test]
    public async Task It_must_name_itself()
    {
        await using IdentityWorld world = await WorldAsync();
        EmulatedIdentityPool without = world.Emulator.AddIdentityPool();

        Assert.That((await VouchAsync(world, "ana", provider: "login.other")).ErrorCode, Is.EqualTo("InvalidParameterException"));
        Assert.That((await VouchAsync(world, "")).ErrorCode, Is.EqualTo("InvalidParameterException"));
        Assert.That(() => without.IssueDeveloperToken("ana", out _), Throws.InvalidOperationException);
    }

    private static async Task<IdentityWorld> WorldAsync()
    {
        IdentityWorld world = await IdentityWorld.StartStillAsync();
        world.Identities.AddDeveloperProvider(Backend);
        return world;
    }

    private static Task<WireAnswer> VouchAsync(IdentityWorld world, string userId, JsonObject? body = null, string provider = Backend)
    {
        body ??= [];
        body["IdentityPoolId"] = world.Identities.Id;
        body["Logins"] = new JsonObject { [provider] = userId };
        return world.Wire.IdentityCallAsync("GetOpenIdTokenForDeveloperIdentity", body);
    }
}
