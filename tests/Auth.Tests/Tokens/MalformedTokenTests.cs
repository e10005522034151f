using System.Text;
using System.Text.Json.Nodes;
using Amplify.Tokens;
using static Amplify.Tests.Tokens.TokenForge;

namespace Amplify.Tests.Tokens;

/// <summary>Texts that are not tokens, or tokens written in a way readers disagree about. Every one is signed with the right key.</summary>
public sealed class MalformedTokenTests
{
    private static readonly string _good = Sign(IdClaims());
    private static readonly string _header = Header().ToJsonString();
    private static readonly string _payload = IdClaims().ToJsonString();

    private readonly TokenVerifier _verifier = new(Settings, new KnownKeys());

    [TestCase(null)]
    [TestCase("")]
    public void Nothing(string? token) => AssertRefused(token!, "none");

    [TestCase("x")]
    [TestCase("x.y")]
    public void Fewer_than_three_parts(string token) => AssertRefused(token, "three parts");

    [Test]
    public void Five_parts_as_of_an_encrypted_token() => AssertRefused(_good + ".a.b", "three parts");

    [Test]
    public void Trailing_garbage_after_a_dot() => AssertRefused(_good + ".", "three parts");

    [TestCase(" ")]
    [TestCase("\n")]
    [TestCase("\0")]
    [TestCase("=")]
    [TestCase("!")]
    [TestCase("é")]
    public void Trailing_garbage(string garbage) => AssertRefused(_good + garbage, "signature");

    [TestCase(" ")]
    [TestCase("\t")]
    [TestCase("Bearer ")]
    [TestCase("\uFEFF")]
    public void Leading_garbage(string garbage) => AssertRefused(garbage + _good, "header");

    [Test]
    public void Whitespace_between_the_parts() => AssertRefused(_good.Replace(".", " .", StringComparison.Ordinal), "header");

    [TestCase("..")]
    [TestCase(".e30.AAAA")]
    public void An_empty_header(string token) => AssertRefused(token, "header");

    [Test]
    public void An_empty_payload() => AssertRefused($"{Base64Url(Encoding.UTF8.GetBytes(_header))}..AAAA", "payload");

    [Test]
    public void An_empty_signature() => AssertRefused(_good[..(_good.LastIndexOf('.') + 1)], "signature");

    [Test]
    public void Padding()
    {
        string[] parts = _good.Split('.');
        parts[2] = parts[2].PadRight((parts[2].Length + 3) / 4 * 4, '=');
        Assert.That(parts[2], Does.EndWith("="));
        AssertRefused(string.Join('.', parts), "signature");
    }

