using System.Text.Json;
using System.Text.Json.Nodes;
using Amplify.Emulator;

namespace Amplify.Tests;

public sealed class TokenTests
{
    private static readonly Dictionary<string, string> Attributes = new()
    {
        ["email"] = "ana@example.com",
        ["phone_number"] = "+15559999934",
        ["phone_number_verified"] = "false",
        ["custom:team"] = "blue",
    };

    [Test]
    public async Task The_header_names_key_and_algorithm_only_and_the_keys_differ()
    {
        await using Wire wire = await StartAsync();
        JsonObject tokens = await wire.SignInAsync();
        var access = new Jwt((string)tokens["AccessToken"]!);
        var id = new Jwt((string)tokens["IdToken"]!);

        Assert.That(access.Header.Select(pair => pair.Key), Is.EquivalentTo(new[] { "kid", "alg" }));
        Assert.That(id.Header.Select(pair => pair.Key), Is.EquivalentTo(new[] { "kid", "alg" }));
        Assert.That((string)access.Header["alg"]!, Is.EqualTo("RS256"));
        Assert.That((string)access.Header["kid"]!, Does.EndWith("=").And.EqualTo(wire.Pool.AccessTokenKeyId));
        Assert.That((string)id.Header["kid"]!, Is.EqualTo(wire.Pool.IdTokenKeyId).And.Not.EqualTo(wire.Pool.AccessTokenKeyId));
    }

    [Test]
    public async Task The_access_token_has_exactly_these_claims()
    {
        await using Wire wire = await StartAsync();
        wire.Pool.FindUser("ana")!.AddToGroup("admins");
        JsonObject claims = new Jwt((string)(await wire.SignInAsync())["AccessToken"]!).Claims;
        long now = wire.Emulator.Clock.GetUtcNow().ToUnixTimeSeconds();

        Assert.That(claims.Select(pair => pair.Key), Is.EquivalentTo(new[]
        {
            "sub", "cognito:groups", "iss", "client_id", "origin_jti", "event_id", "token_use", "scope", "auth_time", "exp", "iat", "jti", "username",
        }));
        Assert.That((string)claims["sub"]!, Is.EqualTo(wire.Pool.FindUser("ana")!.Sub));
        Assert.That(claims["cognito:groups"]!.ToJsonString(), Is.EqualTo("""["admins"]"""));
        Assert.That((string)claims["iss"]!, Is.EqualTo($"{wire.Emulator.Endpoint}{wire.Pool.Id}"));
        Assert.That((string)claims["client_id"]!, Is.EqualTo(wire.Client.Id));
        Assert.That((string)claims["token_use"]!, Is.EqualTo("access"));
        Assert.That((string)claims["scope"]!, Is.EqualTo("aws.cognito.signin.user.admin"));
        Assert.That((string)claims["username"]!, Is.EqualTo("ana"));
        Assert.That(((long)claims["auth_time"]!, (long)claims["iat"]!, (long)claims["exp"]!), Is.EqualTo((now, now, now + 3600)));
    }

    [Test]
    public async Task The_ID_token_has_exactly_these_claims()
    {
        await using Wire wire = await StartAsync();
        JsonObject tokens = await wire.SignInAsync();
        JsonObject claims = new Jwt((string)tokens["IdToken"]!).Claims;
        JsonObject access = new Jwt((string)tokens["AccessToken"]!).Claims;

        Assert.That(claims.Select(pair => pair.Key), Is.EquivalentTo(new[]
        {
            "sub", "email_verified", "phone_number_verified", "iss", "cognito:username", "origin_jti", "aud", "event_id", "token_use", "auth_time", "exp", "iat", "jti",
            "email", "phone_number", "custom:team",
        }));
        Assert.That(claims["email_verified"]!.GetValueKind(), Is.EqualTo(JsonValueKind.True));
        Assert.That(claims["phone_number_verified"]!.GetValueKind(), Is.EqualTo(JsonValueKind.False));
        Assert.That((string)claims["aud"]!, Is.EqualTo(wire.Client.Id));
        Assert.That((string)claims["cognito:username"]!, Is.EqualTo("ana"));
        Assert.That((string)claims["token_use"]!, Is.EqualTo("id"));
        Assert.That((string)claims["custom:team"]!, Is.EqualTo("blue"));
        Assert.That((string)claims["origin_jti"]!, Is.EqualTo((string)access["origin_jti"]!));
        Assert.That((string)claims["event_id"]!, Is.EqualTo((string)access["event_id"]!));
        Assert.That((string)claims["jti"]!, Is.Not.EqualTo((string)access["jti"]!));
    }

