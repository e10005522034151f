using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Amplify.Tests.Support;

/// <summary>A handler that gives ordered answers to chosen operations, as the service writes them, and lets all other requests through.</summary>
internal sealed class ScriptedAnswers : DelegatingHandler, IAsyncDisposable
{
    private readonly Dictionary<string, Queue<Func<HttpResponseMessage>>> _answers = [];
    private readonly List<(string Operation, JsonNode Body)> _sent = [];

    public ScriptedAnswers()
        : base(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
    {
    }

    public void Refuse(string operation, string code, string message) => Add(operation, () =>
    {
        HttpResponseMessage answer = Json(HttpStatusCode.BadRequest, new JsonObject { ["__type"] = code, ["message"] = message }.ToJsonString());
        answer.Headers.Add("x-amzn-ErrorType", $"{code}:");
        return answer;
    });

    public void Accept(string operation, string body = "{}") => Add(operation, () => Json(HttpStatusCode.OK, body));

    public int Sent(string operation) => _sent.Count(s => s.Operation == operation);

    public string? TokenOf(string operation, int index) => Body(operation, index)["AccessToken"]?.GetValue<string>();

    public JsonNode Body(string operation, int index = 0) => _sent.Where(s => s.Operation == operation).ElementAt(index).Body;

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string operation = request.Headers.TryGetValues("X-Amz-Target", out IEnumerable<string>? target) ? target.Single().Split('.')[1] : "";
        if (!_answers.TryGetValue(operation, out Queue<Func<HttpResponseMessage>>? answers) || !answers.TryDequeue(out Func<HttpResponseMessage>? answer))
        {
            return await base.SendAsync(request, cancellationToken);
        }

        _sent.Add((operation, JsonNode.Parse(await request.Content!.ReadAsStringAsync(cancellationToken))!));
        HttpResponseMessage response = answer();
        response.RequestMessage = request;
        response.Headers.Add("x-amzn-RequestId", "request-1");
        return response;
    }

    private static HttpResponseMessage Json(HttpStatusCode status, string body) => new(status)
    {
        Content = new StringContent(body, Encoding.UTF8, "application/x-amz-json-1.1"),
    };

    private void Add(string operation, Func<HttpResponseMessage> answer)
    {
        if (!_answers.TryGetValue(operation, out Queue<Func<HttpResponseMessage>>? answers))
        {
            _answers[operation] = answers = new Queue<Func<HttpResponseMessage>>();
        }

        answers.Enqueue(answer);
    }
}
