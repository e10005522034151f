using System.Security.Claims;
using System.Text.Json.Nodes;
using Amplify.Tokens;
using Moq;
using static Amplify.Tests.Tokens.TokenForge;

namespace Amplify.Tests.Tokens;

public sealed class TokenVerifierTests
{
    private readonly TokenVerifier _verifier = new(Settings, new KnownKeys());

    [Test]
    public async Task An_ID_token_of_the_pool_and_client_is_accepted()
    {
        string raw = Sign(IdClaims());
        ParsedToken token = _verifier.CheckClaims(raw, TokenUse.Id, Now);
        await _verifier.VerifySignatureAsync(token, CancellationToken.None);

        Assert.Multiple(() =>
        {
            Assert.That(token.Raw, Is.EqualTo(raw));
            Assert.That(token.KeyId, Is.EqualTo(KeyId));
            Assert.That(token.Subject, Is.EqualTo(Subject));
            Assert.That(token.Username, Is.EqualTo("ana"));
            Assert.That(token.IssuedAt, Is.EqualTo(Now.AddSeconds(-60)));
            Assert.That(token.ExpiresAt, Is.EqualTo(Now.AddSeconds(3540)));
            Assert.That(token.OriginJti, Is.EqualTo("origin"));
            Assert.That(token.Scopes, Is.Empty);
        });
    }

    [Test]
    public async Task An_access_token_of_the_pool_and_client_is_accepted()
    {
        ParsedToken token = _verifier.CheckClaims(Sign(AccessClaims()), TokenUse.Access, Now);
        await _verifier.VerifySignatureAsync(token, CancellationToken.None);

        Assert.That(token.Username, Is.EqualTo("ana"));
        Assert.That(token.Scopes, Is.EqualTo(new[] { "aws.cognito.signin.user.admin", "openid" }));
    }

    [Test]
    public void Claims_come_out_one_per_element_with_objects_as_JSON()
    {
        JsonObject claims = IdClaims()
            .With("address", new JsonObject { ["city"] = "Wien", ["lines"] = new JsonArray(1, 2) })
            .With("identities", new JsonArray(new JsonObject { ["userId"] = "1" }, new JsonArray("nested")))
            .With("height", JsonNode.Parse("1.80"))
            .With("big", JsonNode.Parse("12345678901234567890"))
            .With("nothing", null)
            .With("none", new JsonArray());

        ParsedToken token = _verifier.CheckClaims(Sign(claims), TokenUse.Id, Now);

        Assert.Multiple(() =>
        {
            Assert.That(Of("cognito:groups"), Is.EqualTo(new[] { ("admins", ClaimValueTypes.String), ("staff", ClaimValueTypes.String) }));
            Assert.That(Of("email_verified"), Is.EqualTo(new[] { ("true", ClaimValueTypes.Boolean) }));
            Assert.That(Of("exp"), Is.EqualTo(new[] { ("1800003540", ClaimValueTypes.Integer64) }));
            Assert.That(Of("height"), Is.EqualTo(new[] { ("1.80", ClaimValueTypes.Double) }));
            Assert.That(Of("big"), Is.EqualTo(new[] { ("12345678901234567890", ClaimValueTypes.Double) }));
            Assert.That(Of("address"), Is.EqualTo(new[] { ("{\"city\":\"Wien\",\"lines\":[1,2]}", "JSON") }));
            Assert.That(Of("identities"), Is.EqualTo(new[] { ("{\"userId\":\"1\"}", "JSON"), ("[\"nested\"]", "JSON") }));
            Assert.That(Of("nothing"), Is.Empty);
            Assert.That(Of("none"), Is.Empty);
            Assert.That(Of("email"), Is.EqualTo(new[] { ("ana@example.com", ClaimValueTypes.String) }), "claims after the nested ones are not lost");
        });

        IEnumerable<(string, string)> Of(string type) => token.Claims.Where(claim => claim.Type == type).Select(claim => (claim.Value, claim.ValueType));
    }

    [Test]
    public void A_token_without_a_user_name_is_its_subjects()
    {
        Assert.That(_verifier.CheckClaims(Sign(AccessClaims().Without("username")), TokenUse.Access, Now).Username, Is.EqualTo(Subject));
    }

    [Test]
    public void One_audience_may_stand_in_a_list()
    {
        Assert.That(() => _verifier.CheckClaims(Sign(IdClaims().With("aud", new JsonArray(ClientId))), TokenUse.Id, Now), Throws.Nothing);
    }

    [Test]
    public void A_member_spelt_with_escapes_is_that_member()
    {
        string payload = IdClaims().ToJsonString().Replace("\"exp\"", "\"\\u0065xp\"", StringComparison.Ordinal);

        Assert.That(_verifier.CheckClaims(SignText(Header().ToJsonString(), payload), TokenUse.Id, Now).ExpiresAt, Is.EqualTo(Now.AddSeconds(3540)));
    }

