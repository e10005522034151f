using System.Net;
using Amazon.Runtime;

namespace Amplify.Tests;

/// <summary>Keeps what AWS's client would send in place of sending it.</summary>
internal sealed class CapturingHttp : HttpClientFactory
{
    public RawRequest? Captured { get; private set; }

    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new Handler(this));

    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    private sealed class Handler(CapturingHttp owner) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            owner.Captured = await RawRequest.CaptureAsync(request);
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("<x/>"), Headers = { { "ETag", "\"x\"" } } };
        }
    }
}
