using System.Collections.Immutable;
using Amplify.Emulator;

namespace Amplify.Tests.Model;

/// <summary>A user of the pool as the model has it.</summary>
internal sealed record ModelUser
{
    /// <summary>Name and how many users had it before: one who signs up under a deleted user's name is another user.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    public UserStatus Status { get; init; } = UserStatus.Unconfirmed;

    public bool Enabled { get; init; } = true;

    public required string Password { get; init; }

    public DateTimeOffset TemporaryUntil { get; init; }

    public ImmutableSortedDictionary<string, string> Attributes { get; init; } = Sorted.ByText<string>();

    /// <summary>The second factors asked for, in the order they were enabled.</summary>
    public ImmutableList<string> Factors { get; init; } = [];

    public string? Preferred { get; init; }

    /// <summary>The authenticator app that proved itself, and the one being set up: keys of <see cref="ModelState.UsedTotpSteps"/>.</summary>
    public int? Totp { get; init; }

    public int? PendingTotp { get; init; }

    /// <summary>The passkeys, in the order they were registered.</summary>
    public ImmutableList<ModelPasskey> Passkeys { get; init; } = [];

    /// <summary>When the code that waits ends, by what it is for.</summary>
    public ImmutableSortedDictionary<string, DateTimeOffset> Codes { get; init; } = Sorted.ByText<DateTimeOffset>();

    public ImmutableSortedDictionary<string, ImmutableList<DateTimeOffset>> Attempts { get; init; } = Sorted.ByText<ImmutableList<DateTimeOffset>>();

    public int Failures { get; init; }

    public DateTimeOffset LastFailureOrAttempt { get; init; }

    public DateTimeOffset LockedUntil { get; init; }

    public string? Attribute(string name) => Attributes.GetValueOrDefault(name);

    /// <summary>Whether the user has the address or number and has proved it; an administrator may vouch for one that is not there.</summary>
    public bool IsVerified(string attribute) => Attribute(attribute) is not null && Attribute($"{attribute}_verified") == "true";

    public ModelUser With(string attribute, string value) => this with { Attributes = Attributes.SetItem(attribute, value) };

    public ModelUser Without(params string[] attributes) => this with { Attributes = Attributes.RemoveRange(attributes) };

    public ModelUser WithPassword(string password) => this with { Password = password, Status = UserStatus.Confirmed, TemporaryUntil = default };

    public ModelUser WithFactor(string factor) => this with { Factors = Factors.Contains(factor) ? Factors : Factors.Add(factor) };

    public ModelUser WithoutFactor(string factor) => this with { Factors = Factors.Remove(factor), Preferred = Preferred == factor ? null : Preferred };

    /// <summary>What the ID token tells of the user, as far as the model looks.</summary>
    public string Claims => $"name {Attribute("name") ?? "-"}, email {Attribute("email") ?? "-"}";

    /// <summary>What a look at the pool shows.</summary>
    public string Fact => FactOf(Id, Status, Enabled, Attributes, Factors, Preferred, PasskeyRules.Describe(Passkeys));

    public static string FactOf(string id, UserStatus status, bool enabled, IEnumerable<KeyValuePair<string, string>> attributes, IEnumerable<string> factors, string? preferred, string passkeys) =>
        $"{id}: {status}, {(enabled ? "enabled" : "disabled")}, {string.Join(", ", attributes.OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => $"{a.Key}={a.Value}"))}, factors [{string.Join(", ", factors)}], prefers {preferred ?? "none"}, passkeys {passkeys}";
}
