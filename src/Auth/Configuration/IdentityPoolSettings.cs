using System.Text.RegularExpressions;

namespace Amplify.Configuration;

/// <summary>The identity pool of a configuration, checked.</summary>
internal sealed partial class IdentityPoolSettings
{
    private const int MaxId = 55;
    private const int MaxArn = 2048;

    public required string Id { get; init; }

    /// <summary>The region in its id: where pool and Security Token Service are asked.</summary>
    public required string Region { get; init; }

    public required bool AllowGuests { get; init; }

    /// <summary>Null for the enhanced flow.</summary>
    public required string? AuthenticatedRoleArn { get; init; }

    /// <summary>Null for the enhanced flow.</summary>
    public required string? UnauthenticatedRoleArn { get; init; }

    public required string RoleSessionName { get; init; }

    /// <summary>Null where the identity pool chooses.</summary>
    public required string? CustomRoleArn { get; init; }

    /// <summary>The key in <c>Logins</c> of the user pool's ID tokens: their issuer without its scheme.</summary>
    public required string UserPoolProvider { get; init; }

    /// <returns>Null when no identity pool is configured, or something does not fit.</returns>
    public static IdentityPoolSettings? Check(AuthOptions options, string issuer, List<string> faults)
    {
        CheckRole(options.AuthenticatedRoleArn, nameof(options.AuthenticatedRoleArn), faults);
        CheckRole(options.UnauthenticatedRoleArn, nameof(options.UnauthenticatedRoleArn), faults);
        CheckRole(options.CustomRoleArn, nameof(options.CustomRoleArn), faults);
        if (options is { AuthenticatedRoleArn: not null, CustomRoleArn: not null })
        {
            faults.Add("AuthenticatedRoleArn and CustomRoleArn are both set. Give one of the two: the first is for the basic flow, the second for the enhanced one.");
        }

        if (options.RoleSessionName is null || !SessionNamePattern().IsMatch(options.RoleSessionName))
        {
            faults.Add("RoleSessionName is not the name of a role session: those have 2 to 64 letters, digits and _+=,.@-.");
        }

        if (options.IdentityPoolId is not { } id)
        {
            CheckNothingNeedsAPool(options, faults);
            return null;
        }

        if (id.Length > MaxId || !IdPattern().IsMatch(id))
        {
            faults.Add("IdentityPoolId is not an identity pool's id: it needs a region, a colon and a UUID, such as 'eu-west-1:6f1c0f8e-1b6a-4c39-9d1e-2f0f4f1f2a3b'.");
            return null;
        }

        return new IdentityPoolSettings
        {
            Id = id,
            Region = id[..id.IndexOf(':', StringComparison.Ordinal)],
            AllowGuests = options.AllowGuestAccess,
            AuthenticatedRoleArn = options.AuthenticatedRoleArn,
            UnauthenticatedRoleArn = options.UnauthenticatedRoleArn,
            RoleSessionName = options.RoleSessionName ?? "",
            CustomRoleArn = options.CustomRoleArn,
            UserPoolProvider = issuer[(issuer.IndexOf("://", StringComparison.Ordinal) is var at and >= 0 ? at + 3 : 0)..],
        };
    }

    private static void CheckNothingNeedsAPool(AuthOptions options, List<string> faults)
    {
        string? needy = options switch
        {
            { AllowGuestAccess: true } => nameof(options.AllowGuestAccess),
            { AuthenticatedRoleArn: not null } => nameof(options.AuthenticatedRoleArn),
            { UnauthenticatedRoleArn: not null } => nameof(options.UnauthenticatedRoleArn),
            { CustomRoleArn: not null } => nameof(options.CustomRoleArn),
            _ => null,
        };
        if (needy is not null)
        {
            faults.Add($"{needy} is set and IdentityPoolId is missing: set it to the identity pool's id, such as 'eu-west-1:6f1c0f8e-1b6a-4c39-9d1e-2f0f4f1f2a3b'.");
        }
    }

    private static void CheckRole(string? arn, string name, List<string> faults)
    {
        if (arn is not null && (arn.Length > MaxArn || !RolePattern().IsMatch(arn)))
        {
            faults.Add($"{name} is not the ARN of a role, such as 'arn:aws:iam::123456789012:role/Photographer'.");
        }
    }

    [GeneratedRegex(@"\A[a-z][a-z0-9-]*:[0-9a-f-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex IdPattern();

    [GeneratedRegex(@"\Aarn:aws[a-z-]*:iam::[0-9]{12}:role/[0-9A-Za-z_+=,.@/-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex RolePattern();

    [GeneratedRegex(@"\A[0-9A-Za-z_+=,.@-]{2,64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex SessionNamePattern();
}