    [Test]
    public void The_last_moment_before_the_end_is_still_good()
    {
        string token = Sign(IdClaims().With("exp", Now.ToUnixTimeSeconds() + 1));

        Assert.That(() => _verifier.CheckClaims(token, TokenUse.Id, Now.AddSeconds(1).AddTicks(-1)), Throws.Nothing);
    }

    [Test]
    public void A_nonce_that_was_sent_has_to_come_back()
    {
        string token = Sign(IdClaims().With("nonce", "n1"));

        Assert.That(() => _verifier.CheckClaims(token, TokenUse.Id, Now, "n1"), Throws.Nothing);
        Assert.That(() => _verifier.CheckClaims(token, TokenUse.Id, Now), Throws.Nothing, "when none was sent, any is fine");
        Assert.That(() => _verifier.CheckClaims(token, TokenUse.Id, Now, "n2"), Refused("nonce"));
        Assert.That(() => _verifier.CheckClaims(Sign(IdClaims()), TokenUse.Id, Now, "n1"), Refused("nonce"));
    }

    [Test]
    public async Task A_key_source_that_fails_says_nothing_about_the_token()
    {
        foreach (Exception failure in new Exception[] { new InvalidOperationException("broken"), new OperationCanceledException() })
        {
            var source = new Mock<ITokenKeySource>(MockBehavior.Strict);
            source.Setup(s => s.FindKeyAsync(KeyId, It.IsAny<CancellationToken>())).ThrowsAsync(failure);
            var verifier = new TokenVerifier(Settings, source.Object);
            ParsedToken token = verifier.CheckClaims(Sign(IdClaims()), TokenUse.Id, Now);

            AuthException refusal = await Catch(verifier, token, CancellationToken.None);

            Assert.That(refusal.Reason, Is.EqualTo(AuthErrorReason.KeysUnavailable));
            Assert.That(refusal.IsTransient, Is.True);
            Assert.That(refusal.InnerException, Is.SameAs(failure));
        }
    }

    [Test]
    public void A_callers_cancellation_stays_one()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        var source = new Mock<ITokenKeySource>(MockBehavior.Strict);
        source.Setup(s => s.FindKeyAsync(KeyId, cancelled.Token)).ThrowsAsync(new OperationCanceledException(cancelled.Token));
        var verifier = new TokenVerifier(Settings, source.Object);
        ParsedToken token = verifier.CheckClaims(Sign(IdClaims()), TokenUse.Id, Now);

        Assert.That(async () => await verifier.VerifySignatureAsync(token, cancelled.Token), Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public void A_parsed_token_does_not_print_itself()
    {
        ParsedToken token = _verifier.CheckClaims(Sign(IdClaims()), TokenUse.Id, Now);

        Assert.That($"{token}", Is.EqualTo("[token]"));
    }

    [Test]
    public void A_stored_token_is_read_whoever_it_is_for_and_however_old()
    {
        string stored = Sign(IdClaims().With("iss", "https://elsewhere.example").With("exp", 1000).With("iat", 900), Header().Without("kid"), ForeignKey);

        ParsedToken token = TokenReader.Read(stored);

        Assert.That(token.ExpiresAt, Is.EqualTo(DateTimeOffset.FromUnixTimeSeconds(1000)));
        Assert.That(token.Claims.First(claim => claim.Type == "email").Value, Is.EqualTo("ana@example.com"));
    }

    [Test]
    public async Task A_stored_token_without_a_key_id_never_verifies()
    {
        ParsedToken token = TokenReader.Read(Sign(IdClaims(), Header().Without("kid")));

        Assert.That((await Catch(_verifier, token, CancellationToken.None)).Reason, Is.EqualTo(AuthErrorReason.InvalidToken));
    }

    [TestCase("nonsense")]
    [TestCase("")]
    [TestCase("a.b.c")]
    public void What_is_no_token_is_refused_from_the_store_too(string stored)
    {
        Assert.That(() => TokenReader.Read(stored), Throws.TypeOf<AuthException>().With.Property("Reason").EqualTo(AuthErrorReason.InvalidToken));
    }

    [Test]
    public async Task A_key_serves_many_threads_at_once()
    {
        ParsedToken token = _verifier.CheckClaims(Sign(IdClaims()), TokenUse.Id, Now);

        await Parallel.ForEachAsync(Enumerable.Range(0, 400), async (_, cancellationToken) => await _verifier.VerifySignatureAsync(token, cancellationToken));
    }

    internal static NUnit.Framework.Constraints.IResolveConstraint Refused(string check) =>
        Throws.TypeOf<AuthException>().With.Property("Reason").EqualTo(AuthErrorReason.InvalidToken).And.Message.Contains(check);

    private static async Task<AuthException> Catch(TokenVerifier verifier, ParsedToken token, CancellationToken cancellationToken)
    {
        try
        {
            await verifier.VerifySignatureAsync(token, cancellationToken);
        }
        catch (AuthException e)
        {
            return e;
        }

        throw new AssertionException("The token was accepted.");
    }
}
