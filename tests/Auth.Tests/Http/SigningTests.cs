using System.Net.Http.Headers;
using Amazon.Runtime;
using Amplify.Http;
using Amplify.Tests.Support;
using Moq;

namespace Amplify.Tests.Http;

/// <summary>What the signing handler puts on a request, and takes off it.</summary>
internal sealed class SigningTests
{
    [Test]
    public async Task A_request_is_signed_with_its_host_its_time_its_body_and_the_session_token()
    {
        using var network = new CapturingHandler();
        using HttpClient client = Signing.Client(network);

        await client.GetAsync(new Uri(Signing.Api, "/prod/photos"));

        CapturedRequest sent = network.Sent.Single();
        Assert.That(sent["Authorization"], Does.StartWith("AWS4-HMAC-SHA256 Credential=ASIAEXAMPLE/20260305/eu-west-1/execute-api/aws4_request, "));
        Assert.That(sent["X-Amz-Date"], Is.EqualTo("20260305T070809Z"));
        Assert.That(sent["X-Amz-Security-Token"], Is.EqualTo(Signing.Token));
        Assert.That(sent["X-Amz-Content-Sha256"], Is.EqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
        Assert.That(Signing.SignedHeaders(sent), Is.EqualTo(new[] { "host", "x-amz-content-sha256", "x-amz-date", "x-amz-security-token" }));
    }

    [Test]
    public async Task Keys_without_a_session_send_no_token()
    {
        using var network = new CapturingHandler();
        using HttpClient client = Signing.Client(network, new BasicAWSCredentials("AKIDEXAMPLE", "secret"));

        await client.GetAsync(Signing.Api);

        Assert.That(network.Sent.Single()["X-Amz-Security-Token"], Is.Null);
        Assert.That(Signing.SignedHeaders(network.Sent.Single()), Does.Not.Contain("x-amz-security-token"));
    }

    [Test]
    public async Task Credentials_are_asked_for_each_request_so_that_they_renew()
    {
        int renewals = 0;
        var keys = new Mock<AWSCredentials>();
        keys.Setup(k => k.GetCredentialsAsync()).ReturnsAsync(() => new ImmutableCredentials($"ASIA{++renewals}", "secret", $"token {renewals}"));
        using var network = new CapturingHandler();
        using HttpClient client = Signing.Client(network, keys.Object);

        await client.GetAsync(Signing.Api);
        await client.GetAsync(Signing.Api);

        Assert.That(network.Sent.Select(s => s["X-Amz-Security-Token"]), Is.EqualTo(new[] { "token 1", "token 2" }));
        Assert.That(network.Sent.Select(s => s["Authorization"]!.Split('/')[0].Split('=')[1]), Is.EqualTo(new[] { "ASIA1", "ASIA2" }));
    }

    [Test]
    public void What_credentials_throw_reaches_the_caller_and_nothing_is_sent()
    {
        var keys = new Mock<AWSCredentials>();
        keys.Setup(k => k.GetCredentialsAsync()).ThrowsAsync(new SignInRequiredException());
        using var network = new CapturingHandler();
        using HttpClient client = Signing.Client(network, keys.Object);

        Assert.ThrowsAsync<SignInRequiredException>(() => client.GetAsync(Signing.Api));
        Assert.That(network.Sent, Is.Empty);
    }

    [Test]
    public async Task A_caller_does_not_wait_longer_for_credentials_than_it_wants_to()
    {
        var never = new TaskCompletionSource<ImmutableCredentials>();
        var keys = new Mock<AWSCredentials>();
        keys.Setup(k => k.GetCredentialsAsync()).Returns(never.Task);
        using var network = new CapturingHandler();
        using HttpClient client = Signing.Client(network, keys.Object);
        using var cancellation = new CancellationTokenSource();

        Task<HttpResponseMessage> sending = client.GetAsync(Signing.Api, cancellation.Token);
        await cancellation.CancelAsync();

        Assert.ThrowsAsync<TaskCanceledException>(() => sending);
        Assert.That(network.Sent, Is.Empty);
    }

    [Test]
    public async Task A_request_sent_again_has_a_new_signature_and_every_header_once()
    {
        var clock = new ManualClock(Signing.Start);
        using var network = new CapturingHandler();
        using var invoker = new HttpMessageInvoker(new AwsSigningHandler(Signing.Keys, Signing.Options(change: o =>
        {
            o.TimeProvider = clock;
            o.InnerHandlerFollowsNoRedirects = true;
        }), network));
        using var request = new HttpRequestMessage(HttpMethod.Post, Signing.Api) { Content = new StringContent("body") };

        await invoker.SendAsync(request, CancellationToken.None);
        clock.Advance(TimeSpan.FromSeconds(1));
        await invoker.SendAsync(request, CancellationToken.None);

        Assert.That(network.Sent.Select(s => s["X-Amz-Date"]), Is.EqualTo(new[] { "20260305T070809Z", "20260305T070810Z" }), "one value each");
        Assert.That(network.Sent.Select(Signing.SignatureOf).Distinct().Count(), Is.EqualTo(2));
        Assert.That(network.Sent.Select(s => s.Headers.Count).Distinct().Count(), Is.EqualTo(1));
        Assert.That(network.Sent.Select(s => s.Text), Is.All.EqualTo("body"));
    }

    [Test]
    public async Task A_request_that_was_sent_carries_and_prints_nothing_of_its_signature()
    {
        using var network = new CapturingHandler();
        using HttpClient client = Signing.Client(network);
        using var request = new HttpRequestMessage(HttpMethod.Get, Signing.Api);
        request.Headers.Add("X-Mine", "1");

        using HttpResponseMessage response = await client.SendAsync(request);

        Assert.That(request.Headers.Select(h => h.Key), Is.EqualTo(new[] { "X-Mine" }));
        Assert.That(response.RequestMessage!.ToString(), Does.Not.Contain(Signing.Token).And.Not.Contain(Signing.AccessKey));
    }

    [Test]
    public void A_request_that_failed_carries_nothing_of_its_signature_either()
    {
        using var network = new CapturingHandler(_ => throw new HttpRequestException("The wire was cut."));
        using HttpClient client = Signing.Client(network);
        using var request = new HttpRequestMessage(HttpMethod.Get, Signing.Api);

        HttpRequestException? failure = Assert.ThrowsAsync<HttpRequestException>(() => client.SendAsync(request));

        Assert.That(request.Headers, Is.Empty);
        Assert.That(failure!.ToString(), Does.Not.Contain(Signing.Token).And.Not.Contain(Signing.SecretKey));
    }

    [Test]
    public void A_request_with_credentials_of_another_kind_is_refused_before_anything_is_sent()
    {
        using var network = new CapturingHandler();
        using HttpClient client = Signing.Client(network);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "a-token-of-the-caller");

        InvalidOperationException? refusal = Assert.ThrowsAsync<InvalidOperationException>(() => client.GetAsync(Signing.Api));

        Assert.That(refusal!.Message, Does.Contain("Authorization").And.Not.Contain("a-token-of-the-caller"));
        Assert.That(network.Sent, Is.Empty);
    }

