using Amplify.Http;

namespace Amplify.Tests.Http;

/// <summary>Credentials go to the configured origins and nowhere else; what goes elsewhere passes untouched.</summary>
internal sealed class OriginTests
{
    private static readonly Uri[] _allowed = [new("https://api.example.com"), new("https://bücher.example:8443"), new("http://localhost:5000"), new("http://[::1]:5000")];

    [TestCase("https://api.example.com/photos?x=1", "api.example.com")]
    [TestCase("https://API.EXAMPLE.COM:443/", "api.example.com")]
    [TestCase("https://bücher.example:8443/", "xn--bcher-kva.example:8443")]
    [TestCase("https://xn--bcher-kva.example:8443/", "xn--bcher-kva.example:8443")]
    [TestCase("http://localhost:5000/", "localhost:5000")]
    [TestCase("http://[::1]:5000/", "[::1]:5000")]
    public async Task A_request_to_a_configured_origin_is_signed_for_the_host_that_is_sent(string address, string host)
    {
        CapturedRequest sent = await SendAsync(new HttpRequestMessage(HttpMethod.Get, address));
        CapturedRequest named = await SendAsync(new HttpRequestMessage(HttpMethod.Get, address) { Headers = { Host = host } });

        Assert.That(sent["Authorization"], Is.Not.Null);
        Assert.That(Signing.SignatureOf(named), Is.EqualTo(Signing.SignatureOf(sent)), "the host as a header of its own");
    }

    [TestCase("http://api.example.com/")]
    [TestCase("https://api.example.com:8443/")]
    [TestCase("https://example.com/")]
    [TestCase("https://evil.api.example.com/")]
    [TestCase("https://api.example.com.evil.example/")]
    [TestCase("https://api.example.com@evil.example/")]
    [TestCase("https://evil.example/https://api.example.com/")]
    [TestCase("https://api.example.com./")]
    [TestCase("http://localhost:5001/")]
    [TestCase("http://127.0.0.1:5000/")]
    public async Task A_request_to_any_other_origin_passes_untouched(string address)
    {
        CapturedRequest sent = await SendAsync(new HttpRequestMessage(HttpMethod.Get, address));

        Assert.That(sent.Headers, Is.Empty);
        Assert.That(sent.Address, Is.EqualTo(new Uri(address)));
    }

    [TestCase("evil.example")]
    [TestCase("evil.example:443")]
    [TestCase("api.example.com.evil.example")]
    public async Task A_host_header_that_names_another_host_gets_no_credentials(string host)
    {
        // TLS asks for the certificate of that host, so the address alone says too little.
        CapturedRequest sent = await SendAsync(new HttpRequestMessage(HttpMethod.Get, "https://api.example.com/") { Headers = { Host = host } });

        Assert.That(sent["Authorization"], Is.Null);
        Assert.That(sent["X-Amz-Security-Token"], Is.Null);
    }

    [Test]
    public async Task A_request_that_passes_keeps_its_own_credentials_and_spelling()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://elsewhere.example/a%2fb?c+d");
        request.Headers.Authorization = new("Bearer", "mine");

        CapturedRequest sent = await SendAsync(request);

        Assert.That(sent["Authorization"], Is.EqualTo("Bearer mine"));
        Assert.That(sent.Address.PathAndQuery, Is.EqualTo("/a%2fb?c+d"));
    }

    private static async Task<CapturedRequest> SendAsync(HttpRequestMessage request)
    {
        using var network = new CapturingHandler();
        using HttpClient client = Signing.Client(network, change: o => o.AllowedOrigins = [.. _allowed]);
        await client.SendAsync(request);
        return network.Sent.Single();
    }
}
