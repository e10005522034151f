namespace Amplify.Emulator;

/// <summary>The settings of an app client. Their names are those of <c>CreateUserPoolClient</c>; durations are <see cref="TimeSpan"/>s.</summary>
public sealed class AppClientSettings
{
    internal static readonly IReadOnlyList<string> AllFlows =
    [
        "ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_CUSTOM_AUTH", "ALLOW_USER_PASSWORD_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_AUTH",
    ];

    internal static readonly IReadOnlyList<string> AllOAuthFlows = ["code", "implicit", "client_credentials"];

    internal static readonly IReadOnlyList<string> StandardScopes = ["openid", "email", "phone", "profile", TokenClaims.UserScope];

    /// <summary>The client's display name.</summary>
    public string Name { get; init; } = "client";

    /// <summary>Whether the client has a secret.</summary>
    public bool GenerateSecret { get; init; }

    /// <summary>The authentication flows allowed; all of them by default.</summary>
    public IReadOnlyList<string> ExplicitAuthFlows { get; init; } = AllFlows;

    /// <summary><c>ENABLED</c> hides whether a user exists; <c>LEGACY</c> tells.</summary>
    public string PreventUserExistenceErrors { get; init; } = "ENABLED";

    /// <summary>The lifetime of access tokens; the service takes 5 minutes to 1 day.</summary>
    public TimeSpan AccessTokenValidity { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The lifetime of ID tokens; the service takes 5 minutes to 1 day.</summary>
    public TimeSpan IdTokenValidity { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The lifetime of refresh tokens; the service takes 1 hour to 3650 days.</summary>
    public TimeSpan RefreshTokenValidity { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Rotation of refresh tokens; <see langword="null"/> when it is off.</summary>
    public RefreshTokenRotation? RefreshTokenRotation { get; init; }

    /// <summary>Whether tokens can be revoked; they then carry <c>origin_jti</c> and <c>jti</c>.</summary>
    public bool EnableTokenRevocation { get; init; } = true;

    /// <summary>Whether the client, if it has a secret, may forward the user's IP address in <c>UserContextData</c>; otherwise the address is ignored.</summary>
    public bool EnablePropagateAdditionalUserContextData { get; init; }

    /// <summary>How long the session of a challenge lives; the service takes 3 to 15 minutes.</summary>
    public TimeSpan AuthSessionValidity { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>The attributes that appear in ID tokens and <c>GetUser</c>; <see langword="null"/> for all.</summary>
    public IReadOnlyList<string>? ReadAttributes { get; init; }

    /// <summary>The attributes a user may write through this client; <see langword="null"/> for all.</summary>
    public IReadOnlyList<string>? WriteAttributes { get; init; }

    /// <summary>Where the hosted UI may send the browser after a sign-in, compared letter by letter: https, http on localhost, 127.0.0.1 and [::1], or a scheme of the application's own.</summary>
    public IReadOnlyList<string> CallbackURLs { get; init; } = [];

    /// <summary>Where the hosted UI may send the browser after a sign-out; the same rules hold.</summary>
    public IReadOnlyList<string> LogoutURLs { get; init; } = [];

    /// <summary>The OAuth flows allowed: <c>code</c>, <c>implicit</c>, or <c>client_credentials</c> alone.</summary>
    public IReadOnlyList<string> AllowedOAuthFlows { get; init; } = ["code", "implicit"];

    /// <summary>The OAuth scopes allowed; those of a resource server are <c>identifier/name</c>.</summary>
    public IReadOnlyList<string> AllowedOAuthScopes { get; init; } = StandardScopes;

    /// <summary>The providers a user of this client may sign in with: <c>COGNITO</c> for the pool's own users, and names of the pool's identity providers; <see langword="null"/> for all.</summary>
    public IReadOnlyList<string>? SupportedIdentityProviders { get; init; }

    /// <exception cref="ArgumentException">A value is none the service knows.</exception>
    internal void Check()
    {
        if (ExplicitAuthFlows.FirstOrDefault(flow => !AllFlows.Contains(flow)) is { } unknown)
        {
            throw new ArgumentException($"'{unknown}' is no authentication flow; known are {string.Join(", ", AllFlows)}.");
        }

        if (PreventUserExistenceErrors is not ("ENABLED" or "LEGACY"))
        {
            throw new ArgumentException($"{nameof(PreventUserExistenceErrors)} is ENABLED or LEGACY, not '{PreventUserExistenceErrors}'.");
        }

        if (RefreshTokenRotation is { } rotation && (rotation.GracePeriod < TimeSpan.Zero || rotation.GracePeriod > TimeSpan.FromSeconds(60)))
        {
            throw new ArgumentException($"The grace period of rotation is 0 to 60 seconds, not {rotation.GracePeriod}.");
        }

        CheckOAuth();
    }

    private void CheckOAuth()
    {
        if (CallbackURLs.Concat(LogoutURLs).Select(RedirectUrls.Objection).FirstOrDefault(objection => objection is not null) is { } objection)
        {
            throw new ArgumentException(objection);
        }

        if (AllowedOAuthFlows.FirstOrDefault(flow => !AllOAuthFlows.Contains(flow)) is { } unknown)
        {
            throw new ArgumentException($"'{unknown}' is no OAuth flow; known are {string.Join(", ", AllOAuthFlows)}.");
        }

        if (AllowedOAuthFlows.Contains("client_credentials") && (AllowedOAuthFlows.Count > 1 || !GenerateSecret))
        {
            throw new ArgumentException("client_credentials needs a client secret and stands alone.");
        }
    }

    internal bool Allows(string flow) => ExplicitAuthFlows.Contains($"ALLOW_{flow}");

    internal bool HidesUserExistence => PreventUserExistenceErrors == "ENABLED";

    internal bool Supports(string provider) => SupportedIdentityProviders is null || SupportedIdentityProviders.Contains(provider);

    internal bool CanRead(string attribute) => ReadAttributes is null || ReadAttributes.Contains(attribute);
}
