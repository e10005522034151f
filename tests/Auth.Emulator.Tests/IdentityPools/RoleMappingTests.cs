using System.Text.Json.Nodes;
using Amplify.Emulator;

namespace Amplify.Tests;

/// <summary>Which role a user gets, told by GetCallerIdentity.</summary>
public sealed class RoleMappingTests
{
    private const string Admins = "arn:aws:iam::123456789012:role/admins";
    private const string Editors = "arn:aws:iam::123456789012:role/editors";
    private const string Default = "";

    private static readonly RoleMapping ByToken = new() { Type = RoleMappingType.Token };

    [TestCase(new[] { "admins" }, null, Admins)]
    [TestCase(new[] { "editors", "admins" }, null, Admins, Description = "the preferred role is that of the lower precedence")]
    [TestCase(new[] { "editors", "admins" }, Editors, Editors)]
    [TestCase(new[] { "editors", "admins" }, Admins, Admins)]
    [TestCase(new[] { "editors" }, Admins, null)]
    [TestCase(new string[0], Admins, null)]
    [TestCase(new string[0], null, Default)]
    public async Task By_token(string[] groups, string? custom, string? expected)
    {
        await using IdentityWorld world = await WorldAsync(ByToken, groups);

        await GetsAsync(world, custom, expected);
    }

    [TestCase(AmbiguousRoleResolution.AuthenticatedRole, null, Default)]
    [TestCase(AmbiguousRoleResolution.Deny, null, null)]
    [TestCase(AmbiguousRoleResolution.Deny, Editors, Editors)]
    public async Task Roles_none_of_which_is_preferred_are_ambiguous(AmbiguousRoleResolution resolution, string? custom, string? expected)
    {
        await using IdentityWorld world = await WorldAsync(new RoleMapping { Type = RoleMappingType.Token, AmbiguousRoleResolution = resolution }, ["admins", "editors"], samePrecedence: true);

        await GetsAsync(world, custom, expected);
    }

    [TestCase("email", RoleMatchType.Equals, "ana@example.com", true)]
    [TestCase("email", RoleMatchType.Equals, "example", false)]
    [TestCase("email", RoleMatchType.Contains, "@example", true)]
    [TestCase("email", RoleMatchType.Contains, "@elsewhere", false)]
    [TestCase("email", RoleMatchType.StartsWith, "ana", true)]
    [TestCase("email", RoleMatchType.StartsWith, "na", false)]
    [TestCase("email", RoleMatchType.NotEqual, "ben@example.com", true)]
    [TestCase("email", RoleMatchType.NotEqual, "ana@example.com", false)]
    [TestCase("custom:team", RoleMatchType.NotEqual, "x", false, Description = "a claim that is not there")]
    [TestCase("cognito:groups", RoleMatchType.Equals, "editors", true, Description = "one of several")]
    public async Task By_rule(string claim, RoleMatchType type, string value, bool matches)
    {
        var mapping = new RoleMapping { Type = RoleMappingType.Rules, Rules = [new() { Claim = claim, MatchType = type, Value = value, RoleArn = Admins }] };
        await using IdentityWorld world = await WorldAsync(mapping, ["admins", "editors"]);

        await GetsAsync(world, null, matches ? Admins : Default);
    }

    [TestCase(null, Admins)]
    [TestCase(Editors, Editors)]
    [TestCase("arn:aws:iam::123456789012:role/other", null)]
    public async Task The_first_rule_that_matches_decides_unless_the_caller_chooses_among_them(string? custom, string? expected)
    {
        RoleMappingRule Rule(string value, string role) => new() { Claim = "email", MatchType = RoleMatchType.StartsWith, Value = value, RoleArn = role };
        var mapping = new RoleMapping
        {
            Type = RoleMappingType.Rules, Rules = [Rule("ben", "arn:aws:iam::123456789012:role/other"), Rule("ana", Admins), Rule("a", Editors)],
        };
        await using IdentityWorld world = await WorldAsync(mapping, []);

        await GetsAsync(world, custom, expected);
    }

    [Test]
    public async Task Where_no_rule_matches_access_can_be_denied()
    {
        var mapping = new RoleMapping
        {
            Type = RoleMappingType.Rules,
            AmbiguousRoleResolution = AmbiguousRoleResolution.Deny,
            Rules = [new() { Claim = "email", Value = "x", RoleArn = Admins }],
        };
        await using IdentityWorld world = await WorldAsync(mapping, []);

        await GetsAsync(world, null, null);
    }

    [Test]
    public async Task Without_a_mapping_nobody_chooses_and_guests_never_do()
    {
        await using IdentityWorld world = await WorldAsync(null, ["admins"]);

        await GetsAsync(world, null, Default);
        await GetsAsync(world, Admins, null);
        Assert.That((await world.GetCredentialsAsync(await world.NewIdAsync(), null, Admins)).ErrorCode, Is.EqualTo("NotAuthorizedException"));
    }

    [Test]
    public async Task A_role_that_trusts_another_pool_is_a_misconfiguration()
    {
        await using IdentityWorld world = await WorldAsync(ByToken, ["foreign"]);
        world.Emulator.AddIdentityPool().AddRole("foreign");
        JsonObject logins = await world.LoginsAsync();

        Assert.That((await world.GetCredentialsAsync(await world.NewIdAsync(logins), logins)).ErrorCode, Is.EqualTo("InvalidIdentityPoolConfigurationException"));
    }

    [TestCase("no ARN at all")]
    [TestCase("arn:aws:iam::123:role/short")]
    [TestCase("arn:aws:s3:::photos")]
    public async Task A_role_that_is_none_is_a_misconfiguration(string arn)
    {
        var mapping = new RoleMapping { Type = RoleMappingType.Rules, Rules = [new() { Claim = "email", MatchType = RoleMatchType.StartsWith, Value = "ana", RoleArn = arn }] };
        await using IdentityWorld world = await WorldAsync(mapping, []);
        JsonObject logins = await world.LoginsAsync();

        Assert.That((await world.GetCredentialsAsync(await world.NewIdAsync(logins), logins)).ErrorCode, Is.EqualTo("InvalidIdentityPoolConfigurationException"));
    }

    private static async Task<IdentityWorld> WorldAsync(RoleMapping? mapping, string[] groups, bool samePrecedence = false)
    {
        IdentityWorld world = await IdentityWorld.StartStillAsync();
        world.Wire.Pool.AddGroup("admins", 1, Admins);
        world.Wire.Pool.AddGroup("editors", samePrecedence ? 1 : 2, Editors);
        world.Wire.Pool.AddGroup("foreign", 3, "arn:aws:iam::123456789012:role/foreign");
        Array.ForEach(groups, world.Ana.AddToGroup);
        world.Identities.SetRoleMapping(world.Wire.Client, mapping);
        return world;
    }

    private static async Task GetsAsync(IdentityWorld world, string? custom, string? expected)
    {
        JsonObject logins = await world.LoginsAsync();
        WireAnswer answer = await world.GetCredentialsAsync(await world.NewIdAsync(logins), logins, custom);
        if (expected is null)
        {
            answer.MustBe("NotAuthorizedException", $"The ambiguous role mapping rules for: {world.Provider}:{world.Wire.Client.Id} denied this request.");
            return;
        }

        string name = expected == Default ? world.Identities.AuthenticatedRole!.Name : expected.Split('/')[1];
        Assert.That(await world.CallerAsync(IdentityWorld.Read(answer.MustSucceed())), Is.EqualTo($"arn:aws:sts::123456789012:assumed-role/{name}/CognitoIdentityCredentials"));
    }
}
