namespace Amplify.Tests.Federation.InBrowser;

/// <summary>A network that can be pulled out of its wall.</summary>
internal sealed class Unplugged : DelegatingHandler
{
    public Unplugged()
        : base(new SocketsHttpHandler { AllowAutoRedirect = false })
    {
    }

    public bool IsUnplugged { get; set; }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => IsUnplugged
        ? throw new HttpRequestException(HttpRequestError.ConnectionError, "no route")
        : base.SendAsync(request, cancellationToken);
}
