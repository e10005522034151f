using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Amplify.Tests.Oidc;

/// <summary>The OpenID provider of npm's oidc-provider, running as a process of its own on a free port, with the endpoints where Cognito has them.</summary>
internal sealed class OidcProvider : IAsyncDisposable
{
    private readonly ChildProcess _process;
    private readonly HttpClient _http = new();

    private OidcProvider(ChildProcess process, JsonElement line)
    {
        _process = process;
        Issuer = line.Text("issuer")!;
        Jwks = line.Text("jwks")!;
    }

    public string Issuer { get; }

    public string Jwks { get; }

    public static async Task<OidcProvider> StartAsync(CancellationToken cancellationToken)
    {
        ChildProcess process = NodeScript.Start("oidc-provider/serve.mjs");
        try
        {
            var clients = new JsonArray(OidcClient.Desktop.ToJson(), OidcClient.Server.ToJson());
            await process.WriteLineAsync(clients.ToJsonString(), cancellationToken);
            using JsonDocument line = JsonDocument.Parse(await process.ReadLineAsync(cancellationToken));
            return new OidcProvider(process, line.RootElement);
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <summary>What the provider itself says of a refresh token (RFC 7662).</summary>
    public async Task<bool> IsActiveAsync(string refreshToken, OidcClient client, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Issuer}/introspect")
        {
            Content = new FormUrlEncodedContent([new("token", refreshToken), new("client_id", client.Id)]),
        };
        if (client.Secret is { } secret)
        {
            string credentials = $"{client.Id}:{Uri.EscapeDataString(secret)}";
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes(credentials)));
        }

        using HttpResponseMessage response = await _http.SendAsync(request, cancellationToken);
        return (await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).Flag("active");
    }

    /// <summary>Closes its input, which ends it.</summary>
    /// <returns>Its exit code and what it complained of.</returns>
    public async Task<(int ExitCode, string Errors)> StopAsync(CancellationToken cancellationToken)
    {
        await _process.WriteInputAsync("", cancellationToken);
        (int exitCode, _, string errors) = await _process.EndAsync(cancellationToken);
        return (exitCode, errors);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _process.DisposeAsync();
    }
}