    [Test]
    public async Task A_signature_that_is_there_already_and_its_headers_are_replaced()
    {
        using var network = new CapturingHandler();
        using HttpClient client = Signing.Client(network);
        using var request = new HttpRequestMessage(HttpMethod.Get, Signing.Api);
        request.Headers.TryAddWithoutValidation("authorization", "AWS4-HMAC-SHA256 Credential=OLD/20200101/x/y/aws4_request, SignedHeaders=host, Signature=00");
        request.Headers.TryAddWithoutValidation("x-amz-date", ["20200101T000000Z", "20200102T000000Z"]);
        request.Headers.TryAddWithoutValidation("X-AMZ-SECURITY-TOKEN", "old");
        request.Headers.TryAddWithoutValidation("x-amz-content-sha256", "UNSIGNED-PAYLOAD");

        await client.SendAsync(request);

        CapturedRequest sent = network.Sent.Single();
        Assert.That(sent["Authorization"], Does.Contain("Credential=ASIAEXAMPLE/"));
        Assert.That(sent["X-Amz-Date"], Is.EqualTo("20260305T070809Z"));
        Assert.That(sent["X-Amz-Security-Token"], Is.EqualTo(Signing.Token));
        Assert.That(sent["X-Amz-Content-Sha256"], Has.Length.EqualTo(64));
    }

    [Test]
    public async Task Headers_that_proxies_change_are_sent_and_not_signed()
    {
        using var network = new CapturingHandler();
        using HttpClient client = Signing.Client(network, change: o => o.UnsignedHeaders = ["X-Changed", "content-type", "x-amz-target"]);
        using var request = new HttpRequestMessage(HttpMethod.Post, Signing.Api) { Content = new StringContent("{}") };
        foreach (string name in new[] { "User-Agent", "Via", "traceparent", "X-Amzn-Trace-Id", "X-Forwarded-For", "X-Changed", "X-Amz-Target", "X-Mine" })
        {
            request.Headers.TryAddWithoutValidation(name, "1");
        }

        await client.SendAsync(request);

        Assert.That(network.Sent.Single()["Via"], Is.EqualTo("1"));
        Assert.That(
            Signing.SignedHeaders(network.Sent.Single()),
            Is.EqualTo(new[] { "content-type", "host", "x-amz-content-sha256", "x-amz-date", "x-amz-security-token", "x-amz-target", "x-mine" }),
            "what names and authorises the call is signed whatever the options say");
    }

