using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Amplify.Tests.Support;
using Amplify.Tokens;
using static Amplify.Tests.Tokens.TokenForge;

namespace Amplify.Tests.Tokens;

/// <summary>Makes tokens that are right, nearly right and wrong: the same ones in every run.</summary>
internal sealed class TokenMutator(Seeded random)
{
    private static readonly string[] _presigned = [Sign(IdClaims()), Sign(AccessClaims()), Sign(IdClaims().With("nonce", "n")), Sign(IdClaims(), key: ForeignKey)];
    private static readonly int[] _offsets = [-100_000, -3600, -2, -1, 0, 1, 2, 3600, 86_400, 86_401, 100_000];
    private static readonly string[] _algorithms = ["none", "HS256", "RS256", "RS384", "RS512", "PS256", "ES256", "rs256", ""];
    private static readonly string[] _values = ["null", "true", "0", "1", "\"\"", "\"x\"", "[]", "{}", "[\"x\"]", "1800000000.5", "\"1800003540\"", "1.9e9", "-5", "99999999999999999999"];

    public (string Token, TokenUse Use) Next()
    {
        TokenUse use = random.Below(3) == 0 ? TokenUse.Access : TokenUse.Id;
        return (random.Below(2) == 0 ? MutateText() : MutateJson(random.Below(10) == 0 ? Other(use) : use), use);
    }

    private static TokenUse Other(TokenUse use) => use == TokenUse.Id ? TokenUse.Access : TokenUse.Id;

    /// <summary>Changes the text of a token that was signed before.</summary>
    private string MutateText()
    {
        string token = random.Pick(_presigned);
        int place = random.Below(token.Length);
        string[] parts = token.Split('.');
        string[] others = random.Pick(_presigned).Split('.');
        int part = random.Below(3);
        return random.Below(12) switch
        {
            0 => token,
            1 or 2 or 3 => token[..place] + (char)(token[place] ^ (1 << random.Below(7))) + token[(place + 1)..],
            4 => token.Remove(place, 1),
            5 => token.Insert(place, random.Pick(["A", "=", " ", ".", "\n", "-", "+", "é"])),
            6 => token + random.Pick([" ", "\n", "=", "==", "A", ".", ".AAAA", "\0"]),
            7 => string.Join('.', parts.Select((text, i) => i == part ? others[i] : text)),
            8 => string.Join('.', parts.Select((text, i) => i == part ? "" : text)),
            9 => string.Join('.', parts.Select((text, i) => i == part ? parts[(i + 1) % 3] : text)),
            10 => string.Join('.', parts.Select((text, i) => i == part ? text[..^1] + random.Pick(["A", "B", "Q", "g", "w", "_"]) : text)),
            _ => token.Replace('-', '+').Replace('_', '/'),
        };
    }

    /// <summary>Changes header and claims and signs them, mostly with the right key.</summary>
    private string MutateJson(TokenUse use)
    {
        JsonObject header = Header();
        JsonObject claims = use == TokenUse.Id ? IdClaims() : AccessClaims();
        for (int edits = random.Below(3); edits >= 0; edits--)
        {
            Edit(header, claims);
        }

        string payload = claims.ToJsonString();
        RSA key = random.Below(8) == 0 ? ForeignKey : PoolKey;
        return SignText(EditText(header.ToJsonString()), EditText(payload), key);
    }

    private void Edit(JsonObject header, JsonObject claims)
    {
        string claim = random.Pick([.. claims.Select(member => member.Key), "iss", "exp", "iat", "aud", "token_use", "client_id"]);
        switch (random.Below(13))
        {
            case 0:
                break;
            case 1:
                claims.Remove(claim);
                break;
            case 2:
                claims[claim] = JsonNode.Parse(random.Pick(_values));
                break;
            case 3 when claims[claim] is { } value:
                claims[claim] = new JsonArray(value.DeepClone());
                break;
            case 4 when claims[claim] is JsonValue text && text.TryGetValue(out string? old):
                claims[claim] = random.Pick([old.ToUpperInvariant(), old + " ", old + "/", old[..(old.Length / 2)]]);
                break;
            case 5 or 6 or 7:
                claims[random.Pick(["exp", "nbf", "iat"])] = Now.ToUnixTimeSeconds() + random.Pick(_offsets);
                break;
            case 8:
                claims["aud"] = new JsonArray([.. Enumerable.Range(0, random.Below(4)).Select(i => (JsonNode)(i == 1 ? ClientId : "client" + (i + 1)))]);
                break;
            case 9:
                header["alg"] = random.Pick(_algorithms);
                break;
            case 10:
                header[random.Pick(["crit", "typ", "kid", "x5t", "jku", "cty"])] = JsonNode.Parse(random.Pick([.. _values, "[\"b64\"]", "\"JWT\"", "\"pool-key\""]));
                break;
            case 11:
                claims["filler"] = new string('x', random.Below(20_000));
                break;
            case 12:
                claims["custom:" + random.Below(100)] = JsonNode.Parse(random.Pick(_values));
                break;
        }
    }

    private string EditText(string json)
    {
        string member = random.Pick(["exp", "iss", "aud", "sub", "x", "alg", "kid"]);
        return random.Below(40) switch
        {
            0 => json[..^1] + ",}",
            1 => json.Replace(",", "/**/,", StringComparison.Ordinal),
            2 => json.Replace('"', '\''),
            3 => "\uFEFF" + json,
            4 => " \r\n" + json.Replace(",", " ,\t", StringComparison.Ordinal) + " ",
            5 or 6 => $"{json[..^1]},\"{member}\":{random.Pick(_values)}}}",
            7 => json.Replace($"\"{member}\"", $"\"\\u{(int)member[0]:x4}{member[1..]}\"", StringComparison.Ordinal),
            8 or 9 => Nest(json, random.Below(24) + 1),
            10 => json + random.Pick(["x", "{}", "}", "\0", " "]),
            11 => $"{json[..^1]},\"s\":\"\\ud800\"}}",
            _ => json,
        };
    }

    private static string Nest(string json, int depth) => $"{json[..^1]},\"deep\":{string.Concat(Enumerable.Repeat("{\"a\":", depth))}1{new string('}', depth)}}}";
}
