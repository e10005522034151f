using Amazon;

namespace Amplify.Configuration;

/// <summary>Where the services are, checked. Faults never repeat an address whole: it may carry a password or a key.</summary>
internal sealed class EndpointSettings
{
    private static readonly Uri _nowhere = new("https://invalid.invalid/");

    public Uri? UserPool { get; private init; }

    public Uri? IdentityPool { get; private init; }

    public Uri? Sts { get; private init; }

    public Uri? OAuthDomain { get; private init; }

    public string Issuer { get; private init; } = "";

    public Uri Jwks { get; private init; } = _nowhere;

    public static EndpointSettings Check(AuthEndpoints? endpoints, PoolIdentity pool, List<string> faults)
    {
        endpoints ??= new AuthEndpoints();
        string issuer = CheckIssuer(endpoints.Issuer, pool, faults);
        return new EndpointSettings
        {
            UserPool = CheckAddress(endpoints.UserPool, $"{nameof(AuthOptions.Endpoints)}.{nameof(AuthEndpoints.UserPool)}", faults),
            IdentityPool = CheckAddress(endpoints.IdentityPool, $"{nameof(AuthOptions.Endpoints)}.{nameof(AuthEndpoints.IdentityPool)}", faults),
            Sts = CheckAddress(endpoints.Sts, $"{nameof(AuthOptions.Endpoints)}.{nameof(AuthEndpoints.Sts)}", faults),
            OAuthDomain = CheckAddress(endpoints.OAuthDomain, $"{nameof(AuthOptions.Endpoints)}.{nameof(AuthEndpoints.OAuthDomain)}", faults),
            Issuer = issuer,
            Jwks = CheckJwks(endpoints.Jwks, issuer, pool, faults),
        };
    }

    private static string CheckIssuer(string? configured, PoolIdentity pool, List<string> faults)
    {
        if (configured is null)
        {
            return pool.Region.Length == 0 ? "" : AwsIssuer(pool);
        }

        return CheckTemplate(configured, $"{nameof(AuthOptions.Endpoints)}.{nameof(AuthEndpoints.Issuer)}", pool, faults) is null
            ? ""
            : Fill(configured, pool);
    }

    private static Uri CheckJwks(string? configured, string issuer, PoolIdentity pool, List<string> faults)
    {
        if (configured is not null)
        {
            return CheckTemplate(configured, $"{nameof(AuthOptions.Endpoints)}.{nameof(AuthEndpoints.Jwks)}", pool, faults) ?? _nowhere;
        }

        return Uri.TryCreate($"{issuer.TrimEnd('/')}/.well-known/jwks.json", UriKind.Absolute, out Uri? jwks) ? jwks : _nowhere;
    }

    // China's and other partitions' services have other host names; the SDK knows them.
    private static string AwsIssuer(PoolIdentity pool) =>
        $"https://cognito-idp.{pool.Region}.{RegionEndpoint.GetBySystemName(pool.Region).PartitionDnsSuffix}/{pool.UserPoolId}";

    private static string Fill(string template, PoolIdentity pool) =>
        template.Replace(AuthEndpoints.UserPoolIdPlaceholder, pool.UserPoolId, StringComparison.Ordinal);

    private static Uri? CheckTemplate(string template, string name, PoolIdentity pool, List<string> faults)
    {
        string filled = Fill(template, pool);
        if (filled.AsSpan().ContainsAny('{', '}'))
        {
            faults.Add($"{name} holds a placeholder that is not known: only {AuthEndpoints.UserPoolIdPlaceholder} is.");
            return null;
        }

        if (Uri.TryCreate(filled, UriKind.Absolute, out Uri? address) && !filled.AsSpan().ContainsAny(" \t\r\n"))
        {
            return CheckAddress(address, name, faults);
        }

        faults.Add($"{name} is not an absolute address, such as 'https://idp.example.com/{AuthEndpoints.UserPoolIdPlaceholder}'.");
        return null;
    }

    private static Uri? CheckAddress(Uri? address, string name, List<string> faults)
    {
        string? fault = address is null ? null : SafeAddress.FaultOf(address, name);
        if (fault is null)
        {
            return address;
        }

        faults.Add(fault);
        return null;
    }
}
