using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Amplify.Emulator;

/// <summary>Takes each HTTP request: finds what it asks for, writes it into the log, lets ordered faults act, and answers as the service does.</summary>
internal sealed class FrontDoor(EmulatorState state, OperationTable operations, WellKnownDocuments documents)
{
    private const string TargetPrefix = "AWSCognitoIdentityProviderService.";
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 64 };

    public async Task HandleAsync(HttpContext context)
    {
        SetCommonHeaders(context.Response);
        string operation = NameOf(context.Request);
        byte[]? body = await ReadBodyAsync(context);
        if (body is null)
        {
            await new Answer { Status = StatusCodes.Status413PayloadTooLarge }.WriteAsync(context);
            return;
        }

        JsonObject? json = Parse(body);
        Log(operation, json, context.Request);
        await AnswerAsync(context, operation, json);
    }

    private async Task AnswerAsync(HttpContext context, string operation, JsonObject? json)
    {
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, state.Stopping);
        try
        {
            if (await state.Faults.ActAsync(operation, FaultPhase.Before, context, Answer.Success([]), state.Clock, cancellation.Token))
            {
                return;
            }

            Answer answer = Act(operation, json, context.Request);
            if (!await state.Faults.ActAsync(operation, FaultPhase.After, context, answer, state.Clock, cancellation.Token))
            {
                await answer.WriteAsync(context);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The caller hung up or the emulator stops: nobody is left to answer.
            context.Abort();
        }
    }

    private Answer Act(string operation, JsonObject? json, HttpRequest request)
    {
        try
        {
            return request.Method switch
            {
                "OPTIONS" => Preflight(),
                "GET" => documents.Find(request.Path) is { } document ? Answer.Document(document) : new Answer { Status = StatusCodes.Status404NotFound },
                "POST" when request.Path == "/" => Invoke(operation, json),
                _ => new Answer { Status = StatusCodes.Status404NotFound },
            };
        }
        catch (ServiceException error)
        {
            return Answer.Error(error);
        }
#pragma warning disable CA1031 // The last line of a server: whatever went wrong inside is told to the developer as the service's own 500.
        catch (Exception bug)
#pragma warning restore CA1031
        {
            return Answer.Error(new ServiceException("InternalErrorException", $"The emulator failed in {operation}: {bug}", StatusCodes.Status500InternalServerError));
        }
    }

    private Answer Invoke(string name, JsonObject? json)
    {
        Operation operation = operations.Find(name) ?? throw new ServiceException("UnknownOperationException", "");
        JsonObject output = operation.Invoke(json ?? throw new ServiceException("SerializationException", "The request body is not a JSON object."));
        return operation.HasNoOutput && !state.Unsettled.AnswersWithoutOutputAreObjects ? new Answer() : Answer.Success(output);
    }

    private static Answer Preflight() => new()
    {
        Headers = new Dictionary<string, string>
        {
            ["Access-Control-Allow-Methods"] = "GET, POST, OPTIONS",
            ["Access-Control-Allow-Headers"] = "*, Authorization, Content-Type, X-Amz-Target, X-Amz-User-Agent, Cache-Control, amz-sdk-invocation-id, amz-sdk-request",
            ["Access-Control-Max-Age"] = "172800",
        },
    };

    private static string NameOf(HttpRequest request)
    {
        string target = request.Headers["X-Amz-Target"].ToString();
        return request.Method switch
        {
            "OPTIONS" => "preflight",
            "POST" when target.StartsWith(TargetPrefix, StringComparison.Ordinal) => target[TargetPrefix.Length..],
            "GET" when request.Path.Value?.EndsWith("/jwks.json", StringComparison.Ordinal) == true => "jwks",
            "GET" when request.Path.Value?.EndsWith("/openid-configuration", StringComparison.Ordinal) == true => "openid-configuration",
            _ => $"{request.Method} {request.Path}",
        };
    }

    private async Task<byte[]?> ReadBodyAsync(HttpContext context)
    {
        int limit = state.Options.MaxRequestBodyBytes;
        if (context.Request.ContentLength > limit)
        {
            return null;
        }

        using var whole = new MemoryStream();
        byte[] buffer = new byte[16 * 1024];
        int read;
        while ((read = await context.Request.Body.ReadAsync(buffer, context.RequestAborted)) > 0)
        {
            if (whole.Length + read > limit)
            {
                return null;
            }

            whole.Write(buffer, 0, read);
        }

        return whole.ToArray();
    }

    private static JsonObject? Parse(byte[] body)
    {
        try
        {
            var json = JsonNode.Parse(body, documentOptions: Strict) as JsonObject;
            ReadTexts(json);
            return json;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null; // Told to the caller by Invoke, where it matters.
        }
    }

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

    private void Log(string operation, JsonObject? json, HttpRequest request) => state.Requests.Add(new LoggedRequest
    {
        Operation = operation,
        Time = state.Clock.GetUtcNow(),
        Body = json?.DeepClone().AsObject(),
        Headers = request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
    });

    private void SetCommonHeaders(HttpResponse response)
    {
        response.Headers.Date = state.Clock.GetUtcNow().ToString("r");
        response.Headers["x-amzn-RequestId"] = Guid.NewGuid().ToString();
        response.Headers.AccessControlAllowOrigin = "*";
        response.Headers.AccessControlExposeHeaders = "x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date";
    }
}
