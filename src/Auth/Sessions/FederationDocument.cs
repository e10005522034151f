using System.Text.Json.Serialization;

namespace Amplify.Sessions;

/// <summary>The part of a stored session that says which providers' tokens it rests on.</summary>
internal sealed class FederationDocument
{
    /// <summary>The identity the tokens belong to.</summary>
    [JsonPropertyName("identity")]
    public required string IdentityId { get; init; }

    [JsonPropertyName("logins")]
    public required IReadOnlyList<LoginDocument> Logins { get; init; }

    public FederationDocument With(IReadOnlyList<LoginDocument> logins) => new() { IdentityId = IdentityId, Logins = logins };
}