    [Test]
    public async Task The_hash_of_the_body_is_signed_and_not_sent_where_it_is_not_wanted()
    {
        using var network = new CapturingHandler();
        using HttpClient client = Signing.Client(network, change: o => o.SendContentHash = false);

        await client.PostAsync(Signing.Api, new StringContent("one"));
        await client.PostAsync(Signing.Api, new StringContent("two"));

        Assert.That(network.Sent.Select(s => s["X-Amz-Content-Sha256"]), Is.All.Null);
        Assert.That(network.Sent.Select(Signing.SignatureOf).Distinct().Count(), Is.EqualTo(2));
    }

    [TestCase("/a?q=x+y&r=%c3%bc%2f", ExpectedResult = "/a?q=x%20y&r=%C3%BC%2F")]
    [TestCase("/a%2fb/%c3%bc", ExpectedResult = "/a%2Fb/%C3%BC")]
    [TestCase("/a/!$&'()*+,;=:@?!$'()*,;:@", ExpectedResult = "/a/!$&'()*+,;=:@?!$'()*,;:@")]
    [TestCase("/a?b&c=&d==", ExpectedResult = "/a?b&c=&d==")]
    public async Task<string> An_address_is_spelled_so_that_it_can_be_read_in_one_way(string target)
    {
        using var network = new CapturingHandler();
        using HttpClient client = Signing.Client(network);

        await client.GetAsync(new Uri(Signing.Api, target));

        return network.Sent.Single().Address.PathAndQuery;
    }

    [Test]
    public async Task A_path_of_Amazon_S3_is_sent_strictly_encoded()
    {
        using var network = new CapturingHandler();
        using HttpClient client = Signing.Client(network, change: o =>
        {
            o.Service = "s3";
            o.DoubleEncodePath = false;
        });

        await client.GetAsync(new Uri(Signing.Api, "/bucket//it's (1)+ü.txt?versionId=a+b"));

        Assert.That(network.Sent.Single().Address.PathAndQuery, Is.EqualTo("/bucket//it%27s%20%281%29%2B%C3%BC.txt?versionId=a%20b"));
    }

    [Test]
    public async Task Options_changed_later_change_nothing()
    {
        AwsSigningOptions options = Signing.Options(change: o => o.InnerHandlerFollowsNoRedirects = true);
        using var network = new CapturingHandler();
        using var client = new HttpClient(new AwsSigningHandler(Signing.Keys, options, network));
        options.Region = "us-east-1";
        options.AllowedOrigins.Clear();
        options.UnsignedPayload = true;

        await client.GetAsync(Signing.Api);

        Assert.That(network.Sent.Single()["Authorization"], Does.Contain("/eu-west-1/execute-api/"));
        Assert.That(network.Sent.Single()["X-Amz-Content-Sha256"], Has.Length.EqualTo(64));
    }

    [Test]
    public void All_faults_of_the_options_are_told_at_once()
    {
        var options = new AwsSigningOptions
        {
            Region = "eu west 1",
            AllowedOrigins = [new Uri("http://api.example.com"), new Uri("https://api.example.com/prod"), new Uri("https://me:pw@api.example.com"), new Uri("relative", UriKind.Relative)],
            MaxBufferedBody = -1,
            MaxRedirects = 51,
        };

        AuthConfigurationException? refusal = Assert.Throws<AuthConfigurationException>(() => _ = new AwsSigningHandler(Signing.Keys, options));

        Assert.That(refusal!.Faults, Has.Count.EqualTo(8));
        Assert.That(refusal.Message, Does.Contain("Region").And.Contain("Service").And.Contain("plain http").And.Contain("path").And.Contain("MaxBufferedBody").And.Contain("MaxRedirects").And.Not.Contain("pw"));
    }

    [Test]
    public void Options_without_origins_are_refused() =>
        Assert.Throws<AuthConfigurationException>(() => _ = new AwsSigningHandler(Signing.Keys, new AwsSigningOptions { Region = "eu-west-1", Service = "execute-api" }));

    [Test]
    public void Amazon_S3_with_paths_encoded_twice_is_refused() =>
        Assert.Throws<AuthConfigurationException>(() => _ = new AwsSigningHandler(Signing.Keys, Signing.Options(change: o => o.Service = "s3")));
}
