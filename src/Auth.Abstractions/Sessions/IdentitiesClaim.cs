#if NET
using System.Globalization;
using System.Security.Claims;
using System.Text.Json;

namespace Amplify;

/// <summary>
/// Reads the <c>identities</c> claim: a list of objects in a token, or the same list as text. Whatever cannot be read is left out,
/// because a claim that is for display must not cost the session.
/// </summary>
internal static class IdentitiesClaim
{
    public static IReadOnlyList<AuthIdentity> Read(IReadOnlyList<Claim> claims)
    {
        var identities = new List<AuthIdentity>();
        foreach (Claim claim in claims)
        {
            if (string.Equals(claim.Type, "identities", StringComparison.Ordinal))
            {
                AddAll(identities, claim.Value);
            }
        }

        return identities.AsReadOnly();
    }

    private static void AddAll(List<AuthIdentity> identities, string json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind == JsonValueKind.Array)
            {
                identities.AddRange(document.RootElement.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.Object).Select(Read));
            }
            else if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                identities.Add(Read(document.RootElement));
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // An attribute of that name is no list of identities.
        }
    }

    private static AuthIdentity Read(JsonElement entry) => new()
    {
        ProviderName = Text(entry, "providerName") ?? "",
        ProviderType = Text(entry, "providerType") ?? "",
        UserId = Text(entry, "userId") ?? "",
        Issuer = Text(entry, "issuer"),
        IsPrimary = string.Equals(Text(entry, "primary"), "true", StringComparison.OrdinalIgnoreCase),
        DateCreated = Time(Text(entry, "dateCreated")),
    };

    /// <summary>The service writes numbers and truth values as text; others as themselves.</summary>
    private static string? Text(JsonElement entry, string name) => entry.TryGetProperty(name, out JsonElement value)
        ? value.ValueKind switch
        {
            JsonValueKind.String => value.GetString() is { Length: > 0 } text && text != "null" ? text : null,
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
            _ => null,
        }
        : null;

    /// <summary>Milliseconds since 1970.</summary>
    private static DateTimeOffset? Time(string? text) =>
        long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out long milliseconds)
        && milliseconds >= DateTimeOffset.MinValue.ToUnixTimeMilliseconds()
        && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : null;
}
#endif
