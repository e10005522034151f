using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Amplify.Tests.Http;

/// <summary>An API over real HTTP on a free loopback port: keeps what came and answers as told, 200 unless told otherwise.</summary>
internal sealed class LoopbackApi : IAsyncDisposable
{
    private readonly ConcurrentQueue<CapturedRequest> _received = new();
    private readonly WebApplication _server;

    private LoopbackApi(WebApplication server) => _server = server;

    /// <summary>Scheme, host and port.</summary>
    public Uri Origin { get; private set; } = new("http://127.0.0.1/");

    public IReadOnlyList<CapturedRequest> Received => [.. _received];

    public static async Task<LoopbackApi> StartAsync(Func<CapturedRequest, HttpContext, Task>? answer = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Limits.MaxRequestBodySize = null;
        });
        WebApplication server = builder.Build();
        var api = new LoopbackApi(server);
        server.Run(context => api.ServeAsync(context, answer));
        await server.StartAsync();
        api.Origin = new Uri(server.Urls.Single());
        return api;
    }

    /// <summary>An API that answers with what a function says: status and, for a redirect, where to.</summary>
    public static Task<LoopbackApi> StartAsync(Func<CapturedRequest, (int Status, string? Location)> answer) => StartAsync((request, context) =>
    {
        (context.Response.StatusCode, string? location) = answer(request);
        if (location is not null)
        {
            context.Response.Headers.Location = location;
        }

        return Task.CompletedTask;
    });

    public Uri At(string target) => new(Origin, target);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task ServeAsync(HttpContext context, Func<CapturedRequest, HttpContext, Task>? answer)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var request = new CapturedRequest(
            context.Request.Method,
            new Uri(Origin, context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget),
            context.Request.Headers.ToDictionary(h => h.Key, h => string.Join('\n', h.Value.ToArray()), StringComparer.OrdinalIgnoreCase),
            body.ToArray());
        _received.Enqueue(request);
        if (answer is not null)
        {
            await answer(request, context);
        }
    }
}
