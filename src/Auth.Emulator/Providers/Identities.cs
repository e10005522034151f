using System.Globalization;
using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <summary>The <c>identities</c> attribute: a JSON list, as text, of the accounts at providers a user signs in with. The caller holds the pool's gate.</summary>
internal static class Identities
{
    public const string Attribute = "identities";

    public static void Add(EmulatedUser user, EmulatedIdentityProvider provider, string subject, DateTimeOffset now, bool primary)
    {
        JsonArray all = Read(user);
        all.Add(new JsonObject
        {
            ["userId"] = subject,
            ["providerName"] = provider.Name,
            ["providerType"] = provider.Traits.TypeName,
            ["issuer"] = provider.Settings.Type == IdentityProviderType.Saml ? provider.Url.ToString() : null,
            ["primary"] = primary ? "true" : "false",
            ["dateCreated"] = now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
        });
        user.SetAttribute(Attribute, all.ToJsonString());
    }

    public static void Remove(EmulatedUser user, EmulatedIdentityProvider provider, string subject)
    {
        JsonArray all = Read(user);
        all.RemoveAll(identity => (string?)identity!["providerName"] == provider.Name && (string?)identity["userId"] == subject);
        if (all.Count > 0)
        {
            user.SetAttribute(Attribute, all.ToJsonString());
        }
        else
        {
            user.RemoveAttribute(Attribute);
        }
    }

    public static bool Has(EmulatedUser user, EmulatedIdentityProvider provider, string subject) =>
        Read(user).Any(identity => (string?)identity!["providerName"] == provider.Name && (string?)identity["userId"] == subject);

    public static JsonArray Read(EmulatedUser user) => user.Attribute(Attribute) is { } text ? JsonNode.Parse(text)!.AsArray() : [];
}
