using System.Net.Http.Headers;
using System.Text.Json;
using System.Web;

namespace Amplify.Tests.Oidc;

/// <summary>Looks on while an engine talks to the token endpoint, and can lose an answer on its way back.</summary>
internal sealed class TokenWire() : DelegatingHandler(new SocketsHttpHandler())
{
    /// <summary>What was asked of the token endpoint: the fields, and how the client proved itself.</summary>
    public List<(IReadOnlyDictionary<string, string> Fields, AuthenticationHeaderValue? Authorization)> Requests { get; } = [];

    /// <summary>What the token endpoint answered.</summary>
    public List<JsonElement> Answers { get; } = [];

    /// <summary>Whether the next answer is lost after the provider gave it.</summary>
    public bool LosesNextAnswer { get; set; }

    public string LastRefreshToken => Answers[^1].Text("refresh_token")!;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri!.AbsolutePath != "/oauth2/token")
        {
            return await base.SendAsync(request, cancellationToken);
        }

        var form = HttpUtility.ParseQueryString(await request.Content!.ReadAsStringAsync(cancellationToken));
        Requests.Add((form.AllKeys.ToDictionary(name => name!, name => form[name]!, StringComparer.Ordinal), request.Headers.Authorization));
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
        await response.Content.LoadIntoBufferAsync(cancellationToken);
        using JsonDocument answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellationToken));
        Answers.Add(answer.RootElement.Clone());
        if (!LosesNextAnswer)
        {
            return response;
        }

        LosesNextAnswer = false;
        response.Dispose();
        throw new HttpRequestException(HttpRequestError.ResponseEnded, "The answer was lost on its way.");
    }
}
