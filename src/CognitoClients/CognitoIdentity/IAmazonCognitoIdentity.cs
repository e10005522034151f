using Amazon.Runtime;
using Amplify.CognitoIdentity.Model;

namespace Amplify.CognitoIdentity;

/// <summary>
/// The operations of Amazon Cognito identity pools that need no AWS credentials, named and shaped as in AWS's own interface of this name.
/// </summary>
/// <remarks>
/// <para>Every operation throws, besides what its service model lists:</para>
/// <list type="bullet">
/// <item><see cref="ArgumentNullException"/>: no request.</item>
/// <item><see cref="AmazonCognitoIdentityException"/> or a class derived from it, one per error code: the service refused.</item>
/// <item><see cref="AmazonUnmarshallingException"/>: an answer came but cannot be understood (not JSON, cut short, too large).</item>
/// <item><see cref="HttpRequestException"/>: the exchange failed before an answer began; <see cref="HttpRequestException.HttpRequestError"/> says how.</item>
/// <item><see cref="IOException"/>: the connection broke while the answer was read, so the service has acted or refused.</item>
/// <item><see cref="TimeoutException"/>: no whole answer within the configured time; the service may have acted.</item>
/// <item><see cref="OperationCanceledException"/>: the caller cancelled; the service may have acted.</item>
/// </list>
/// <para>Nothing is ever sent twice: repeating is up to the caller.</para>
/// </remarks>
public interface IAmazonCognitoIdentity : IAmazonService, IDisposable
{
    /// <summary>Exchanges an identity, with the tokens of its logins, for temporary AWS credentials.</summary>
    /// <param name="request">What to send.</param>
    /// <param name="cancellationToken">Abandons the call; the service may have acted nevertheless.</param>
    /// <returns>The service's answer.</returns>
    Task<GetCredentialsForIdentityResponse> GetCredentialsForIdentityAsync(GetCredentialsForIdentityRequest request, CancellationToken cancellationToken = default);

    /// <summary>Gives the id of an identity: of a guest without logins, else the one its logins belong to.</summary>
    /// <param name="request">What to send.</param>
    /// <param name="cancellationToken">Abandons the call; the service may have acted nevertheless.</param>
    /// <returns>The service's answer.</returns>
    Task<GetIdResponse> GetIdAsync(GetIdRequest request, CancellationToken cancellationToken = default);

    /// <summary>Issues an OpenID token for an identity, to be exchanged at AWS STS.</summary>
    /// <param name="request">What to send.</param>
    /// <param name="cancellationToken">Abandons the call; the service may have acted nevertheless.</param>
    /// <returns>The service's answer.</returns>
    Task<GetOpenIdTokenResponse> GetOpenIdTokenAsync(GetOpenIdTokenRequest request, CancellationToken cancellationToken = default);

    /// <summary>Takes logins off an identity.</summary>
    /// <param name="request">What to send.</param>
    /// <param name="cancellationToken">Abandons the call; the service may have acted nevertheless.</param>
    /// <returns>The service's answer.</returns>
    Task<UnlinkIdentityResponse> UnlinkIdentityAsync(UnlinkIdentityRequest request, CancellationToken cancellationToken = default);

    // IAmazonService declares these two as static abstract; without an implementation here the interface could be neither mocked nor used as a type argument (CS8920).

    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonCognitoIdentityConfig();

    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) =>
        new AmazonCognitoIdentityClient((AmazonCognitoIdentityConfig)clientConfig);
}
