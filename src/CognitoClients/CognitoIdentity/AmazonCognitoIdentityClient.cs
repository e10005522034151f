using Amazon;
using Amazon.Runtime;
using Amplify.CognitoClients;
using Amplify.CognitoIdentity.Model;

namespace Amplify.CognitoIdentity;

/// <summary>
/// The client of Amazon Cognito identity pools. Thread-safe; make one and keep it. It signs nothing and needs no AWS credentials, sends each request once,
/// follows no redirect and keeps no cookie.
/// </summary>
public sealed class AmazonCognitoIdentityClient : IAmazonCognitoIdentity
{
    private readonly JsonServiceClient _service;

    /// <summary>Makes a client of the service in a region.</summary>
    /// <param name="region">The AWS region.</param>
    /// <exception cref="ArgumentNullException"><paramref name="region"/> is null.</exception>
    public AmazonCognitoIdentityClient(RegionEndpoint region)
        : this(new AmazonCognitoIdentityConfig { RegionEndpoint = region ?? throw new ArgumentNullException(nameof(region)) })
    {
    }

    /// <summary>Makes a client with connections of its own.</summary>
    /// <param name="config">Where the service is and how long to wait. It is read here, once.</param>
    /// <exception cref="ArgumentException">Neither a region nor a URL is set, or the two switches for endpoints do not fit them.</exception>
    public AmazonCognitoIdentityClient(AmazonCognitoIdentityConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        Config = config;
        _service = new JsonServiceClient(AmazonCognitoIdentityDescription.Instance, ClientSettings.From(config));
    }

    /// <summary>Makes a client that sends through a given handler: for tests, proxies, or one connection pool for all.</summary>
    /// <param name="config">Where the service is and how long to wait. It is read here, once.</param>
    /// <param name="handler">What sends the requests. Its own settings hold: redirects, cookies, proxy, connection time-out.</param>
    /// <param name="disposeHandler">Whether <see cref="Dispose"/> disposes <paramref name="handler"/> too.</param>
    /// <exception cref="ArgumentException">Neither a region nor a URL is set, or the two switches for endpoints do not fit them.</exception>
    public AmazonCognitoIdentityClient(AmazonCognitoIdentityConfig config, HttpMessageHandler handler, bool disposeHandler = false)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(handler);
        Config = config;
        _service = new JsonServiceClient(AmazonCognitoIdentityDescription.Instance, ClientSettings.From(config), handler, disposeHandler);
    }

    /// <summary>The configuration the client was made with; changing it afterwards changes nothing.</summary>
    public IClientConfig Config { get; }

    /// <inheritdoc/>
    public Task<GetCredentialsForIdentityResponse> GetCredentialsForIdentityAsync(GetCredentialsForIdentityRequest request, CancellationToken cancellationToken = default) =>
        _service.SendAsync<GetCredentialsForIdentityRequest, GetCredentialsForIdentityResponse>("GetCredentialsForIdentity", request, cancellationToken);

    /// <inheritdoc/>
    public Task<GetIdResponse> GetIdAsync(GetIdRequest request, CancellationToken cancellationToken = default) =>
        _service.SendAsync<GetIdRequest, GetIdResponse>("GetId", request, cancellationToken);

    /// <inheritdoc/>
    public Task<GetOpenIdTokenResponse> GetOpenIdTokenAsync(GetOpenIdTokenRequest request, CancellationToken cancellationToken = default) =>
        _service.SendAsync<GetOpenIdTokenRequest, GetOpenIdTokenResponse>("GetOpenIdToken", request, cancellationToken);

    /// <inheritdoc/>
    public Task<UnlinkIdentityResponse> UnlinkIdentityAsync(UnlinkIdentityRequest request, CancellationToken cancellationToken = default) =>
        _service.SendAsync<UnlinkIdentityRequest, UnlinkIdentityResponse>("UnlinkIdentity", request, cancellationToken);

    /// <summary>Ends the client: it takes no new calls, and those under way may fail.</summary>
    public void Dispose() => _service.Dispose();
}
