using System.Text;
using Amplify.CognitoIdentityProvider;
using Amplify.Tests.Support;

namespace Amplify.Tests;

/// <summary>What surfaces when no answer comes.</summary>
internal sealed class TransportTests : UserPoolFixture
{
    [TestCase(HttpRequestError.NameResolutionError)]
    [TestCase(HttpRequestError.ConnectionError)]
    [TestCase(HttpRequestError.SecureConnectionError)]
    [TestCase(HttpRequestError.ResponseEnded)]
    public async Task A_request_error_surfaces_untouched(HttpRequestError kind)
    {
        HttpRequestException failure = new(kind, "no");
        Http.ExpectFailure(failure);

        HttpRequestException error = await FailureAsync<HttpRequestException>();

        Assert.That((error, error.HttpRequestError), Is.EqualTo((failure, kind)));
        Assert.That(Http.Sent, Has.Count.EqualTo(1), "never sent twice");
    }

    [Test]
    public async Task An_io_error_before_the_answer_is_a_request_error()
    {
        IOException failure = new("no");
        Http.ExpectFailure(failure);

        Assert.That((await FailureAsync<HttpRequestException>()).InnerException, Is.SameAs(failure));
    }

    [Test]
    public async Task Waiting_for_an_answer_ends_at_the_timeout()
    {
        Http.Expect(NeverAnswerAsync);
        Task<TimeoutException> call = FailureAsync<TimeoutException>();

        Time.Advance(TimeSpan.FromSeconds(19));
        Assert.That(call.IsCompleted, Is.False);
        Time.Advance(TimeSpan.FromSeconds(1));

        Assert.That((await call).Message, Does.Contain("InitiateAuth"));
    }

    [Test]
    public async Task Reading_an_answer_ends_at_the_timeout()
    {
        ScriptedStream stream = new("{\"Ses"u8.ToArray(), hangs: true);
        Http.Expect(ScriptedHandler.Answer(new StreamContent(stream)));
        Task<TimeoutException> call = FailureAsync<TimeoutException>();

        await stream.ReachedTheEnd;
        Time.Advance(TimeSpan.FromSeconds(20));

        await call;
    }

    [Test]
    public async Task Reading_an_error_ends_at_the_timeout()
    {
        ScriptedStream stream = new("{\"mes"u8.ToArray(), hangs: true);
        Http.Expect(ScriptedHandler.Answer(new StreamContent(stream), System.Net.HttpStatusCode.BadRequest));
        Task<TimeoutException> call = FailureAsync<TimeoutException>();

        await stream.ReachedTheEnd;
        Time.Advance(TimeSpan.FromSeconds(20));

        await call;
    }

    [Test]
    public async Task A_connection_that_breaks_because_time_is_up_is_a_timeout()
    {
        Http.Expect(async (_, cancellationToken) =>
        {
            TaskCompletionSource broken = new(TaskCreationOptions.RunContinuationsAsynchronously);
            using CancellationTokenRegistration registration = cancellationToken.Register(() => broken.SetException(new HttpRequestException(HttpRequestError.ResponseEnded)));
            await broken.Task;
            return null!;
        });
        Task<TimeoutException> call = FailureAsync<TimeoutException>();

        Time.Advance(TimeSpan.FromSeconds(20));

        Assert.That((await call).InnerException, Is.TypeOf<HttpRequestException>());
    }

    [Test]
    public async Task A_caller_who_cancels_gets_his_own_token_back()
    {
        using CancellationTokenSource cancelling = new();
        Http.Expect(NeverAnswerAsync);
        Task<OperationCanceledException> call = FailureAsync<OperationCanceledException>(cancelling.Token);

        await cancelling.CancelAsync();

        Assert.That((await call).CancellationToken, Is.EqualTo(cancelling.Token));
    }

    [Test]
    public async Task A_caller_may_cancel_while_the_answer_is_read()
    {
        using CancellationTokenSource cancelling = new();
        ScriptedStream stream = new("{\"Ses"u8.ToArray(), hangs: true);
        Http.Expect(ScriptedHandler.Answer(new StreamContent(stream)));
        Task<OperationCanceledException> call = FailureAsync<OperationCanceledException>(cancelling.Token);

        await stream.ReachedTheEnd;
        await cancelling.CancelAsync();

        Assert.That((await call).CancellationToken, Is.EqualTo(cancelling.Token));
    }

    [Test]
    public async Task A_handler_that_gives_up_by_itself_is_a_timeout()
    {
        Http.ExpectFailure(new TaskCanceledException("a handler's own time-out"));

        Assert.That((await FailureAsync<TimeoutException>()).InnerException, Is.TypeOf<TaskCanceledException>());
    }

    [Test]
    public async Task A_wait_without_end_is_possible()
    {
        ManualTime time = new();
        using AmazonCognitoIdentityProviderClient client = new(
            new AmazonCognitoIdentityProviderConfig { RegionEndpoint = Amazon.RegionEndpoint.EUWest1, Timeout = Timeout.InfiniteTimeSpan, TimeProvider = time },
            Http);
        TaskCompletionSource<HttpResponseMessage> answer = new();
        Http.Expect((_, _) => answer.Task);
        Task<CognitoIdentityProvider.Model.InitiateAuthResponse> call = client.InitiateAuthAsync(new());

        time.Advance(TimeSpan.FromDays(10));
        answer.SetResult(ScriptedHandler.Answer(new StringContent("{\"Session\":\"s\"}", Encoding.UTF8)));

        Assert.That((await call).Session, Is.EqualTo("s"));
    }

    [Test]
    public void A_borrowed_handler_outlives_the_client_unless_given_away([Values] bool given)
    {
        using ScriptedHandler handler = new();
        AmazonCognitoIdentityProviderClient client = new(new AmazonCognitoIdentityProviderConfig { RegionEndpoint = Amazon.RegionEndpoint.EUWest1 }, handler, given);

        client.Dispose();
        client.Dispose();

        Assert.That(handler.IsDisposed, Is.EqualTo(given));
    }

    private static async Task<HttpResponseMessage> NeverAnswerAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
        return null!;
    }
}