    [Test]
    public async Task Only_readable_attributes_are_told()
    {
        await using Wire wire = await StartAsync(new AppClientSettings { ReadAttributes = ["email"] });
        JsonObject tokens = await wire.SignInAsync();
        JsonObject claims = new Jwt((string)tokens["IdToken"]!).Claims;
        WireAnswer user = await wire.GetUserAsync((string)tokens["AccessToken"]!);

        Assert.That(claims.ContainsKey("email"), Is.True);
        Assert.That(claims.ContainsKey("phone_number") || claims.ContainsKey("custom:team") || claims.ContainsKey("email_verified"), Is.False);
        Assert.That(user.Json["UserAttributes"]!.AsArray().Select(node => (string)node!["Name"]!), Is.EqualTo(new[] { "sub", "email" }));
    }

    [Test]
    public async Task Without_revocation_there_is_no_jti_and_no_origin_jti()
    {
        await using Wire wire = await StartAsync(new AppClientSettings { EnableTokenRevocation = false });
        JsonObject tokens = await wire.SignInAsync();

        foreach (string name in new[] { "IdToken", "AccessToken" })
        {
            JsonObject claims = new Jwt((string)tokens[name]!).Claims;
            Assert.That(claims.ContainsKey("jti") || claims.ContainsKey("origin_jti"), Is.False, name);
        }

        (await wire.GetUserAsync((string)tokens["AccessToken"]!)).MustSucceed();
    }

    [Test]
    public async Task Lifetimes_are_the_clients()
    {
        await using Wire wire = await StartAsync(new AppClientSettings { AccessTokenValidity = TimeSpan.FromMinutes(5), IdTokenValidity = TimeSpan.FromHours(2) });
        JsonObject tokens = await wire.SignInAsync();
        long Lifetime(string name) => (long)new Jwt((string)tokens[name]!).Claims["exp"]! - (long)new Jwt((string)tokens[name]!).Claims["iat"]!;

        Assert.That((Lifetime("AccessToken"), Lifetime("IdToken"), (int)tokens["ExpiresIn"]!), Is.EqualTo((300, 7200, 300)));
    }

    [Test]
    public async Task The_refresh_token_has_five_parts_and_the_header_of_an_encrypted_token()
    {
        await using Wire wire = await StartAsync();
        string[] parts = ((string)(await wire.SignInAsync())["RefreshToken"]!).Split('.');

        Assert.That(parts, Has.Length.EqualTo(5));
        Assert.That(System.Buffers.Text.Base64Url.DecodeFromChars(parts[0]), Is.EqualTo("""{"cty":"JWT","enc":"A256GCM","alg":"RSA-OAEP"}"""u8.ToArray()));
    }

    [Test]
    public async Task The_issuer_can_have_the_form_of_AWS()
    {
        await using Wire wire = await Wire.StartAsync(options: new EmulatorOptions { Issuer = IssuerForm.Aws, Region = "us-east-2" });
        wire.Pool.AddUser("ana", "Passw0rd!");
        JsonObject tokens = await wire.SignInAsync();

        Assert.That(wire.Pool.Id, Does.Match("^us-east-2_[0-9A-Za-z]{9}$"));
        Assert.That((string)new Jwt((string)tokens["IdToken"]!).Claims["iss"]!, Is.EqualTo($"https://cognito-idp.us-east-2.amazonaws.com/{wire.Pool.Id}"));
        (await wire.GetUserAsync((string)tokens["AccessToken"]!)).MustSucceed();
    }

