namespace Amplify.Diagnostics;

/// <summary>Reads the service's time off every answer that carries a request id, which a proxy's page or a portal's does not.</summary>
internal sealed class ServiceClockHandler(HttpMessageHandler inner, ServiceClock clock) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.Headers.Date is { } date && response.Headers.Contains("x-amzn-RequestId"))
        {
            clock.Observe(date);
        }

        return response;
    }
}
