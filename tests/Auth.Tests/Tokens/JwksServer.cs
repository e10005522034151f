using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Amplify.Tests.Tokens;

/// <summary>Answers requests for a key set as the test says, counts them, and can hold them back.</summary>
internal sealed class JwksServer : HttpMessageHandler
{
    private readonly Lock _gate = new();
    private int _requests;

    public static Uri Address { get; } = new("https://idp.example/pool/.well-known/jwks.json");

    public int Requests => Volatile.Read(ref _requests);

    /// <summary>Answers each request; from the second on it may answer otherwise.</summary>
    public Func<HttpRequestMessage, HttpResponseMessage> Answer { get; set; } = _ => Keys(TokenForge.KeyId);

    /// <summary>When set, requests wait for it or for their cancellation.</summary>
    public TaskCompletionSource? Hold { get; set; }

    /// <summary>Whether held requests take no notice of their cancellation.</summary>
    public bool Deaf { get; set; }

    /// <summary>Completes when a request has arrived.</summary>
    public TaskCompletionSource Arrived { get; private set; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static HttpResponseMessage Keys(params string[] keyIds) => Text(Document([.. keyIds.Select(id => (JsonNode)Key(id))]));

    public static HttpResponseMessage Text(string text, HttpStatusCode status = HttpStatusCode.OK) => new(status) { Content = new StringContent(text) };

    public static string Document(params JsonNode[] keys) => new JsonObject { ["keys"] = new JsonArray(keys) }.ToJsonString();

    public static JsonObject Key(string keyId, RSA? key = null)
    {
        RSAParameters parameters = (key ?? TokenForge.PoolKey).ExportParameters(includePrivateParameters: false);
        return new JsonObject
        {
            ["alg"] = "RS256",
            ["e"] = TokenForge.Base64Url(parameters.Exponent!),
            ["kid"] = keyId,
            ["kty"] = "RSA",
            ["n"] = TokenForge.Base64Url(parameters.Modulus!),
            ["use"] = "sig",
        };
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _requests);
        Arrived.TrySetResult();
        if (Hold is { } hold)
        {
            await hold.Task.WaitAsync(Deaf ? CancellationToken.None : cancellationToken);
        }

        lock (_gate)
        {
            HttpResponseMessage response = Answer(request);
            response.RequestMessage ??= request;
            return response;
        }
    }
}
