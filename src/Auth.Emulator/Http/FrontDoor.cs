using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Amplify.Emulator;

/// <summary>Takes each HTTP request: finds what it asks for, writes it into the log, lets ordered faults act, and answers as the service does.</summary>
internal sealed class FrontDoor(EmulatorState state, OperationTable operations, WellKnownDocuments documents, WebRoutes web)
{
    private const string TargetPrefix = "AWSCognitoIdentityProviderService.";
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 64 };

    public static FrontDoor For(EmulatorState state)
    {
        OperationTable operations = OperationTable.For(state);
        return new FrontDoor(state, operations, new WellKnownDocuments(state), new WebRoutes(state, operations));
    }

    public async Task HandleAsync(HttpContext context)
    {
        WebRoute? route = context.Request.Method == "OPTIONS" ? null : web.Find(context.Request.Path);
        SetCommonHeaders(context.Response, route is null);
        string operation = route?.Name ?? NameOf(context.Request);
        byte[]? body = await ReadBodyAsync(context);
        if (body is null)
        {
            await new Answer { Status = StatusCodes.Status413PayloadTooLarge }.WriteAsync(context);
            return;
        }

        JsonObject? json = route is null ? Parse(body) : null;
        WebRequest request = WebRequest.Read(context, body, state.Endpoint, context.RequestAborted);
        Log(operation, json, context.Request, request);
        await (route is null
            ? AnswerAsync(context, operation, Answer.Error, () => Task.FromResult(Act(operation, json, context.Request)))
            : AnswerAsync(context, operation, route.TellError, () => ActAsync(route, request)));
    }

    private async Task AnswerAsync(HttpContext context, string operation, Func<ServiceException, Answer> tellError, Func<Task<Answer>> act)
    {
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, state.Stopping);
        try
        {
            if (await state.Faults.ActAsync(operation, FaultPhase.Before, context, Answer.Success([]), tellError, state.Clock, cancellation.Token))
            {
                return;
            }

            Answer answer = await act();
            if (!await state.Faults.ActAsync(operation, FaultPhase.After, context, answer, tellError, state.Clock, cancellation.Token))
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
            return Answer.Error(Failure(operation, bug));
        }
    }

    private static async Task<Answer> ActAsync(WebRoute route, WebRequest request)
    {
        try
        {
            return await route.ActAsync(request);
        }
        catch (ServiceException error)
        {
            return route.TellError(error);
        }
#pragma warning disable CA1031 // As above.
        catch (Exception bug) when (!request.Cancelled.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return route.TellError(Failure(route.Name, bug));
        }
    }

    private static ServiceException Failure(string operation, Exception bug) =>
        new("InternalErrorException", $"The emulator failed in {operation}: {bug}", StatusCodes.Status500InternalServerError);

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

    private void Log(string operation, JsonObject? json, HttpRequest request, WebRequest web) => state.Requests.Add(new LoggedRequest
    {
        Operation = operation,
        Time = state.Clock.GetUtcNow(),
        Body = json?.DeepClone().AsObject(),
        Parameters = web.Query.All.Concat(web.Form.All).GroupBy(pair => pair.Key).ToDictionary(group => group.Key, group => string.Join(',', group.Select(pair => pair.Value))),
        Headers = request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
    });

    private void SetCommonHeaders(HttpResponse response, bool isService)
    {
        response.Headers.Date = state.Clock.GetUtcNow().ToString("r");
        if (!isService)
        {
            response.Headers["x-amz-cognito-request-id"] = Guid.NewGuid().ToString();
            return;
        }

        response.Headers["x-amzn-RequestId"] = Guid.NewGuid().ToString();
        response.Headers.AccessControlAllowOrigin = "*";
        response.Headers.AccessControlExposeHeaders = "x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date";
    }
}
