using System.Net;
using System.Text;

namespace Amplify.Tests.Support;

/// <summary>Stands in for the network: answers the calls it was told of, in order. A call it was not told of fails, and so does one that never came.</summary>
internal sealed class ScriptedHandler : HttpMessageHandler
{
    private readonly Queue<Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>>> _expected = new();

    /// <summary>What was sent, in order.</summary>
    public List<SentRequest> Sent { get; } = [];

    public bool IsDisposed { get; private set; }

    public void Expect(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer) => _expected.Enqueue(answer);

    public void Expect(HttpResponseMessage answer) => Expect((_, _) => Task.FromResult(answer));

    public void ExpectFailure(Exception failure) => Expect((_, _) => Task.FromException<HttpResponseMessage>(failure));

    public void ExpectJson(string json, HttpStatusCode status = HttpStatusCode.OK, params (string Name, string Value)[] headers) =>
        Expect(Answer(new StringContent(json, Encoding.UTF8, "application/x-amz-json-1.1"), status, headers));

    public static HttpResponseMessage Answer(HttpContent content, HttpStatusCode status = HttpStatusCode.OK, params (string Name, string Value)[] headers)
    {
        HttpResponseMessage answer = new(status) { Content = content };
        answer.Headers.Add("x-amzn-RequestId", "request-1");
        foreach ((string name, string value) in headers)
        {
            answer.Headers.Remove(name);
            answer.Headers.TryAddWithoutValidation(name, value);
        }

        return answer;
    }

    /// <summary>Fails the test if something expected never came.</summary>
    public void Verify() => Assert.That(_expected, Is.Empty, "Expected calls that never came.");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Sent.Add(await SentRequest.FromAsync(request, CancellationToken.None));
        return _expected.TryDequeue(out Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>>? answer)
            ? await answer(request, cancellationToken)
            : throw new AssertionException("A call that was not expected: " + Sent[^1].Target);
    }

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        base.Dispose(disposing);
    }
}
