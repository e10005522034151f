namespace Amplify.Emulator;

/// <summary>Which role an identity gets in the enhanced flow.</summary>
internal static class RoleChoice
{
    /// <exception cref="ServiceException">None, one that does not trust the identity, or one the caller may not choose.</exception>
    public static EmulatedRole Of(EmulatedIdentityPool pool, IReadOnlyList<VerifiedLogin> logins, string? customRoleArn)
    {
        bool guest = logins.Count == 0;
        EmulatedRole? role = guest ? Guest(pool, customRoleArn) : SignedIn(pool, logins, customRoleArn);
        return role is not null && role.Trusts(pool.Id, guest)
            ? role
            : throw new ServiceException("InvalidIdentityPoolConfigurationException", "Invalid identity pool configuration. Check assigned IAM roles for this pool.");
    }

    private static EmulatedRole? Guest(EmulatedIdentityPool pool, string? customRoleArn) =>
        customRoleArn is null ? pool.UnauthenticatedRole : throw Denied("unauthenticated identities");

    private static EmulatedRole? SignedIn(EmulatedIdentityPool pool, IReadOnlyList<VerifiedLogin> logins, string? customRoleArn)
    {
        foreach (VerifiedLogin login in logins)
        {
            if (pool.RoleMappingOf(login.MappingKey) is { } mapping)
            {
                string? arn = mapping.Type == RoleMappingType.Token ? ByToken(login, customRoleArn) : ByRules(mapping, login, customRoleArn);
                return arn is not null ? pool.State.RoleNamed(arn, pool)
                    : customRoleArn is null && mapping.AmbiguousRoleResolution == AmbiguousRoleResolution.AuthenticatedRole ? pool.AuthenticatedRole
                    : throw Denied(login.MappingKey);
            }
        }

        return customRoleArn is null ? pool.AuthenticatedRole : throw Denied(logins[0].MappingKey);
    }

    private static string? ByToken(VerifiedLogin login, string? customRoleArn) => customRoleArn is null
        ? login.Claims("cognito:preferred_role") is [var preferred, ..] ? preferred : null
        : login.Claims("cognito:roles").FirstOrDefault(role => role == customRoleArn);

    private static string? ByRules(RoleMapping mapping, VerifiedLogin login, string? customRoleArn) => mapping.Rules
        .Where(rule => rule.Matches(login.Claims(rule.Claim)))
        .Select(rule => rule.RoleArn)
        .FirstOrDefault(role => customRoleArn is null || role == customRoleArn);

    private static ServiceException Denied(string provider) => ServiceException.NotAuthorized($"The ambiguous role mapping rules for: {provider} denied this request.");
}