    [Test]
    public void The_alphabet_of_plain_base64()
    {
        // A payload whose base64url certainly has the two characters that differ.
        string payload = IdClaims().With("x", "~~~???>>>").ToJsonString(new System.Text.Json.JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        for (int shift = 0; shift < 3; shift++)
        {
            string token = SignText(_header, payload + new string(' ', shift));
            string plain = token.Replace('-', '+').Replace('_', '/');
            if (plain != token)
            {
                AssertRefused(plain, "base64url");
            }
        }
    }

    [Test]
    public void Unused_bits_that_are_set()
    {
        // 256 bytes end in a character of which only two bits count: 15 others would decode to the same bytes.
        string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        char twin = alphabet[alphabet.IndexOf(_good[^1], StringComparison.Ordinal) + 1];
        Assert.That(FromBase64Url((_good[..^1] + twin).Split('.')[2]), Is.EqualTo(FromBase64Url(_good.Split('.')[2])));
        AssertRefused(_good[..^1] + twin, "signature");
    }

    [Test]
    public void A_length_no_bytes_have() => AssertRefused(_good + "AAA", "signature");

    [Test]
    public void A_huge_token()
    {
        (string below, string above) = AroundTheLimit();
        Assert.That(above, Has.Length.LessThan(TokenReader.MaxLength + 4));
        Assert.That(() => _verifier.CheckClaims(below, TokenUse.Id, Now), Throws.Nothing);
        AssertRefused(above, "longer");
        AssertRefused(new string('A', 5_000_000), "longer");
    }

    [TestCase("[]")]
    [TestCase("\"RS256\"")]
    [TestCase("null")]
    [TestCase("{")]
    [TestCase("{\"alg\":\"RS256\",}")]
    [TestCase("{'alg':'RS256'}")]
    [TestCase("{\"alg\":\"RS256\"/**/,\"kid\":\"pool-key\"}")]
    [TestCase("{\"alg\":\"RS256\",\"kid\":\"pool-key\"}}")]
    [TestCase("{\"alg\":\"RS256\",\"kid\":\"pool-key\"}{}")]
    [TestCase("{\"alg\":\"RS256\",\"kid\":\"pool-key\"}\0")]
    [TestCase("\uFEFF{\"alg\":\"RS256\",\"kid\":\"pool-key\"}")]
    public void A_header_that_is_no_JSON_object(string header) => AssertRefused(SignText(header, _payload), "header");

    [TestCase("[]")]
    [TestCase("true")]
    [TestCase("{\"a\":01}")]
    [TestCase("{\"a\":NaN}")]
    [TestCase("{\"a\":\"\n\"}")]
    [TestCase("{\"a\":1} x")]
    public void A_payload_that_is_no_JSON_object(string payload) => AssertRefused(SignText(_header, payload), "payload");

    [Test]
    public void A_member_twice_in_the_header() =>
        AssertRefused(SignText("{\"alg\":\"none\"," + _header[1..], _payload), "twice");

    [TestCase("iss")]
    [TestCase("exp")]
    [TestCase("sub")]
    [TestCase("email")]
    public void A_member_twice_in_the_payload(string name) =>
        AssertRefused(SignText(_header, $"{{\"{name}\":0," + _payload[1..]), "twice");

    [TestCase("\\u0065xp")]
    [TestCase("\\u0065\\u0078\\u0070")]
    [TestCase("e\\u0078p")]
    public void A_member_twice_with_one_spelt_in_escapes(string spelling) =>
        AssertRefused(SignText(_header, _payload[..^1] + $",\"{spelling}\":9999999999}}"), "twice");

    [Test]
    public void A_member_twice_with_both_spelt_in_escapes() =>
        AssertRefused(SignText(_header, _payload[..^1] + ",\"\\u0061b\":1,\"a\\u0062\":1}"), "twice");

    [Test]
    public void A_member_twice_deep_inside() =>
        AssertRefused(SignText(_header, _payload[..^1] + ",\"x\":[{\"y\":{\"a\":1,\"b\":{},\"a\":2}}]}"), "twice");

    [Test]
    public void The_same_member_in_different_objects_is_no_fault()
    {
        string token = SignText(_header, _payload[..^1] + ",\"x\":[{\"a\":1,\"exp\":{\"exp\":1}},{\"a\":1}],\"y\":{\"x\":{\"a\":{}}}}");

        Assert.That(_verifier.CheckClaims(token, TokenUse.Id, Now).ExpiresAt, Is.EqualTo(Now.AddSeconds(3540)));
    }

    [Test]
    public void A_claim_inside_an_object_does_not_count() =>
        AssertRefused(Sign(IdClaims().Without("exp").With("x", new JsonObject { ["exp"] = Now.ToUnixTimeSeconds() + 3540 })), "exp");

    [Test]
    public void Objects_nested_too_deeply()
    {
        Assert.That(() => _verifier.CheckClaims(Nested(14), TokenUse.Id, Now), Throws.Nothing);
        AssertRefused(Nested(16), "nested");
        AssertRefused(Nested(5000), "nested");
    }

    [Test]
    public void More_members_than_any_token_has()
    {
        var claims = IdClaims();
        for (int i = 0; i < 600; i++)
        {
            claims["c" + i] = i;
        }

        AssertRefused(Sign(claims), "many");
    }

    [Test]
    public void Members_up_to_the_limit_are_read()
    {
        var claims = IdClaims();
        for (int i = 0; i < 400; i++)
        {
            claims["c" + i] = i;
        }

        Assert.That(_verifier.CheckClaims(Sign(claims), TokenUse.Id, Now).Claims, Has.Count.EqualTo(415));
    }

    [Test]
    public void Bytes_that_are_not_UTF8()
    {
        byte[] payload = Encoding.UTF8.GetBytes(IdClaims().With("x", "@@").ToJsonString());
        payload[Array.IndexOf(payload, (byte)'@', Array.LastIndexOf(payload, (byte)'x'))] = 0xFF;
        AssertRefused(SignBytes(Encoding.UTF8.GetBytes(_header), payload), "UTF-8");
    }

    [TestCase("\"x\":\"\\ud800\"")]
    [TestCase("\"\\udc00\":1")]
    [TestCase("\"x\":[{\"y\":\"\\ud800\\u0041\"}]")]
    public void Half_a_surrogate_pair(string member) => AssertRefused(SignText(_header, _payload[..^1] + $",{member}}}"), "surrogate");

    private static string Nested(int depth) => SignText(_header, _payload[..^1] + $",\"x\":{new string('[', depth)}{new string(']', depth)}}}");

    /// <summary>Two tokens of neighbouring sizes: the longest not above the limit and the shortest above it.</summary>
    private static (string Below, string Above) AroundTheLimit()
    {
        string below = _good;
        for (int filler = (TokenReader.MaxLength - _good.Length - 40) * 3 / 4; ; filler++)
        {
            string token = Sign(IdClaims().With("x", new string('x', filler)));
            if (token.Length > TokenReader.MaxLength)
            {
                return (below, token);
            }

            below = token;
        }
    }

    private void AssertRefused(string token, string check) => Refusal.Assert(_verifier, token, check);
}
