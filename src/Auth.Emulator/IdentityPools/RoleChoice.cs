namespace Amplify.Emulator;

/// <summary>Which role an identity gets in the enhanced flow.</summary>
internal static class RoleChoice
{
    /// <exception cref="ServiceException">None, or one that does not trust the identity.</exception>
    public static EmulatedRole Of(EmulatedIdentityPool pool, IReadOnlyList<VerifiedLogin> logins, string? customRoleArn)
    {
        bool guest = logins.Count == 0;
        EmulatedRole? role = guest ? pool.UnauthenticatedRole : pool.AuthenticatedRole;
        return role is not null && role.Trusts(pool.Id, guest)
            ? role
            : throw new ServiceException("InvalidIdentityPoolConfigurationException", "Invalid identity pool configuration. Check assigned IAM roles for this pool.");
    }
}
