namespace Amplify.Emulator;

/// <summary>Which role the users of one provider get.</summary>
public sealed class RoleMapping
{
    /// <summary>How the role is found.</summary>
    public RoleMappingType Type { get; init; }

    /// <summary>What happens where no rule matches, or the token has roles but does not say which is preferred.</summary>
    public AmbiguousRoleResolution AmbiguousRoleResolution { get; init; }

    /// <summary>The rules of <see cref="RoleMappingType.Rules"/>, in order.</summary>
    public IReadOnlyList<RoleMappingRule> Rules { get; init; } = [];
}
