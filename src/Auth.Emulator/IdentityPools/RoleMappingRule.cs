namespace Amplify.Emulator;

/// <summary>A rule of a role mapping: whose claim matches gets the role.</summary>
public sealed class RoleMappingRule
{
    /// <summary>The claim's name, for example <c>custom:team</c>. Of a claim with several values any may match.</summary>
    public required string Claim { get; init; }

    /// <summary>How the claim is compared.</summary>
    public RoleMatchType MatchType { get; init; }

    /// <summary>What it is compared with.</summary>
    public required string Value { get; init; }

    /// <summary>The role's ARN.</summary>
    public required string RoleArn { get; init; }

    /// <summary>A rule does not match where the claim is missing, not even "not equal".</summary>
    internal bool Matches(IReadOnlyList<string> values) => MatchType switch
    {
        RoleMatchType.Equals => values.Contains(Value),
        RoleMatchType.Contains => values.Any(value => value.Contains(Value, StringComparison.Ordinal)),
        RoleMatchType.StartsWith => values.Any(value => value.StartsWith(Value, StringComparison.Ordinal)),
        RoleMatchType.NotEqual => values.Count > 0 && !values.Contains(Value),
        _ => throw new InvalidOperationException($"A rule compares in no way {MatchType}."),
    };
}
