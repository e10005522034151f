using System.Net;
using Amplify.Http;
using Amplify.Tests.Support;

namespace Amplify.Tests.Http;

/// <summary>A machine with a wrong clock: the first refusal tells the service's time, and the request goes out again with it, once.</summary>
internal sealed class SigningClockTests
{
    private static readonly DateTimeOffset _service = Signing.Start + TimeSpan.FromHours(1);

    [TestCase(HttpStatusCode.Forbidden, TestName = "API_Gateway_and_Amazon_S3_refuse_with_403")]
    [TestCase(HttpStatusCode.BadRequest, TestName = "Others_refuse_with_400")]
    [TestCase(HttpStatusCode.Unauthorized, TestName = "AppSync_refuses_with_401")]
    public async Task A_request_refused_for_its_time_is_signed_by_the_services_clock_and_sent_again(HttpStatusCode refusal)
    {
        using CapturingHandler network = Service(_service, refusal);
        using HttpClient client = Signing.Client(network);

        using HttpResponseMessage response = await client.PostAsync(Signing.Api, new StringContent("body"));

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(network.Sent.Select(s => s["X-Amz-Date"]), Is.EqualTo(new[] { "20260305T070809Z", "20260305T080809Z" }));
        Assert.That(network.Sent.Select(s => s.Text), Is.All.EqualTo("body"));
    }

    [Test]
    public async Task What_was_measured_holds_for_later_requests_and_goes_with_the_clock()
    {
        var clock = new ManualClock(Signing.Start);
        using CapturingHandler network = Service(_service, HttpStatusCode.Forbidden);
        using HttpClient client = Signing.Client(network, change: o => o.TimeProvider = clock);

        await client.GetAsync(Signing.Api);
        clock.Advance(TimeSpan.FromSeconds(10));
        await client.GetAsync(Signing.Api);

        Assert.That(network.Sent.Select(s => s["X-Amz-Date"]).Skip(1), Is.EqualTo(new[] { "20260305T080809Z", "20260305T080819Z" }));
    }

    [Test]
    public async Task A_clock_that_is_set_right_later_is_measured_again()
    {
        var clock = new ManualClock(_service - TimeSpan.FromHours(1));
        using CapturingHandler network = Service(_service, HttpStatusCode.Forbidden);
        using HttpClient client = Signing.Client(network, change: o => o.TimeProvider = clock);

        await client.GetAsync(Signing.Api);
        clock.Advance(TimeSpan.FromHours(1));
        using HttpResponseMessage response = await client.GetAsync(Signing.Api);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(network.Sent.Select(s => s["X-Amz-Date"]), Is.EqualTo(new[] { "20260305T070809Z", "20260305T080809Z", "20260305T090809Z", "20260305T080809Z" }));
    }

    [Test]
    public async Task What_is_known_of_the_services_clock_is_used_from_the_start()
    {
        using CapturingHandler network = Service(_service, HttpStatusCode.Forbidden);
        using HttpClient client = Signing.Client(network, change: o => o.ClockOffset = () => TimeSpan.FromHours(1));

        await client.GetAsync(Signing.Api);

        Assert.That(network.Sent.Select(s => s["X-Amz-Date"]), Is.EqualTo(new[] { "20260305T080809Z" }));
    }

    [Test]
    public async Task A_refusal_at_about_our_own_time_is_returned()
    {
        using var network = new CapturingHandler(_ => Signing.Answer(HttpStatusCode.Forbidden, Signing.Start + TimeSpan.FromMinutes(3)));
        using HttpClient client = Signing.Client(network);

        using HttpResponseMessage response = await client.GetAsync(Signing.Api);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(network.Sent, Has.Count.EqualTo(1));
    }

    [TestCase(HttpStatusCode.OK)]
    [TestCase(HttpStatusCode.NotFound)]
    [TestCase(HttpStatusCode.InternalServerError)]
    public async Task Only_a_refusal_is_sent_again(HttpStatusCode status)
    {
        using var network = new CapturingHandler(_ => Signing.Answer(status, _service));
        using HttpClient client = Signing.Client(network);

        using HttpResponseMessage response = await client.GetAsync(Signing.Api);

        Assert.That(response.StatusCode, Is.EqualTo(status));
        Assert.That(network.Sent, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_second_refusal_is_returned()
    {
        int hours = 0;
        using var network = new CapturingHandler(_ => Signing.Answer(HttpStatusCode.Forbidden, _service + TimeSpan.FromHours(hours++)));
        using HttpClient client = Signing.Client(network);

        using HttpResponseMessage response = await client.GetAsync(Signing.Api);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(network.Sent, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_refusal_without_a_date_or_out_of_a_cache_tells_nothing()
    {
        foreach (bool isCached in new[] { false, true })
        {
            using var network = new CapturingHandler(_ =>
            {
                HttpResponseMessage answer = Signing.Answer(HttpStatusCode.Forbidden, isCached ? _service : null);
                answer.Headers.Age = isCached ? TimeSpan.FromMinutes(1) : null;
                return answer;
            });
            using HttpClient client = Signing.Client(network);

            await client.GetAsync(Signing.Api);

            Assert.That(network.Sent, Has.Count.EqualTo(1));
        }
    }

    [TestCase(25)]
    [TestCase(-25)]
    public async Task A_date_more_than_a_day_away_is_not_believed(int hours)
    {
        using var network = new CapturingHandler(_ => Signing.Answer(HttpStatusCode.Forbidden, Signing.Start + TimeSpan.FromHours(hours)));
        using HttpClient client = Signing.Client(network);

        await client.GetAsync(Signing.Api);
        await client.GetAsync(Signing.Api);

        Assert.That(network.Sent.Select(s => s["X-Amz-Date"]), Is.EqualTo(new[] { "20260305T070809Z", "20260305T070809Z" }));
    }

    [Test]
    public async Task A_body_that_is_gone_is_not_sent_again_but_the_next_request_is_right()
    {
        using CapturingHandler network = Service(_service, HttpStatusCode.Forbidden);
        using HttpClient client = Signing.Client(network, change: o => o.UnsignedPayload = true);

        using HttpResponseMessage response = await client.PutAsync(Signing.Api, new StreamContent(new WatchedStream(10, canSeek: false)));
        await client.PutAsync(Signing.Api, new StreamContent(new WatchedStream(10, canSeek: false)));

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(network.Sent.Select(s => s["X-Amz-Date"]), Is.EqualTo(new[] { "20260305T070809Z", "20260305T080809Z" }));
        Assert.That(network.Sent.Select(s => s.Body.Length), Is.All.EqualTo(10));
    }

    /// <summary>A service at a time of its own, which refuses what was signed more than five minutes from it.</summary>
    private static CapturingHandler Service(DateTimeOffset now, HttpStatusCode refusal) => new(request =>
    {
        var signedAt = DateTimeOffset.ParseExact(request["X-Amz-Date"]!, "yyyyMMdd'T'HHmmss'Z'", null, System.Globalization.DateTimeStyles.AssumeUniversal);
        return Signing.Answer((signedAt - now).Duration() > TimeSpan.FromMinutes(5) ? refusal : HttpStatusCode.OK, now);
    });
}
