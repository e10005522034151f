using System.Net.Http.Json;
using Amplify.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Amplify.Snippets;

/// <summary>Calls of the application's own APIs: with a token, or signed.</summary>
internal static class HttpCalls
{
    public static async Task BearerAsync(IAuth auth)
    {
        #region Snippet: token-handler
        using var http = new HttpClient(new AuthTokenHandler(auth, new AuthTokenHandlerOptions { AllowedOrigins = [new Uri("https://api.example.com")] }));

        Photo[]? photos = await http.GetFromJsonAsync<Photo[]>("https://api.example.com/photos");   // Authorization: Bearer …
        #endregion
        Console.WriteLine(photos?.Length);
    }

    public static async Task SignedAsync(IAuth auth)
    {
        #region Snippet: signing-handler
        using var http = new HttpClient(new AwsSigningHandler(auth.AWSCredentials, new AwsSigningOptions
        {
            Region = "eu-west-1",
            Service = "execute-api",                                        // appsync, lambda, es, aoss …
            AllowedOrigins = [new Uri("https://abc123.execute-api.eu-west-1.amazonaws.com")],
        }));

        using HttpResponseMessage response = await http.GetAsync("https://abc123.execute-api.eu-west-1.amazonaws.com/prod/photos?tag=cats");
        #endregion
    }

    public static void Factory(IServiceCollection services, IAuth auth, AuthTokenHandlerOptions tokenOptions, AwsSigningOptions signingOptions)
    {
        #region Snippet: http-client-factory
        services.AddHttpClient("photos")
            .AddHttpMessageHandler(() => new AuthTokenHandler(auth, tokenOptions));

        services.AddHttpClient("search")
            .ConfigurePrimaryHttpMessageHandler(AwsSigningHandler.CreatePrimaryHandler)      // follows no redirects
            .AddHttpMessageHandler(() => new AwsSigningHandler(auth.AWSCredentials, signingOptions)); // last: next to the network
        #endregion
    }

    public static void ManyUsers(IServiceCollection services, AuthFactory factory, Func<SessionKey?> currentVisitor, AuthTokenHandlerOptions options)
    {
        #region Snippet: token-handler-many-users
        services.AddHttpClient("photos").AddHttpMessageHandler(() => new AuthTokenHandler(
            request => currentVisitor() is { } key ? factory.Create(key) : null,    // pooled handlers outlive requests: ask each time
            options));
        #endregion
    }

    public static HttpClient AppSync(IAuth auth)
    {
        #region Snippet: token-handler-raw
        var options = new AuthTokenHandlerOptions
        {
            AllowedOrigins = [new Uri("https://example.appsync-api.eu-west-1.amazonaws.com")],
            Token = AuthTokenKind.Id,
            Scheme = null,                                                  // the token alone
            WhenSignedOut = WhenSignedOut.SendWithoutToken,                 // the API serves guests too
        };
        #endregion
        return new HttpClient(new AuthTokenHandler(auth, options));
    }

    public static async Task StreamAsync(HttpClient http, string path)
    {
        #region Snippet: signed-upload
        await using FileStream file = File.OpenRead(path);                  // can seek: hashed in a first pass, never in memory
        using HttpResponseMessage response = await http.PutAsync("https://abc123.execute-api.eu-west-1.amazonaws.com/prod/films/1", new StreamContent(file));
        #endregion
    }

    public static async Task ProvidersAsync(IAuth auth)
    {
        #region Snippet: token-providers
        // SignalR: connection options' AccessTokenProvider
        Func<Task<string?>> accessTokenProvider = async () => await auth.GetAccessTokenAsync();

        // gRPC: the body of CallCredentials.FromInterceptor((context, metadata) => …)
        async Task AddTokenAsync(ICollection<KeyValuePair<string, string>> metadata) =>
            metadata.Add(new("authorization", $"Bearer {await auth.GetAccessTokenAsync()}"));
        #endregion
        Console.WriteLine(await accessTokenProvider());
        await AddTokenAsync([]);
    }

    private sealed record Photo(string Name);
}
