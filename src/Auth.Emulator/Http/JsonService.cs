using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Amplify.Emulator;

/// <summary>User pools and identity pools: the JSON 1.1 protocol at <c>/</c>, and the public documents of each pool. What nobody else takes is its to refuse.</summary>
internal sealed class JsonService(EmulatorState state, OperationTable userPools) : IService
{
    private const string UserPoolsPrefix = "AWSCognitoIdentityProviderService.";
    private const string IdentityPoolsPrefix = "AWSCognitoIdentityService.";
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 64 };
    private readonly OperationTable _identityPools = OperationTable.ForIdentities(state);
    private readonly WellKnownDocuments _documents = new(state);

    public int MaxBodyBytes => state.Options.MaxRequestBodyBytes;

    public string RequestIdHeader => "x-amzn-RequestId";

    public bool Takes(WireRequest request) => true;

    public string NameOf(WireRequest request)
    {
        string target = request.Header("X-Amz-Target") ?? "";
        return request.Method switch
        {
            "OPTIONS" => "preflight",
            "POST" when target.StartsWith(UserPoolsPrefix, StringComparison.Ordinal) => target[UserPoolsPrefix.Length..],
            "POST" when target.StartsWith(IdentityPoolsPrefix, StringComparison.Ordinal) => target[IdentityPoolsPrefix.Length..],
            "GET" when request.Path.EndsWith("/jwks.json", StringComparison.Ordinal) => "jwks",
            "GET" when request.Path.EndsWith("/openid-configuration", StringComparison.Ordinal) => "openid-configuration",
            _ => $"{request.Method} {request.Path}",
        };
    }

    public JsonObject? Readable(WireRequest request)
    {
        try
        {
            var json = JsonNode.Parse(request.Body, documentOptions: Strict) as JsonObject;
            ReadTexts(json);
            return json;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null; // Told to the caller by Invoke, where it matters.
        }
    }

    public Task<Answer> ActAsync(string operation, WireRequest request, CancellationToken cancellationToken) => Task.FromResult(Act(operation, request));

    public Answer Refusal(ServiceException error) => Answer.Error(error);

    public ServiceException Throttled() => new("TooManyRequestsException", "Rate exceeded");

    private Answer Act(string operation, WireRequest request) => request.Method switch
    {
        "OPTIONS" => Preflight(),
        "GET" => _documents.Find(request.Path) is { } document ? Answer.Document(document) : new Answer { Status = StatusCodes.Status404NotFound },
        "POST" when request.Path == "/" => Invoke(operation, request),
        _ => new Answer { Status = StatusCodes.Status404NotFound },
    };

    private Answer Invoke(string name, WireRequest request)
    {
        OperationTable table = (request.Header("X-Amz-Target") ?? "").StartsWith(IdentityPoolsPrefix, StringComparison.Ordinal) ? _identityPools : userPools;
        Operation operation = table.Find(name) ?? throw new ServiceException("UnknownOperationException", "");
        JsonObject output = operation.Invoke(Readable(request) ?? throw new ServiceException("SerializationException", "The request body is not a JSON object."));
        return operation.HasNoOutput && !state.Unsettled.AnswersWithoutOutputAreObjects ? new Answer() : Answer.Success(output);
    }

    private static Answer Preflight() => new()
    {
        Headers = new Dictionary<string, string>
        {
            ["Access-Control-Allow-Methods"] = "GET, HEAD, POST, PUT, DELETE, OPTIONS",
            ["Access-Control-Allow-Headers"] = "*, Authorization, Content-Type, X-Amz-Target, X-Amz-User-Agent, Cache-Control, amz-sdk-invocation-id, amz-sdk-request",
            ["Access-Control-Max-Age"] = "172800",
        },
    };

    /// <summary>The parser puts off looking at texts, and some are none: half a surrogate pair, bytes that are not UTF-8.</summary>
    /// <exception cref="InvalidOperationException">There is one.</exception>
    private static void ReadTexts(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                foreach ((_, JsonNode? value) in members)
                {
                    ReadTexts(value);
                }

                break;
            case JsonArray items:
                foreach (JsonNode? item in items)
                {
                    ReadTexts(item);
                }

                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                _ = value.GetValue<string>();
                break;
        }
    }
}
