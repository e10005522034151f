using System.Collections.Concurrent;
using Amazon.Runtime;
using Amplify.CognitoIdentity;
using Amplify.CognitoIdentity.Model;
using Amplify.Emulator;

namespace Amplify.Tests.Support;

/// <summary>An identity pool in memory: gives what a test says, when the test says so, and keeps what it was asked.</summary>
internal sealed class FakeIdentityPool(EmulatorClock clock) : IAmazonCognitoIdentity
{
    private int _ids;
    private int _keys;

    public ConcurrentQueue<GetIdRequest> Ids { get; } = [];

    public ConcurrentQueue<GetCredentialsForIdentityRequest> Credentials { get; } = [];

    public TimeSpan Lifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Runs before each answer; what it throws is the answer.</summary>
    public Func<AmazonWebServiceRequest, Task>? Before { get; set; }

    /// <summary>Changes an answer.</summary>
    public Action<GetCredentialsForIdentityResponse>? Change { get; set; }

    public Func<GetIdRequest, string>? IdOf { get; set; }

    public IClientConfig Config => throw new NotSupportedException();

    public static AmazonCognitoIdentityException Error(string code, string message) => new(message, ErrorType.Sender, code, "request-9", System.Net.HttpStatusCode.BadRequest);

    public async Task<GetIdResponse> GetIdAsync(GetIdRequest request, CancellationToken cancellationToken = default)
    {
        Ids.Enqueue(request);
        await RunBefore(request);
        return new GetIdResponse { IdentityId = IdOf?.Invoke(request) ?? $"eu-west-1:{(request.Logins is null ? "guest" : "user")}-{Interlocked.Increment(ref _ids)}" };
    }

    public async Task<GetCredentialsForIdentityResponse> GetCredentialsForIdentityAsync(GetCredentialsForIdentityRequest request, CancellationToken cancellationToken = default)
    {
        Credentials.Enqueue(request);
        await RunBefore(request);
        int n = Interlocked.Increment(ref _keys);
        var response = new GetCredentialsForIdentityResponse
        {
            IdentityId = request.IdentityId,
            Credentials = new Amplify.CognitoIdentity.Model.Credentials
            {
                AccessKeyId = $"ASIA{(request.Logins is null ? "GUEST" : "USER")}{n}",
                SecretKey = $"key-of-{n}",
                SessionToken = $"token-of-{n}",
                Expiration = (clock.GetUtcNow() + Lifetime).UtcDateTime,
            },
        };
        Change?.Invoke(response);
        return response;
    }

    public Task<GetOpenIdTokenResponse> GetOpenIdTokenAsync(GetOpenIdTokenRequest request, CancellationToken cancellationToken = default) =>
        Task.FromResult(new GetOpenIdTokenResponse { IdentityId = request.IdentityId, Token = "pool.token.signed" });

    public Task<UnlinkIdentityResponse> UnlinkIdentityAsync(UnlinkIdentityRequest request, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public void Dispose()
    {
    }

    private Task RunBefore(AmazonWebServiceRequest request) => Before?.Invoke(request) ?? Task.CompletedTask;
}
