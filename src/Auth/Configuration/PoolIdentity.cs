using System.Text.RegularExpressions;

namespace Amplify.Configuration;

/// <summary>
/// Region, pool and app client of a configuration. Faults never repeat a value that is not well formed: it may be a secret
/// that was put into the wrong place.
/// </summary>
internal sealed partial class PoolIdentity
{
    private const int MaxUserPoolId = 55;
    private const int MaxClientId = 128;
    private const int MinClientSecret = 24;
    private const int MaxClientSecret = 64;

    // Empty strings stand for what could not be read; the faults then keep anybody from using them.
    public string Region { get; private init; } = "";

    public string UserPoolId { get; private init; } = "";

    public string UserPoolName { get; private init; } = "";

    public string ClientId { get; private init; } = "";

    public static PoolIdentity Check(AuthOptions options, List<string> faults)
    {
        string poolId = CheckUserPoolId(options.UserPoolId, faults);
        int underscore = poolId.IndexOf('_', StringComparison.Ordinal);
        string poolRegion = underscore < 0 ? "" : poolId[..underscore];

        return new PoolIdentity
        {
            Region = CheckRegion(options.Region, poolRegion, faults),
            UserPoolId = poolId,
            UserPoolName = poolId[(underscore + 1)..],
            ClientId = CheckClient(options, faults),
        };
    }

    private static string CheckUserPoolId(string? value, List<string> faults)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            faults.Add("UserPoolId is missing: set it to the user pool's id, such as 'eu-west-1_AbCdEfGhI'.");
            return "";
        }

        if (value.Length <= MaxUserPoolId && UserPoolIdPattern().IsMatch(value))
        {
            return value;
        }

        faults.Add(value.Contains(':', StringComparison.Ordinal)
            ? "UserPoolId holds a colon, as identity pool ids and ARNs do: set it to the user pool's id, such as 'eu-west-1_AbCdEfGhI'."
            : $"UserPoolId is not a user pool's id: it needs a region, an underscore and a name of letters and digits, such as 'eu-west-1_AbCdEfGhI', at most {MaxUserPoolId} characters and no blanks.");
        return "";
    }

    private static string CheckRegion(string? value, string poolRegion, List<string> faults)
    {
        if (value is null)
        {
            return poolRegion;
        }

        if (!RegionPattern().IsMatch(value))
        {
            faults.Add("Region is not an AWS region's name, such as 'eu-west-1': leave it out to take the one in UserPoolId.");
            return poolRegion;
        }

        if (poolRegion.Length > 0 && !string.Equals(value, poolRegion, StringComparison.Ordinal))
        {
            faults.Add($"Region is '{value}', but UserPoolId says '{poolRegion}': leave Region out, or correct the one that is wrong.");
        }

        return value;
    }

    private static string CheckClient(AuthOptions options, List<string> faults)
    {
        if (options.ClientSecret?.Reveal() is { } secret
            && (secret.Length is < MinClientSecret or > MaxClientSecret || !WordPattern().IsMatch(secret)))
        {
            faults.Add($"ClientSecret is not an app client's secret: those have {MinClientSecret} to {MaxClientSecret} letters and digits; leave it out when the app client has none.");
        }

        if (string.IsNullOrWhiteSpace(options.UserPoolClientId))
        {
            faults.Add("UserPoolClientId is missing: set it to the id of an app client of the user pool.");
            return "";
        }

        if (options.UserPoolClientId.Length > MaxClientId || !WordPattern().IsMatch(options.UserPoolClientId))
        {
            faults.Add($"UserPoolClientId is not an app client's id: those have up to {MaxClientId} letters and digits and no blanks.");
            return "";
        }

        return options.UserPoolClientId;
    }

    // The service's own patterns (UserPoolIdType, ClientIdType), with \w spelled out: in .NET it takes every alphabet's letters.
    // The region part is narrower than the service's [\w-]+, since it becomes part of a host name.
    [GeneratedRegex(@"\A[a-z][a-z0-9-]*_[0-9a-zA-Z]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex UserPoolIdPattern();

    // "local" and the like are regions too: of stand-ins.
    [GeneratedRegex(@"\A[a-z][a-z0-9-]{1,31}\z", RegexOptions.CultureInvariant)]
    private static partial Regex RegionPattern();

    [GeneratedRegex(@"\A[0-9A-Za-z_+]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex WordPattern();
}
