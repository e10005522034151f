using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Amplify.Emulator;

/// <summary>A finished HTTP answer; nothing is on the wire until <see cref="WriteAsync"/>.</summary>
internal sealed class Answer
{
    // As the service writes it: only what JSON demands is escaped.
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public int Status { get; init; } = 200;

    public string ContentType { get; init; } = "application/x-amz-json-1.1";

    public byte[] Body { get; init; } = [];

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Whole <c>Set-Cookie</c> lines.</summary>
    public IReadOnlyList<string> Cookies { get; init; } = [];

    public static Answer Success(JsonObject body) => new() { Body = Encoding.UTF8.GetBytes(body.ToJsonString(Json)) };

    /// <summary>A public document, as under <c>/.well-known/</c>.</summary>
    public static Answer Document(JsonObject body, string contentType = "application/json", int status = 200, IReadOnlyDictionary<string, string>? headers = null) =>
        new() { Status = status, Body = Encoding.UTF8.GetBytes(body.ToJsonString(Json)), ContentType = contentType, Headers = headers ?? new Dictionary<string, string>() };

    public static Answer Redirect(string location, params IReadOnlyList<string> cookies) => new()
    {
        Status = 302,
        Cookies = cookies,
        Headers = new Dictionary<string, string> { ["Location"] = location, ["Cache-Control"] = "no-store", ["Referrer-Policy"] = "no-referrer" },
    };

    public static Answer Error(ServiceException error) => new()
    {
        Status = error.Status,
        Body = Encoding.UTF8.GetBytes(new JsonObject { ["__type"] = error.Code, ["message"] = error.Message }.ToJsonString(Json)),
        Headers = new Dictionary<string, string>
        {
            ["x-amzn-ErrorType"] = error.Code + ":",
            ["x-amzn-ErrorMessage"] = HeaderSafe(error.Message),
        },
    };

    /// <summary>The same answer with one cookie more.</summary>
    public Answer With(string cookie) => new() { Status = Status, ContentType = ContentType, Body = Body, Headers = Headers, Cookies = [cookie, .. Cookies] };

    public async Task WriteAsync(HttpContext context)
    {
        await WriteHeadAsync(context, Body.Length);
        await context.Response.Body.WriteAsync(Body, context.RequestAborted);
    }

    /// <summary>Announces the whole body, sends half of it and drops the connection.</summary>
    public async Task WriteTruncatedAsync(HttpContext context)
    {
        await WriteHeadAsync(context, Body.Length + 1);
        await context.Response.Body.WriteAsync(Body.AsMemory(0, Body.Length / 2), context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        context.Abort();
    }

    private Task WriteHeadAsync(HttpContext context, int length)
    {
        HttpResponse response = context.Response;
        response.StatusCode = Status;
        response.ContentLength = length;
        if (length > 0)
        {
            response.ContentType = ContentType;
        }

        foreach ((string name, string value) in Headers)
        {
            response.Headers[name] = value;
        }

        if (Cookies.Count > 0)
        {
            response.Headers.SetCookie = Cookies.ToArray();
        }

        return response.StartAsync(context.RequestAborted);
    }

    private static string HeaderSafe(string text) => string.Concat(text.Select(c => c is >= ' ' and <= '~' ? c : '?'));
}
