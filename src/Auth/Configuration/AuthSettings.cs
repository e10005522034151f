namespace Amplify.Configuration;

/// <summary>
/// What an engine runs on: a copy of <see cref="AuthOptions"/> that was checked once, cannot change any more and has every
/// default worked out. Endpoints are null where AWS's own are meant.
/// </summary>
internal sealed class AuthSettings
{
    private AuthSettings()
    {
    }

    public required string Region { get; init; }

    public required string UserPoolId { get; init; }

    /// <summary>The pool's id after the underscore, as SRP wants it.</summary>
    public required string UserPoolName { get; init; }

    public required string ClientId { get; init; }

    public required Secret? ClientSecret { get; init; }

    /// <summary>Null where none is configured.</summary>
    public required IdentityPoolSettings? IdentityPool { get; init; }

    public required Uri? UserPoolEndpoint { get; init; }

    public required Uri? IdentityPoolEndpoint { get; init; }

    public required Uri? StsEndpoint { get; init; }

    /// <summary>Null where no sign-in pages are configured.</summary>
    public required OAuthSettings? OAuth { get; init; }

    /// <summary>The <c>iss</c> of the pool's tokens, compared letter by letter.</summary>
    public required string Issuer { get; init; }

    /// <summary>Where the pool's keys are.</summary>
    public required Uri Jwks { get; init; }

    public required SignInFlow SignInFlow { get; init; }

    public required WhenAlreadySignedIn WhenAlreadySignedIn { get; init; }

    /// <summary>Null where it is not known.</summary>
    public required MfaRequirement? MfaRequirement { get; init; }

    /// <summary>Null where they are not known.</summary>
    public required IReadOnlyList<MfaMethod>? MfaMethods { get; init; }

    /// <summary>Null where they are not known.</summary>
    public required IReadOnlyList<FirstFactor>? FirstFactors { get; init; }

    public required FirstFactor? PreferredChallenge { get; init; }

    public required RememberDevice RememberDevice { get; init; }

    /// <summary>Null for the machine's name.</summary>
    public required string? DeviceName { get; init; }

    public required RefreshVia RefreshVia { get; init; }

    public required TimeSpan SessionFreshness { get; init; }

    public required bool BackgroundRefresh { get; init; }

    public required TimeSpan RequestTimeout { get; init; }

    public required TimeSpan IdleEviction { get; init; }

    /// <summary>How long the store keeps a session that is not renewed any more.</summary>
    public required TimeSpan SessionLifetime { get; init; }

    /// <summary>How long the store keeps a device profile that nobody uses.</summary>
    public required TimeSpan DeviceProfileLifetime { get; init; }

    /// <summary>Whether there is something for those who have not signed in.</summary>
    public bool AllowGuests => IdentityPool is { AllowGuests: true };

    /// <summary>Copies and checks.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    /// <exception cref="AuthConfigurationException">Something does not fit; every fault is listed.</exception>
    public static AuthSettings From(AuthOptions options, IEnumerable<string>? otherFaults = null)
    {
        ArgumentNullException.ThrowIfNull(options);

        var faults = new List<string>();
        PoolIdentity pool = PoolIdentity.Check(options, faults);
        EndpointSettings endpoints = EndpointSettings.Check(options.Endpoints, pool, faults);
        IdentityPoolSettings? identityPool = IdentityPoolSettings.Check(options, endpoints.Issuer, faults);
        OAuthSettings? oauth = OAuthSettings.Check(options, endpoints.OAuthDomain, faults);
        BehaviourRules.Check(options, faults);
        faults.AddRange(otherFaults ?? []);
        if (faults.Count > 0)
        {
            throw new AuthConfigurationException(faults.AsReadOnly());
        }

        return new AuthSettings
        {
            Region = pool.Region,
            UserPoolId = pool.UserPoolId,
            UserPoolName = pool.UserPoolName,
            ClientId = pool.ClientId,
            ClientSecret = options.ClientSecret,
            IdentityPool = identityPool,
            UserPoolEndpoint = endpoints.UserPool,
            IdentityPoolEndpoint = endpoints.IdentityPool,
            StsEndpoint = endpoints.Sts,
            OAuth = oauth,
            Issuer = endpoints.Issuer,
            Jwks = endpoints.Jwks,
            SignInFlow = options.SignInFlow,
            WhenAlreadySignedIn = options.WhenAlreadySignedIn,
            MfaRequirement = options.MfaRequirement,
            MfaMethods = options.MfaMethods is { } methods ? [.. methods] : null,
            FirstFactors = options.FirstFactors is { } factors ? [.. factors] : null,
            PreferredChallenge = options.PreferredChallenge,
            RememberDevice = options.RememberDevice,
            DeviceName = options.DeviceName,
            RefreshVia = options.RefreshVia,
            SessionFreshness = options.SessionFreshness,
            BackgroundRefresh = options.BackgroundRefresh,
            RequestTimeout = options.RequestTimeout,
            IdleEviction = options.IdleEviction,
            SessionLifetime = options.SessionLifetime,
            DeviceProfileLifetime = options.DeviceProfileLifetime,
        };
    }
}
