namespace Amplify;

/// <summary>
/// Where the services are, when they are not AWS's: an emulator, a proxy, a private endpoint. Null means AWS's own.
/// Plain http is accepted on loopback only.
/// </summary>
public sealed class AuthEndpoints
{
    /// <summary>The placeholder that stands for the user pool's id in <see cref="Issuer"/> and <see cref="Jwks"/>.</summary>
    public const string UserPoolIdPlaceholder = "{userPoolId}";

    /// <summary>The user pool API (<c>cognito-idp</c>).</summary>
    public Uri? UserPool { get; set; }

    /// <summary>The identity pool API (<c>cognito-identity</c>).</summary>
    public Uri? IdentityPool { get; set; }

    /// <summary>The Security Token Service, for the basic flow (see <see cref="AuthOptions.AuthenticatedRoleArn"/>).</summary>
    public Uri? Sts { get; set; }

    /// <summary>
    /// What the paths of the sign-in pages and OAuth endpoints follow (<c>/oauth2/authorize</c>, <c>/oauth2/token</c>, <c>/logout</c>), in place of
    /// <see cref="OAuthOptions.Domain"/> where that is the name of a host.
    /// </summary>
    public Uri? OAuthDomain { get; set; }

    /// <summary>The <c>iss</c> that tokens must carry, exactly. May hold <c>{userPoolId}</c>.</summary>
    public string? Issuer { get; set; }

    /// <summary>Where the keys that sign tokens are published. May hold <c>{userPoolId}</c>. Null: the issuer followed by <c>/.well-known/jwks.json</c>.</summary>
    public string? Jwks { get; set; }

    /// <summary>All endpoints at one place: the emulator's.</summary>
    /// <param name="endpoint">Scheme, host and port, such as <c>http://127.0.0.1:9229</c>.</param>
    /// <exception cref="ArgumentNullException"><paramref name="endpoint"/> is null.</exception>
    public static AuthEndpoints Local(Uri endpoint)
    {
        Require.NotNull(endpoint, nameof(endpoint));
        string root = endpoint.AbsoluteUri.TrimEnd('/');
        return new AuthEndpoints
        {
            UserPool = endpoint,
            IdentityPool = endpoint,
            Sts = endpoint,
            OAuthDomain = endpoint,
            Issuer = $"{root}/{UserPoolIdPlaceholder}",
            Jwks = $"{root}/{UserPoolIdPlaceholder}/.well-known/jwks.json",
        };
    }
}
