using System.Text;
using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <summary>The APIs below <c>/apis/</c>: they verify who calls and echo it.</summary>
internal sealed class ApiService(EmulatorState state) : IService
{
    public int MaxBodyBytes => state.Options.MaxRequestBodyBytes;

    public string RequestIdHeader => "x-amzn-RequestId";

    public bool Takes(WireRequest request) => request.Method != "OPTIONS" && state.Apis.Find(request.RawPath) is not null;

    public string NameOf(WireRequest request) => $"{request.Method} {request.Path}";

    public JsonObject? Readable(WireRequest request) => null;

    public Task<Answer> ActAsync(string operation, WireRequest request, CancellationToken cancellationToken) => Task.FromResult(Act(operation, request));

    public Answer Refusal(ServiceException error) => Refuse(error);

    public ServiceException Throttled() => new("TooManyRequestsException", "Too Many Requests", 429);

    private Answer Act(string operation, WireRequest request)
    {
        IApi api = state.Apis.Find(request.RawPath)!;
        return api.RedirectTo is { } target
            ? new Answer { Status = api.RedirectStatus, Headers = new Dictionary<string, string> { ["Location"] = target.AbsoluteUri } }
            : api.Judge(request, state);
    }

    /// <summary>What an API answers to a caller it knows.</summary>
    public static Answer Echo(WireRequest request, JsonObject caller)
    {
        caller["method"] = request.Method;
        caller["path"] = request.RawPath;
        caller["bodyLength"] = request.Body.Length;
        caller["bodySha256"] = SignatureVerifier.Hash(request.Body);
        return Answer.Document(caller);
    }

    public static Answer Refuse(ServiceException error, params IEnumerable<KeyValuePair<string, string>> headers) => new()
    {
        Status = error.Status,
        ContentType = "application/json",
        Body = Encoding.UTF8.GetBytes(new JsonObject { ["message"] = error.Message }.ToJsonString()),
        Headers = new Dictionary<string, string>(headers) { ["x-amzn-ErrorType"] = error.Code },
    };
}
