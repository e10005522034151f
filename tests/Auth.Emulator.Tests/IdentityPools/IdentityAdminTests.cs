using System.Text.Json.Nodes;

namespace Amplify.Tests;

/// <summary>The scene set over HTTP.</summary>
public sealed class IdentityAdminTests
{
    private const string Users = "arn:aws:iam::123456789012:role/users";
    private const string Guests = "arn:aws:iam::123456789012:role/guests";

    [Test]
    public async Task A_pool_is_made_given_roles_used_changed_and_deleted()
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();
        JsonObject made = (await CallAsync(world, "CreateIdentityPool", new JsonObject
        {
            ["IdentityPoolName"] = "made over HTTP",
            ["AllowUnauthenticatedIdentities"] = true,
            ["AllowClassicFlow"] = true,
            ["DeveloperProviderName"] = "login.acme",
            ["CognitoIdentityProviders"] = new JsonArray(new JsonObject { ["ProviderName"] = world.Provider, ["ClientId"] = world.Wire.Client.Id, ["ServerSideTokenCheck"] = true }),
        })).MustSucceed().Json;
        string poolId = (string)made["IdentityPoolId"]!;
        Assert.That(JsonNode.DeepEquals(made, (await CallAsync(world, "DescribeIdentityPool", Pool(poolId))).MustSucceed().Json));
        Assert.That(((string)made["IdentityPoolName"]!, (string)made["DeveloperProviderName"]!), Is.EqualTo(("made over HTTP", "login.acme")));

        string guest = (string)(await CallAsync(world, "GetId", Pool(poolId))).MustSucceed().Json["IdentityId"]!;
        Assert.That((await world.GetCredentialsAsync(guest)).ErrorCode, Is.EqualTo("InvalidIdentityPoolConfigurationException"), "no roles yet");
        await SetRolesAsync(world, poolId);
        Assert.That(await world.CallerAsync(IdentityWorld.Read((await world.GetCredentialsAsync(guest)).MustSucceed())), Does.Contain("/guests/"));
        JsonObject logins = await world.LoginsAsync();
        Assert.That(await world.CallerAsync(IdentityWorld.Read((await world.GetCredentialsAsync(guest, logins)).MustSucceed())), Does.Contain("/users/"));

        JsonObject update = Pool(poolId);
        update["IdentityPoolName"] = "made over HTTP";
        update["AllowUnauthenticatedIdentities"] = false;
        JsonObject updated = (await CallAsync(world, "UpdateIdentityPool", update)).MustSucceed().Json;
        Assert.That(((bool)updated["AllowUnauthenticatedIdentities"]!, (bool)updated["AllowClassicFlow"]!, updated["CognitoIdentityProviders"]!.AsArray().Count), Is.EqualTo((false, false, 0)));
        Assert.That((await CallAsync(world, "GetId", Pool(poolId))).ErrorCode, Is.EqualTo("NotAuthorizedException"));

