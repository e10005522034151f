using System.Text.Json.Nodes;
using Amplify.Emulator;

namespace Amplify.Tests;

/// <summary>Logins of other providers than a user pool.</summary>
public sealed class LoginProviderTests
{
    private const string App = "the-app";

    [TestCase("https://accounts.google.com", "accounts.google.com")]
    [TestCase("https://appleid.apple.com", "appleid.apple.com")]
    [TestCase("https://login.example.com/tenant", "login.example.com/tenant")]
    public async Task An_OpenID_issuer_vouches_for_its_users(string issuer, string name)
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();
        EmulatedOpenIdIssuer provider = world.Emulator.CreateOpenIdIssuer(issuer);

        Assert.That(world.Identities.AddOpenIdProvider(provider, App), Is.EqualTo(name));
        string id = await world.NewIdAsync(Login(name, provider.CreateToken("u-1", App)));

        Assert.That(await world.NewIdAsync(Login(name, provider.CreateToken("u-1", App))), Is.EqualTo(id));
        Assert.That(await world.NewIdAsync(Login(name, provider.CreateToken("u-2", App))), Is.Not.EqualTo(id));
        (await world.GetCredentialsAsync(id, Login(name, provider.CreateToken("u-1", App)))).MustSucceed();
    }

    [Test]
    public async Task Google_writes_its_issuer_without_the_scheme_too()
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();
        EmulatedOpenIdIssuer google = world.Emulator.CreateOpenIdIssuer("https://accounts.google.com");
        world.Identities.AddOpenIdProvider(google, App);

        (await world.GetIdAsync(Login("accounts.google.com", google.CreateToken("u-1", App, claims: new JsonObject { ["iss"] = "accounts.google.com" })))).MustSucceed();
    }

    [TestCase("issuer", "Invalid login token. Issuer doesn't match providerName")]
    [TestCase("audience", "Token is not from a supported provider of this identity pool.")]
    [TestCase("key", "Invalid login token. Couldn't verify signed token.")]
    [TestCase("no audience", "Invalid login token. Missing a required claim: aud")]
    [TestCase("no subject", "Invalid login token. Missing a required claim: sub")]
    [TestCase("no expiry", "Invalid login token. Missing a required claim: exp")]
    [TestCase("no token", "Invalid login token. Not a valid OpenId Connect identity token.")]
    public async Task What_an_issuer_did_not_sign_for_this_app_is_refused(string fault, string message)
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();
        EmulatedOpenIdIssuer good = world.Emulator.CreateOpenIdIssuer("https://login.example.com");
        EmulatedOpenIdIssuer forger = world.Emulator.CreateOpenIdIssuer("https://login.example.com/forger");
        world.Identities.AddOpenIdProvider(good, App);
        JsonObject Without(string claim) => new() { [claim] = null };
        string token = fault switch
        {
            "issuer" => good.CreateToken("u", App, claims: new JsonObject { ["iss"] = "https://elsewhere.example.com" }),
            "audience" => good.CreateToken("u", "another-app"),
            "key" => forger.CreateToken("u", App, claims: new JsonObject { ["iss"] = good.Issuer }),
            "no audience" => good.CreateToken("u", App, claims: Without("aud")),
            "no subject" => good.CreateToken("u", App, claims: Without("sub")),
            "no expiry" => good.CreateToken("u", App, claims: Without("exp")),
            _ => "nonsense",
        };

        (await world.GetIdAsync(Login("login.example.com", token))).MustBe("NotAuthorizedException", message);
    }

    [TestCase("RS256", null)]
    [TestCase("HS256", "Invalid login token. Couldn't verify signed token.")]
    [TestCase("none", "Invalid login token. Couldn't verify signed token.")]
    public async Task Of_any_issuer_RS256_is_believed_only(string algorithm, string? refusal)
    {
        // A user pool is an issuer like any other, and signs what it is told.
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();
        EmulatedUserPool pool = world.Emulator.AddUserPool();
        JsonObject keys = JsonNode.Parse(await world.Wire.Http.GetStringAsync(new Uri(world.Emulator.Endpoint, $"/{pool.Id}/.well-known/jwks.json")))!.AsObject();
        world.Identities.AddOpenIdProvider("login.example.com", "https://login.example.com", keys, [App]);
        string token = pool.SignToken(new JsonObject { ["kid"] = pool.IdTokenKeyId, ["alg"] = algorithm }, new JsonObject
        {
            ["iss"] = "https://login.example.com", ["aud"] = App, ["sub"] = "u", ["token_use"] = "id", ["exp"] = world.Clock.GetUtcNow().ToUnixTimeSeconds() + 60,
        });

        WireAnswer answer = await world.GetIdAsync(Login("login.example.com", token));

        Assert.That(answer.ErrorMessage, Is.EqualTo(refusal));
    }

    [Test]
    public async Task An_expired_token_of_an_issuer_is_told()
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();
        EmulatedOpenIdIssuer issuer = world.Emulator.CreateOpenIdIssuer("https://login.example.com");
        world.Identities.AddOpenIdProvider(issuer, App);
        string token = issuer.CreateToken("u", App, TimeSpan.FromMinutes(5));
        world.Clock.Advance(TimeSpan.FromMinutes(6));
        long now = world.Clock.GetUtcNow().ToUnixTimeSeconds();

        (await world.GetIdAsync(Login("login.example.com", token))).MustBe("NotAuthorizedException", $"Invalid login token. Token expired: {now - 60} >= {now}");
    }

    [Test]
    public async Task Rules_look_at_the_claims_of_any_issuer()
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();
        EmulatedOpenIdIssuer issuer = world.Emulator.CreateOpenIdIssuer("https://login.example.com");
        string name = world.Identities.AddOpenIdProvider(issuer, App);
        world.Identities.SetRoleMapping(name, new RoleMapping
        {
            Type = RoleMappingType.Rules,
            Rules = [new() { Claim = "department", Value = "sales", RoleArn = "arn:aws:iam::123456789012:role/teams/sales" }],
        });
        JsonObject logins = Login(name, issuer.CreateToken("u", App, claims: new JsonObject { ["department"] = "sales" }));

        WireAnswer answer = (await world.GetCredentialsAsync(await world.NewIdAsync(logins), logins)).MustSucceed();

        Assert.That(await world.CallerAsync(IdentityWorld.Read(answer)), Does.Contain(":assumed-role/sales/"));
    }

    [TestCase("graph.facebook.com")]
    [TestCase("www.amazon.com")]
    [TestCase("api.twitter.com")]
    [TestCase("arn:aws:iam::123456789012:saml-provider/Office")]
    public async Task Tokens_only_their_provider_can_read_are_judged_by_the_test(string name)
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();
        world.Identities.AddProvider(name, token => token.StartsWith("good-", StringComparison.Ordinal) ? new FederatedUser { UserId = token[5..] } : null);

        string id = await world.NewIdAsync(Login(name, "good-ana"));

        Assert.That(await world.NewIdAsync(Login(name, "good-ana")), Is.EqualTo(id));
        Assert.That(await world.NewIdAsync(Login(name, "good-ben")), Is.Not.EqualTo(id));
        (await world.GetIdAsync(Login(name, "bad"))).MustBe("NotAuthorizedException", "Invalid login token.");
    }

    [Test]
    public async Task A_provider_is_added_once()
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();
        world.Identities.AddProvider("www.amazon.com", _ => null);
        world.Identities.AddDeveloperProvider("login.acme");

        Assert.That(() => world.Identities.AddProvider("www.amazon.com", _ => null), Throws.InvalidOperationException);
        Assert.That(() => world.Identities.AddDeveloperProvider("login.other"), Throws.InvalidOperationException);
        Assert.That(world.Identities.DeveloperProviderName, Is.EqualTo("login.acme"));
    }

    private static JsonObject Login(string name, string token) => new() { [name] = token };
}
