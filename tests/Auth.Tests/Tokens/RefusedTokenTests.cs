using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Amplify.Tokens;
using static Amplify.Tests.Tokens.TokenForge;

namespace Amplify.Tests.Tokens;

/// <summary>One test for each thing a token must not be. The names are the tests' own words.</summary>
public sealed class RefusedTokenTests
{
    private readonly TokenVerifier _verifier = new(Settings, new KnownKeys());

    [Test]
    public void Algorithm_none_without_a_signature()
    {
        string signed = SignText(Header().With("alg", "none").ToJsonString(), IdClaims().ToJsonString());
        AssertRefused(signed[..(signed.LastIndexOf('.') + 1)], "signature");
    }

    [TestCase("none")]
    [TestCase("None")]
    [TestCase("rs256")]
    [TestCase("RS256 ")]
    [TestCase("RS384")]
    [TestCase("RS512")]
    [TestCase("PS256")]
    [TestCase("ES256")]
    [TestCase("HS256")]
    [TestCase("")]
    public void Another_algorithm_named_though_the_signature_is_RS256(string algorithm) =>
        AssertRefused(Sign(IdClaims(), Header().With("alg", algorithm)), "alg");

    [Test]
    public void No_algorithm_named() => AssertRefused(Sign(IdClaims(), Header().Without("alg")), "alg");

    [Test]
    public void An_algorithm_that_is_a_list() => AssertRefused(Sign(IdClaims(), Header().With("alg", new JsonArray("RS256"))), "alg");

    [Test]
    public void HS256_with_the_public_key_as_the_shared_secret()
    {
        foreach (byte[] secret in new[] { PoolKey.ExportSubjectPublicKeyInfo(), PoolKey.ExportRSAPublicKey(), Encoding.ASCII.GetBytes(PoolKey.ExportSubjectPublicKeyInfoPem()) })
        {
            string signed = $"{Base64Url(Encoding.UTF8.GetBytes(Header().With("alg", "HS256").ToJsonString()))}.{Base64Url(Encoding.UTF8.GetBytes(IdClaims().ToJsonString()))}";
            AssertRefused($"{signed}.{Base64Url(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(signed)))}", "alg");
        }
    }

    [Test]
    public void A_signature_by_RS384_under_the_name_of_RS256() => AssertRefused(
        SignedBy(signed => PoolKey.SignData(signed, HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1)), "signature");

    [Test]
    public void A_signature_by_PS256_under_the_name_of_RS256() => AssertRefused(
        SignedBy(signed => PoolKey.SignData(signed, HashAlgorithmName.SHA256, RSASignaturePadding.Pss)), "signature");

