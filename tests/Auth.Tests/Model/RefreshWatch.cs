namespace Amplify.Tests.Model;

/// <summary>Counts the refreshes that an engine sends, so that the model need not ask itself at every moment whether one was.</summary>
internal sealed class RefreshWatch : DelegatingHandler
{
    private int _sent;
    private int _answered;
    private (int Sent, bool UnderWay) _before;

    public RefreshWatch()
        : base(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
    {
    }

    /// <summary>Whether a refresh was under way at any time since this was asked last.</summary>
    public bool WasBusy()
    {
        // Answered first: one that is sent in between is then under way.
        int answered = Volatile.Read(ref _answered);
        int sent = Volatile.Read(ref _sent);
        bool busy = _before.UnderWay || sent != _before.Sent;
        _before = (sent, sent != answered);
        return busy;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!request.Headers.TryGetValues("X-Amz-Target", out IEnumerable<string>? target) || !target.Single().EndsWith(".GetTokensFromRefreshToken", StringComparison.Ordinal))
        {
            return await base.SendAsync(request, cancellationToken);
        }

        Interlocked.Increment(ref _sent);
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        finally
        {
            Interlocked.Increment(ref _answered);
        }
    }
}