    [Test]
    public async Task The_key_set_has_two_RSA_keys_and_verifies_both_tokens()
    {
        await using Wire wire = await StartAsync();
        JsonObject tokens = await wire.SignInAsync();

        JsonObject jwks = await DocumentAsync(wire, "jwks.json");

        Assert.That(jwks["keys"]!.AsArray(), Has.Count.EqualTo(2));
        foreach (JsonNode? key in jwks["keys"]!.AsArray())
        {
            Assert.That(key!.AsObject().Select(pair => pair.Key), Is.EquivalentTo(new[] { "alg", "e", "kid", "kty", "n", "use" }));
        }

        Assert.That(new Jwt((string)tokens["AccessToken"]!).IsSignedBy(jwks), Is.True);
        Assert.That(new Jwt((string)tokens["IdToken"]!).IsSignedBy(jwks), Is.True);
    }

    [Test]
    public async Task The_discovery_document_leads_to_the_keys()
    {
        await using Wire wire = await StartAsync();

        JsonObject document = await DocumentAsync(wire, "openid-configuration");

        Assert.That((string)document["issuer"]!, Is.EqualTo(wire.Pool.Issuer));
        JsonNode jwks = JsonNode.Parse(await wire.Http.GetStringAsync((string)document["jwks_uri"]!))!;
        Assert.That(jwks["keys"]!.AsArray(), Has.Count.EqualTo(2));
        using HttpResponseMessage missing = await wire.Http.GetAsync($"{wire.Emulator.Endpoint}eu-west-1_Nothing1/.well-known/jwks.json");
        Assert.That(missing.StatusCode, Is.EqualTo(System.Net.HttpStatusCode.NotFound));
    }

    [Test]
    public async Task Rotated_keys_no_longer_verify_older_tokens()
    {
        await using Wire wire = await StartAsync();
        JsonObject tokens = await wire.SignInAsync();
        JsonObject before = await DocumentAsync(wire, "jwks.json");

        wire.Pool.RotateSigningKeys();

        JsonObject after = await DocumentAsync(wire, "jwks.json");
        Assert.That(after.ToJsonString(), Is.Not.EqualTo(before.ToJsonString()));
        Assert.That(new Jwt((string)tokens["AccessToken"]!).IsSignedBy(after), Is.False);
        (await wire.GetUserAsync((string)tokens["AccessToken"]!)).MustBe("NotAuthorizedException", "Invalid Access Token");
        Assert.That(new Jwt((string)(await wire.SignInAsync())["IdToken"]!).IsSignedBy(after), Is.True);
    }

    [Test]
    public async Task A_test_can_have_any_payload_signed()
    {
        await using Wire wire = await StartAsync();
        JsonObject jwks = await DocumentAsync(wire, "jwks.json");

        var access = new Jwt(wire.Pool.SignToken(null, new JsonObject { ["token_use"] = "access" }));
        var id = new Jwt(wire.Pool.SignToken(null, new JsonObject { ["token_use"] = "id" }));
        var lying = new Jwt(wire.Pool.SignToken(new JsonObject { ["alg"] = "none" }, []));

        Assert.That((access.IsSignedBy(jwks), id.IsSignedBy(jwks)), Is.EqualTo((true, true)));
        Assert.That((string)id.Header["kid"]!, Is.EqualTo(wire.Pool.IdTokenKeyId));
        Assert.That(lying.Header.ToJsonString(), Is.EqualTo("""{"alg":"none"}"""));
    }

    private static async Task<Wire> StartAsync(AppClientSettings? client = null)
    {
        Wire wire = await Wire.StartAsync(client);
        wire.Pool.AddUser("ana", "Passw0rd!", Attributes);
        return wire;
    }

    private static async Task<JsonObject> DocumentAsync(Wire wire, string name) =>
        JsonNode.Parse(await wire.Http.GetStringAsync($"{wire.Emulator.Endpoint}{wire.Pool.Id}/.well-known/{name}"))!.AsObject();
}
