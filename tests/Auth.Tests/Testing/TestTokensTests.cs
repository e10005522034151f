using System.Text.Json;
using Amplify.Configuration;
using Amplify.Testing;
using Amplify.Tests.Support;
using Amplify.Tokens;

namespace Amplify.Tests.Testing;

public sealed class TestTokensTests
{
    private readonly ManualClock _clock = new();

    [Test]
    public async Task The_engines_verifier_accepts_them()
    {
        TestTokenSet set = TestTokens.Create();
        var verifier = new TokenVerifier(AuthSettings.From(set.Options), set.KeySource);
        DateTimeOffset now = TimeProvider.System.GetUtcNow();

        ParsedToken id = verifier.CheckClaims(set.IdToken, TokenUse.Id, now);
        ParsedToken access = verifier.CheckClaims(set.AccessToken, TokenUse.Access, now);
        await verifier.VerifySignatureAsync(id, CancellationToken.None);
        await verifier.VerifySignatureAsync(access, CancellationToken.None);

        Assert.That((id.Username, access.Username), Is.EqualTo(("ana", "ana")));
        Assert.That(id.Subject, Is.EqualTo(access.Subject).And.Not.Empty);
        Assert.That(id.OriginJti, Is.EqualTo(access.OriginJti).And.Not.Empty);
        Assert.That(access.Scopes, Is.EqualTo(new[] { "aws.cognito.signin.user.admin" }));
        Assert.That(set.ExpiresIn, Is.EqualTo(3600));
        Assert.That(set.RefreshToken, Is.Not.Empty);
    }

    [Test]
    public async Task They_are_for_the_pool_client_issuer_and_clock_given()
    {
        string[] pools = ["eu-west-1_Abc", "cn-north-1_Abc", "us-gov-west-1_Abc", "local_Abc"];
        foreach (string pool in pools)
        {
            foreach (AuthEndpoints? endpoints in new[] { null, AuthEndpoints.Local(new Uri("http://127.0.0.1:9229")) })
            {
                var options = new AuthOptions { UserPoolId = pool, UserPoolClientId = "mine", Endpoints = endpoints };
                var tokens = new TestTokens(options, _clock);
                var verifier = new TokenVerifier(AuthSettings.From(options), tokens.KeySource);

                ParsedToken id = verifier.CheckClaims(tokens.CreateIdToken(), TokenUse.Id, _clock.GetUtcNow());
                await verifier.VerifySignatureAsync(id, CancellationToken.None);

                Assert.That(id.IssuedAt, Is.EqualTo(_clock.GetUtcNow()));
                Assert.That(id.ExpiresAt, Is.EqualTo(_clock.GetUtcNow().AddHours(1)));
            }
        }
    }

    [Test]
    public void Claims_are_added_put_in_place_and_left_out()
    {
        ParsedToken token = TokenReader.Read(new TestTokens(timeProvider: _clock).CreateIdToken(new Dictionary<string, object?>
        {
            ["email"] = "ana@example.com",
            ["email_verified"] = true,
            ["cognito:groups"] = new[] { "admins", "staff" },
            ["cognito:username"] = "other",
            ["custom:level"] = 7,
            ["custom:long"] = 7_000_000_000L,
            ["custom:ratio"] = 0.5,
            ["custom:price"] = 1.50m,
            ["address"] = new Dictionary<string, string> { ["city"] = "Wien" },
            ["deep"] = new Dictionary<string, object?> { ["list"] = new object?[] { 1, null, "x" } },
            ["json"] = JsonDocument.Parse("{\"a\":1}").RootElement,
            ["event_id"] = null,
        }));

        Assert.That(token.Username, Is.EqualTo("other"));
        Dictionary<string, string> values = token.Claims.GroupBy(claim => claim.Type).ToDictionary(group => group.Key, group => string.Join(',', group.Select(claim => claim.Value)));
        Assert.That(values["email"], Is.EqualTo("ana@example.com"));
        Assert.That(values["email_verified"], Is.EqualTo("true"));
        Assert.That(values["cognito:groups"], Is.EqualTo("admins,staff"));
        Assert.That(values["custom:level"], Is.EqualTo("7"));
        Assert.That(values["custom:long"], Is.EqualTo("7000000000"));
        Assert.That(values["custom:ratio"], Is.EqualTo("0.5"));
        Assert.That(values["custom:price"], Is.EqualTo("1.50"));
        Assert.That(values["address"], Is.EqualTo("{\"city\":\"Wien\"}"));
        Assert.That(values["deep"], Is.EqualTo("{\"list\":[1,null,\"x\"]}"));
        Assert.That(values["json"], Is.EqualTo("{\"a\":1}"));
        Assert.That(values, Does.Not.ContainKey("event_id"));
    }