        (await CallAsync(world, "DeleteIdentityPool", Pool(poolId))).MustSucceedWithoutBody();
        (await CallAsync(world, "DescribeIdentityPool", Pool(poolId))).MustBe("ResourceNotFoundException", $"IdentityPool '{poolId}' not found.");
        (await world.GetCredentialsAsync(guest)).MustBe("ResourceNotFoundException", $"Identity '{guest}' not found.");
    }

    [Test]
    public async Task Roles_and_mappings_are_given_back_as_they_were_set()
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();
        var mappings = new JsonObject
        {
            [$"{world.Provider}:{world.Wire.Client.Id}"] = new JsonObject { ["Type"] = "Token", ["AmbiguousRoleResolution"] = "Deny" },
            ["accounts.google.com"] = new JsonObject
            {
                ["Type"] = "Rules",
                ["AmbiguousRoleResolution"] = "AuthenticatedRole",
                ["RulesConfiguration"] = new JsonObject
                {
                    ["Rules"] = new JsonArray(new JsonObject { ["Claim"] = "email", ["MatchType"] = "StartsWith", ["Value"] = "a", ["RoleARN"] = Users }),
                },
            },
        };

        await SetRolesAsync(world, world.Identities.Id, mappings);

        JsonObject given = (await CallAsync(world, "GetIdentityPoolRoles", Pool(world.Identities.Id))).MustSucceed().Json;
        Assert.That(JsonNode.DeepEquals(given["RoleMappings"], mappings), given.ToJsonString());
        Assert.That(given["Roles"]!.ToJsonString(), Is.EqualTo($$"""{"authenticated":"{{Users}}","unauthenticated":"{{Guests}}"}"""));
        JsonObject logins = await world.LoginsAsync();
        Assert.That((await world.GetCredentialsAsync(await world.NewIdAsync(logins), logins)).ErrorCode, Is.EqualTo("NotAuthorizedException"), "the mapping by token denies who has no group");
    }

    [TestCase("""{"p":{"Type":"Guess","AmbiguousRoleResolution":"Deny"}}""")]
    [TestCase("""{"p":{"Type":"Token","AmbiguousRoleResolution":"Perhaps"}}""")]
    [TestCase("""{"p":{"Type":"Token"}}""")]
    [TestCase("""{"p":{"Type":"Rules","AmbiguousRoleResolution":"Deny"}}""")]
    [TestCase("""{"p":{"Type":"Rules","AmbiguousRoleResolution":"Deny","RulesConfiguration":{"Rules":[{"Claim":"c","MatchType":"Like","Value":"v","RoleARN":"r"}]}}}""")]
    public async Task A_mapping_that_makes_no_sense_is_refused_and_changes_nothing(string mappings)
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();
        JsonObject body = Pool(world.Identities.Id);
        body["Roles"] = new JsonObject();
        body["RoleMappings"] = JsonNode.Parse(mappings);

        Assert.That((await CallAsync(world, "SetIdentityPoolRoles", body)).ErrorCode, Is.EqualTo("InvalidParameterException"));
        Assert.That(world.Identities.AuthenticatedRole, Is.Not.Null);
    }

    [Test]
    public async Task What_the_emulator_cannot_do_over_HTTP_is_refused()
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();
        JsonObject Request(string name, JsonNode value) => new() { ["IdentityPoolName"] = "p", ["AllowUnauthenticatedIdentities"] = true, [name] = value };
        JsonArray Client(string provider, string id) => new(new JsonObject { ["ProviderName"] = provider, ["ClientId"] = id });

        Assert.That((await CallAsync(world, "CreateIdentityPool", Request("SupportedLoginProviders", new JsonObject()))).ErrorCode, Is.EqualTo("InvalidParameterException"));
        Assert.That((await CallAsync(world, "CreateIdentityPool", Request("CognitoIdentityProviders", Client(world.Provider, "nobody")))).ErrorCode, Is.EqualTo("ResourceNotFoundException"));
        Assert.That((await CallAsync(world, "CreateIdentityPool", Request("CognitoIdentityProviders", Client("elsewhere", world.Wire.Client.Id)))).ErrorCode, Is.EqualTo("InvalidParameterException"));
        Assert.That(world.Emulator.IdentityPools, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Identities_are_described_listed_in_pages_and_deleted()
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();
        JsonObject logins = await world.LoginsAsync();
        string ana = await world.NewIdAsync(logins);
        string guest = await world.NewIdAsync();
        string merged = await world.NewIdAsync();
        (await world.GetCredentialsAsync(merged, logins)).MustSucceed();

        JsonObject described = (await CallAsync(world, "DescribeIdentity", new JsonObject { ["IdentityId"] = ana })).MustSucceed().Json;
        Assert.That(((string)described["IdentityId"]!, described["Logins"]!.ToJsonString()), Is.EqualTo((ana, $"[\"{world.Provider}\"]")));
        Assert.That((double)described["CreationDate"]!, Is.EqualTo(world.Clock.GetUtcNow().ToUnixTimeSeconds()));

        JsonObject list = Pool(world.Identities.Id);
        list["MaxResults"] = 2;
        JsonObject first = (await CallAsync(world, "ListIdentities", list)).MustSucceed().Json;
        list["NextToken"] = (string)first["NextToken"]!;
        JsonObject second = (await CallAsync(world, "ListIdentities", list)).MustSucceed().Json;
        Assert.That(Ids(first).Concat(Ids(second)), Is.EqualTo(new[] { ana, guest, merged }));
        Assert.That(second.ContainsKey("NextToken"), Is.False);
        list.Remove("NextToken");
        list["HideDisabled"] = true;
        Assert.That(Ids((await CallAsync(world, "ListIdentities", list)).MustSucceed().Json), Is.EqualTo(new[] { ana, guest }));

        JsonObject deleted = (await CallAsync(world, "DeleteIdentities", new JsonObject { ["IdentityIdsToDelete"] = new JsonArray(ana, guest) })).MustSucceed().Json;
        Assert.That(deleted["UnprocessedIdentityIds"]!.AsArray(), Is.Empty);
        (await world.GetCredentialsAsync(ana, logins)).MustBe("ResourceNotFoundException", $"Identity '{ana}' not found.");
    }

    private static string[] Ids(JsonObject listing) => [.. listing["Identities"]!.AsArray().Select(identity => (string)identity!["IdentityId"]!)];

    private static JsonObject Pool(string id) => new() { ["IdentityPoolId"] = id };

    private static async Task SetRolesAsync(IdentityWorld world, string poolId, JsonObject? mappings = null)
    {
        JsonObject body = Pool(poolId);
        body["Roles"] = new JsonObject { ["authenticated"] = Users, ["unauthenticated"] = Guests };
        body["RoleMappings"] = mappings?.DeepClone();
        (await CallAsync(world, "SetIdentityPoolRoles", body)).MustSucceedWithoutBody();
    }

    private static Task<WireAnswer> CallAsync(IdentityWorld world, string operation, JsonObject body) => world.Wire.IdentityCallAsync(operation, body);
}
