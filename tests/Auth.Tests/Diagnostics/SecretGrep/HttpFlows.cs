using System.Security.Cryptography;
using Amazon.Runtime;
using Amplify.Http;
using Amplify.Tests.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Amplify.Tests.Diagnostics.SecretGrep;

/// <summary>Calls of the application's own APIs, with everything that IHttpClientFactory and the handlers log at every level.</summary>
internal static class HttpFlows
{
    private const string Client = "api";

    public static IReadOnlyList<Flow> All { get; } =
    [
        new("Requests with a token: taken, refused and refreshed, sent elsewhere, too late", BearingAsync),
        new("Requests signed: by a wrong clock, refused, sent elsewhere, too large, cut off", SigningAsync),
    ];

    private static async Task BearingAsync(FlowWorld world)
    {
        Auth auth = await Flows.SignedInAsync(world);
        await using LoopbackApi api = await LoopbackApi.StartAsync(request => request.Address.AbsolutePath switch
        {
            "/refused" => (401, null),
            "/elsewhere" => (302, "https://elsewhere.example/"),
            _ => (200, null),
        });
        await using ServiceProvider services = Services(world, () => new AuthTokenHandler(auth, new AuthTokenHandlerOptions { AllowedOrigins = [api.Origin], LoggerFactory = world.Capture }));
        using HttpClient client = services.GetRequiredService<IHttpClientFactory>().CreateClient(Client);

        foreach (string path in new[] { "/taken", "/refused", "/elsewhere" })
        {
            using HttpResponseMessage response = await client.PostAsync(api.At(path), new StringContent("body"));
            world.Capture.Add(Channel.Result, path, $"{response} {response.RequestMessage}");
        }

        await auth.SignOutAsync();
        await world.FailsAsync<SignInRequiredException>(() => client.GetAsync(api.Origin));
        await world.FailsAsync<NotSupportedException>(() => Task.FromResult(client.Send(new HttpRequestMessage(HttpMethod.Get, api.Origin))));
        world.Capture.Add(Channel.Result, "handler", $"{new AuthTokenHandler(auth, new AuthTokenHandlerOptions { AllowedOrigins = [api.Origin] })}");
    }

    private static async Task SigningAsync(FlowWorld world)
    {
        var keys = new SessionAWSCredentials("ASIAEXAMPLE", world.Known.Add("secret key", Convert.ToHexString(RandomNumberGenerator.GetBytes(20))), world.Known.Add("session token", Convert.ToHexString(RandomNumberGenerator.GetBytes(40))));
        await using LoopbackApi api = await LoopbackApi.StartAsync((request, context) =>
        {
            context.Response.Headers.Date = (world.Clock.GetUtcNow() + TimeSpan.FromHours(request.Address.AbsolutePath == "/never" ? 48 : 1)).ToString("r");
            context.Response.StatusCode = request.Address.AbsolutePath == "/elsewhere" ? 302 : request.Address.AbsolutePath == "/fine" ? 200 : 403;
            context.Response.Headers.Location = "https://elsewhere.example/";
            if (request.Address.AbsolutePath == "/cut")
            {
                context.Abort();
            }

            return Task.CompletedTask;
        });
        var options = new AwsSigningOptions { Region = "eu-west-1", Service = "execute-api", AllowedOrigins = [api.Origin], MaxBufferedBody = 10, TimeProvider = world.Clock, LoggerFactory = world.Capture };
        await using ServiceProvider services = Services(world, () => new AwsSigningHandler(keys, options));
        using HttpClient client = services.GetRequiredService<IHttpClientFactory>().CreateClient(Client);

        foreach (string path in new[] { "/never", "/fine", "/refused", "/elsewhere" })
        {
            using HttpResponseMessage response = await client.PostAsync(api.At(path), new StringContent("body"));
            world.Capture.Add(Channel.Result, path, $"{response} {response.RequestMessage}");
        }

        await world.FailsAsync<AuthException>(() => client.PostAsync(api.Origin, new StreamContent(new WatchedStream(1000, canSeek: false))));
        await world.FailsAsync<HttpRequestException>(() => client.GetAsync(api.At("/cut")));
        using var bearer = new HttpRequestMessage(HttpMethod.Get, api.Origin);
        bearer.Headers.Authorization = new("Bearer", world.Known.Add("token of the caller", Guid.NewGuid().ToString("N")));
        await world.FailsAsync<InvalidOperationException>(() => client.SendAsync(bearer));
        world.Capture.Add(Channel.Result, "handler", $"{new AwsSigningHandler(keys, options)} {options}");
        Assert.That(world.Known.Secrets.Values, Has.Some.EqualTo("signature"));
    }

    private static ServiceProvider Services(FlowWorld world, Func<DelegatingHandler> handler)
    {
        var services = new ServiceCollection();
        services.AddHttpClient(Client)
            .ConfigurePrimaryHttpMessageHandler(AwsSigningHandler.CreatePrimaryHandler)
            .AddHttpMessageHandler(handler)
            .AddHttpMessageHandler(() => new AuthorizationTap(world));
        services.Replace(ServiceDescriptor.Singleton<ILoggerFactory>(world.Capture));
        return services.BuildServiceProvider();
    }

    /// <summary>Sits below the handler: what it put on a request becomes known as secret, and the address is captured.</summary>
    private sealed class AuthorizationTap(FlowWorld world) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            world.Capture.Add(Channel.Address, "API", request.RequestUri!.OriginalString);
            if (request.Headers.TryGetValues("Authorization", out IEnumerable<string>? values))
            {
                string value = values.Single();
                string[] parts = value.Split("Signature=");
                world.Known.Add(parts.Length == 2 ? "signature" : "token", parts.Length == 2 ? parts[1] : value.Split(' ')[^1]);
            }

            return base.SendAsync(request, cancellationToken);
        }
    }
}
