namespace Amplify;

/// <summary>Which user a role is to be chosen for, and among which roles (see <see cref="AuthServices.RoleChooser"/>).</summary>
public sealed class RoleChoiceContext
{
    internal RoleChoiceContext(AuthUser user)
    {
        User = user;
        Roles = user.FindAll("cognito:roles");
        PreferredRole = user.FindFirst("cognito:preferred_role");
    }

    /// <summary>The user, with every claim of the ID token.</summary>
    public AuthUser User { get; }

    /// <summary>The roles of the user's groups (<c>cognito:roles</c>), in the token's order; empty when there are none.</summary>
    public IReadOnlyList<string> Roles { get; }

    /// <summary>The role of the group that comes first (<c>cognito:preferred_role</c>); null when there is none.</summary>
    public string? PreferredRole { get; }
}
