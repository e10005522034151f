using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Amplify.Benchmarks;

/// <summary>An identity pool that takes its time, over HTTP on loopback, in a process of its own.</summary>
internal static class SlowService
{
    public static TimeSpan Latency { get; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Short, so that a benchmark need not wait for an hour.</summary>
    public static TimeSpan Lifetime { get; } = TimeSpan.FromSeconds(3);

    public static async Task RunAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        await using WebApplication server = builder.Build();
        server.Run(AnswerAsync);
        await server.StartAsync();
        Console.WriteLine(server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System);
    }

    private static async Task AnswerAsync(HttpContext context)
    {
        using var body = new StreamReader(context.Request.Body);
        await body.ReadToEndAsync();
        await Task.Delay(Latency, TimeProvider.System);
        context.Response.ContentType = "application/x-amz-json-1.1";
        string end = (TimeProvider.System.GetUtcNow() + Lifetime).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        await context.Response.WriteAsync(context.Request.Headers["X-Amz-Target"].ToString().EndsWith(".GetId", StringComparison.Ordinal)
            ? """{"IdentityId":"eu-west-1:00000000-0000-0000-0000-000000000001"}"""
            : $$"""{"IdentityId":"eu-west-1:00000000-0000-0000-0000-000000000001","Credentials":{"AccessKeyId":"ASIA","SecretKey":"key","SessionToken":"token","Expiration":{{end}} } }""");
    }
}
