using System.Security.Claims;
using System.Text.Json;

namespace Amplify.Testing;

/// <summary>Claims of a test token as the engine makes them: a list as one per element, an object as JSON.</summary>
internal static class TestClaims
{
    public static IReadOnlyList<Claim> Of(string token)
    {
        string payload = token.Split('.')[1].Replace('-', '+').Replace('_', '/');
        using JsonDocument document = JsonDocument.Parse(Convert.FromBase64String(payload.PadRight((payload.Length + 3) / 4 * 4, '=')));
        var claims = new List<Claim>();
        foreach (JsonProperty member in document.RootElement.EnumerateObject())
        {
            if (member.Value.ValueKind == JsonValueKind.Array)
            {
                claims.AddRange(member.Value.EnumerateArray().Where(IsThere).Select(element => Of(member.Name, element)));
            }
            else if (IsThere(member.Value))
            {
                claims.Add(Of(member.Name, member.Value));
            }
        }

        return claims.AsReadOnly();
    }

    private static bool IsThere(JsonElement value) => value.ValueKind != JsonValueKind.Null;

    private static Claim Of(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => new Claim(name, value.GetString()!, ClaimValueTypes.String),
        JsonValueKind.True or JsonValueKind.False => new Claim(name, value.GetRawText(), ClaimValueTypes.Boolean),
        JsonValueKind.Number => new Claim(name, value.GetRawText(), value.TryGetInt64(out _) ? ClaimValueTypes.Integer64 : ClaimValueTypes.Double),
        _ => new Claim(name, value.GetRawText(), "JSON"),
    };
}
