using System.Text.Json;
using Amplify.Tokens;

namespace Amplify.Tests.Tokens;

/// <summary>
/// Where we refuse what System.IdentityModel.Tokens.Jwt takes, and why. Told from the token alone, with other code than the
/// verifier's: a token that is in none of these classes has to be judged alike by both.
/// </summary>
internal static class StricterByDesign
{
    /// <summary>A user pool's tokens have 1 to 3 KB; what is far longer only costs time.</summary>
    public const string Long = "longer than 16 KB";

    /// <summary>RFC 7515 §2: no padding, no line ends, and one text for one sequence of bytes, so that nobody makes a second token of one.</summary>
    public const string Encoding = "not the one base64url text of its bytes";

    /// <summary>RFC 8259 JSON only, no member twice (RFC 7519 §4 allows refusing), no depth beyond reason: readers must not disagree about a claim.</summary>
    public const string Json = "not JSON that all readers understand alike";

    /// <summary>RFC 7515 §4.1.11: extensions not understood must be refused. The library overlooks them.</summary>
    public const string Critical = "crit in the header";

    /// <summary>The pool writes texts as texts and times as whole numbers; the library takes lists, texts and fractions in their place.</summary>
    public const string Types = "a claim of another type";

    /// <summary>The pool always writes sub and iat, and the engine relies on them.</summary>
    public const string Missing = "sub or iat missing";

    /// <summary>A token issued after its own end, or a day ahead of the clock, would be kept for years.</summary>
    public const string Issued = "an iat that makes no sense";

    /// <summary>OpenID Connect Core §3.1.3.7 (3): other audiences that are not trusted. The pool writes one.</summary>
    public const string Audiences = "several audiences";

    public static IReadOnlyList<string> All { get; } = [Long, Encoding, Json, Critical, Types, Missing, Issued, Audiences];

    /// <summary>The class of a token; null when both have to agree.</summary>
    public static string? Of(string token, TokenUse use, DateTimeOffset now)
    {
        if (token.Length > 16 * 1024)
        {
            return Long;
        }

        string[] parts = token.Split('.');
        if (parts.Any(part => !IsCanonical(part)))
        {
            return Encoding;
        }

        try
        {
            var options = new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 16 };
            using JsonDocument header = JsonDocument.Parse(TokenForge.FromBase64Url(parts[0]), options);
            using JsonDocument payload = JsonDocument.Parse(TokenForge.FromBase64Url(parts[1]), options);
            foreach (JsonProperty member in header.RootElement.EnumerateObject().Concat(payload.RootElement.EnumerateObject()))
            {
                // Throws over half a surrogate pair.
                _ = member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString() : null;
            }

            return header.RootElement.TryGetProperty("crit", out _) ? Critical : OfClaims(payload.RootElement, use, now);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return Json;
        }
    }

    private static string? OfClaims(JsonElement claims, TokenUse use, DateTimeOffset now)
    {
        string[] texts = use == TokenUse.Id ? ["iss", "sub", "token_use"] : ["iss", "sub", "token_use", "client_id"];
        string[] times = ["exp", "iat", "nbf"];
        if (texts.Any(name => claims.TryGetProperty(name, out JsonElement claim) && claim.ValueKind != JsonValueKind.String)
            || times.Any(name => claims.TryGetProperty(name, out JsonElement claim) && Whole(claim) is null))
        {
            return Types;
        }

        if (!claims.TryGetProperty("sub", out JsonElement subject) || subject.ValueEquals("") || !claims.TryGetProperty("iat", out JsonElement issued))
        {
            return Missing;
        }

        long issuedAt = Whole(issued)!.Value;
        if (issuedAt > now.ToUnixTimeSeconds() + 86_400 || (claims.TryGetProperty("exp", out JsonElement end) && issuedAt > Whole(end)))
        {
            return Issued;
        }

        return use == TokenUse.Id && claims.TryGetProperty("aud", out JsonElement audience) && audience.ValueKind == JsonValueKind.Array && audience.GetArrayLength() != 1
            ? Audiences
            : null;
    }

    private static long? Whole(JsonElement claim) =>
        claim.ValueKind == JsonValueKind.Number && claim.TryGetInt64(out long number) && number is >= 0 and <= 253_402_300_799 ? number : null;

    private static bool IsCanonical(string part)
    {
        try
        {
            return part == TokenForge.Base64Url(TokenForge.FromBase64Url(part));
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