    [Test]
    public void An_access_token_takes_over_who_the_user_is()
    {
        TestTokenSet set = TestTokens.Create(new Dictionary<string, object?>
        {
            ["sub"] = "sub-1",
            ["cognito:username"] = "bea",
            ["cognito:groups"] = new[] { "admins" },
            ["email"] = "bea@example.com",
        });

        ParsedToken access = TokenReader.Read(set.AccessToken);

        Assert.That((access.Subject, access.Username), Is.EqualTo(("sub-1", "bea")));
        Assert.That(access.Claims.Select(claim => claim.Type), Does.Contain("cognito:groups").And.Not.Contain("email").And.Not.Contain("cognito:username"));
    }

    [Test]
    public void Lifetime_time_of_issue_and_scopes_can_be_said()
    {
        var options = new TestTokenOptions { Lifetime = TimeSpan.FromMinutes(5), IssuedAt = _clock.GetUtcNow().AddMinutes(-10), Scopes = ["openid", "photos/read"] };
        var tokens = new TestTokens(timeProvider: _clock);

        ParsedToken token = TokenReader.Read(tokens.CreateAccessToken(options: options));

        Assert.That(token.IssuedAt, Is.EqualTo(_clock.GetUtcNow().AddMinutes(-10)));
        Assert.That(token.ExpiresAt, Is.EqualTo(_clock.GetUtcNow().AddMinutes(-5)));
        Assert.That(token.Scopes, Is.EqualTo(new[] { "openid", "photos/read" }));
        Assert.That(tokens.CreateSet(options: options).ExpiresIn, Is.EqualTo(300));
    }

    [Test]
    public async Task A_token_signed_with_an_unknown_key_is_refused()
    {
        var tokens = new TestTokens(timeProvider: _clock);
        var verifier = new TokenVerifier(AuthSettings.From(tokens.Options), tokens.KeySource);
        ParsedToken token = verifier.CheckClaims(tokens.CreateIdToken(options: new TestTokenOptions { SignWithUnknownKey = true }), TokenUse.Id, _clock.GetUtcNow());

        AuthException refusal = Assert.ThrowsAsync<AuthException>(async () => await verifier.VerifySignatureAsync(token, CancellationToken.None))!;

        Assert.That(refusal.Reason, Is.EqualTo(AuthErrorReason.InvalidToken));
        await tokens.KeySource.PrefetchAsync(CancellationToken.None);
    }

    [Test]
    public void Parallel_tests_share_the_key()
    {
        var tokens = new TestTokens();

        Assert.That(() => Parallel.For(0, 50, _ => tokens.CreateIdToken()), Throws.Nothing);
    }

    [Test]
    public void What_cannot_be_a_claim_and_missing_ids_are_the_callers_mistakes()
    {
        Assert.That(() => TestTokens.Create(new Dictionary<string, object?> { ["x"] = new object() }), Throws.ArgumentException.With.Message.Contains("System.Object"));
        Assert.That(() => new TestTokens(new AuthOptions { UserPoolClientId = "c" }), Throws.InstanceOf<ArgumentException>().With.Property("ParamName").EqualTo("options"));
        Assert.That(() => new TestTokens(new AuthOptions { UserPoolId = "eu-west-1_a" }), Throws.InstanceOf<ArgumentException>().With.Property("ParamName").EqualTo("options"));
    }
}
