using Amazon.Runtime;
using Amplify.CognitoIdentity;
using Amplify.CognitoIdentity.Model;

namespace Amplify.Benchmarks;

/// <summary>An identity pool in memory that takes its time, and knows no other way than the asynchronous one: the worst case for callers who block.</summary>
internal sealed class SlowPool(TimeSpan lifetime) : IAmazonCognitoIdentity
{
    public IClientConfig Config => throw new NotSupportedException();

    public Task<GetIdResponse> GetIdAsync(GetIdRequest request, CancellationToken cancellationToken = default) =>
        Task.FromResult(new GetIdResponse { IdentityId = "eu-west-1:00000000-0000-0000-0000-000000000001" });

    public async Task<GetCredentialsForIdentityResponse> GetCredentialsForIdentityAsync(GetCredentialsForIdentityRequest request, CancellationToken cancellationToken = default)
    {
        await Task.Delay(SlowService.Latency, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        return new GetCredentialsForIdentityResponse
        {
            IdentityId = request.IdentityId,
            Credentials = new CognitoIdentity.Model.Credentials
            {
                AccessKeyId = "ASIA",
                SecretKey = "key",
                SessionToken = "token",
                Expiration = (TimeProvider.System.GetUtcNow() + lifetime).UtcDateTime,
            },
        };
    }

    public Task<GetOpenIdTokenResponse> GetOpenIdTokenAsync(GetOpenIdTokenRequest request, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<UnlinkIdentityResponse> UnlinkIdentityAsync(UnlinkIdentityRequest request, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public void Dispose()
    {
    }
}