    [Test]
    public void A_signature_by_a_key_of_another_length() => AssertRefused(
        SignedBy(signed =>
        {
            using var key = RSA.Create(3072);
            return key.SignData(signed, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }),
        "signature");

    [Test]
    public void A_signature_of_zeros() => AssertRefused(SignedBy(_ => new byte[256]), "signature");

    [Test]
    public void A_foreign_signature_under_the_pools_key_id() => AssertRefused(Sign(IdClaims(), key: ForeignKey), "signature");

    [Test]
    public void A_foreign_key_id() => AssertRefused(Sign(IdClaims(), Header().With("kid", "foreign"), ForeignKey), "kid");

    [Test]
    public void No_key_id() => AssertRefused(Sign(IdClaims(), Header().Without("kid")), "kid");

    [Test]
    public void An_empty_key_id() => AssertRefused(Sign(IdClaims(), Header().With("kid", "")), "kid");

    [Test]
    public void A_key_id_that_is_a_number() => AssertRefused(Sign(IdClaims(), Header().With("kid", 1)), "kid");

    [Test]
    public void A_key_brought_along_in_the_header()
    {
        RSAParameters own = ForeignKey.ExportParameters(includePrivateParameters: false);
        var jwk = new JsonObject { ["kty"] = "RSA", ["kid"] = KeyId, ["n"] = Base64Url(own.Modulus!), ["e"] = Base64Url(own.Exponent!) };
        AssertRefused(Sign(IdClaims(), Header().With("jwk", jwk), ForeignKey), "signature");
    }

    [Test]
    public void Extensions_that_must_be_understood() => AssertRefused(Sign(IdClaims(), Header().With("crit", new JsonArray("b64")).With("b64", false)), "crit");

    [TestCase("https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Other")]
    [TestCase("https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI/")]
    [TestCase("HTTPS://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI")]
    [TestCase("https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_abcdefghi")]
    [TestCase("")]
    public void Another_issuer(string issuer) => AssertRefused(Sign(IdClaims().With("iss", issuer)), "iss");

    [Test]
    public void No_issuer() => AssertRefused(Sign(IdClaims().Without("iss")), "iss");

    [Test]
    public void An_issuer_in_a_list() => AssertRefused(Sign(IdClaims().With("iss", new JsonArray(Issuer))), "iss");

    [TestCase("client2")]
    [TestCase("CLIENT1")]
    [TestCase("client1 ")]
    [TestCase("")]
    public void Another_audience(string audience) => AssertRefused(Sign(IdClaims().With("aud", audience)), "aud");

    [Test]
    public void No_audience() => AssertRefused(Sign(IdClaims().Without("aud")), "aud");

    [Test]
    public void No_audience_but_a_client_id() => AssertRefused(Sign(IdClaims().Without("aud").With("client_id", ClientId)), "aud");

    [Test]
    public void Several_audiences() => AssertRefused(Sign(IdClaims().With("aud", new JsonArray(ClientId, "client2"))), "aud");

    [Test]
    public void An_empty_list_of_audiences() => AssertRefused(Sign(IdClaims().With("aud", new JsonArray())), "aud");

    [Test]
    public void An_audience_that_is_an_object() => AssertRefused(Sign(IdClaims().With("aud", new JsonObject { ["aud"] = ClientId })), "aud");

    [TestCase("client2")]
    [TestCase("")]
    public void Another_client(string client) => AssertRefused(Sign(AccessClaims().With("client_id", client)), "client_id", TokenUse.Access);

    [Test]
    public void No_client() => AssertRefused(Sign(AccessClaims().Without("client_id")), "client_id", TokenUse.Access);

    [Test]
    public void No_client_but_an_audience() => AssertRefused(Sign(AccessClaims().Without("client_id").With("aud", ClientId)), "client_id", TokenUse.Access);

    [Test]
    public void An_ID_token_where_an_access_token_belongs() => AssertRefused(Sign(IdClaims().With("client_id", ClientId)), "token_use", TokenUse.Access);

    [Test]
    public void An_access_token_where_an_ID_token_belongs() => AssertRefused(Sign(AccessClaims().With("aud", ClientId)), "token_use");

    [TestCase("ID")]
    [TestCase("refresh")]
    [TestCase("")]
    public void Another_use(string use) => AssertRefused(Sign(IdClaims().With("token_use", use)), "token_use");

    [Test]
    public void No_use() => AssertRefused(Sign(IdClaims().Without("token_use")), "token_use");

    [TestCase(0)]
    [TestCase(-1)]
    [TestCase(-3600)]
    public void Expired(int secondsFromNow) => AssertRefused(Sign(IdClaims().With("exp", Now.ToUnixTimeSeconds() + secondsFromNow).With("iat", 1)), "expired");

    [Test]
    public void No_end() => AssertRefused(Sign(IdClaims().Without("exp")), "exp");

    [TestCase("null")]
    [TestCase("\"1800003540\"")]
    [TestCase("1800003540.5")]
    [TestCase("1.9e9")]
    [TestCase("-1")]
    [TestCase("99999999999999999999")]
    [TestCase("253402300800")]
    [TestCase("[1800003540]")]
    [TestCase("true")]
    public void An_end_that_is_no_time(string value) => AssertRefused(Sign(IdClaims().With("exp", JsonNode.Parse(value))), "exp");

    [Test]
    public void No_time_of_issue() => AssertRefused(Sign(IdClaims().Without("iat")), "iat");

    [TestCase("\"1800000000\"")]
    [TestCase("1.5")]
    [TestCase("-1")]
    public void A_time_of_issue_that_is_no_time(string value) => AssertRefused(Sign(IdClaims().With("iat", JsonNode.Parse(value))), "iat");

    [Test]
    public void Issued_after_its_end() => AssertRefused(Sign(IdClaims().With("iat", Now.ToUnixTimeSeconds() + 3541)), "iat");

    [Test]
    public void Issued_days_ahead() => AssertRefused(
        Sign(IdClaims().With("iat", Now.ToUnixTimeSeconds() + 86_401).With("exp", Now.ToUnixTimeSeconds() + 90_000)), "clock");

    [Test]
    public void Not_valid_yet() => AssertRefused(Sign(IdClaims().With("nbf", Now.ToUnixTimeSeconds() + 1)), "nbf");

    [Test]
    public void A_beginning_that_is_no_time() => AssertRefused(Sign(IdClaims().With("nbf", "0")), "nbf");

    [Test]
    public void No_subject() => AssertRefused(Sign(IdClaims().Without("sub")), "sub");

    [Test]
    public void An_empty_subject() => AssertRefused(Sign(IdClaims().With("sub", "")), "sub");

    private string SignedBy(Func<byte[], byte[]> sign)
    {
        string signed = $"{Base64Url(Encoding.UTF8.GetBytes(Header().ToJsonString()))}.{Base64Url(Encoding.UTF8.GetBytes(IdClaims().ToJsonString()))}";
        return $"{signed}.{Base64Url(sign(Encoding.ASCII.GetBytes(signed)))}";
    }

    private void AssertRefused(string token, string check, TokenUse use = TokenUse.Id) => Refusal.Assert(_verifier, token, check, use);
}
