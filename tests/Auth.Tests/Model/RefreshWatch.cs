namespace Amplify.Tests.Model;

/// <summary>Counts the refreshes that an engine sends, so that the model need not ask itself at every moment whether one was.</summary>
internal sealed class RefreshWatch : DelegatingHandler
{
    private int _sent;
    private int _answered;
    private (int Sent, bool UnderWay, bool Busy) _before;

    public RefreshWatch()
        : base(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
    {
    }

    /// <summary>
    /// Whether a refresh was under way at any time since this was asked last, or in the time before that: what a command began, and
    /// was done when the command was, is told of the command and of what comes after it.
    /// </summary>
    public bool WasBusy()
    {
        // Answered first: one that is sent in between is then under way.
        int answered = Volatile.Read(ref _answered);
        int sent = Volatile.Read(ref _sent);
        bool busy = _before.UnderWay || sent != _before.Sent;
        bool busyBefore = _before.Busy;
        _before = (sent, sent != answered, busy);
        return busy || busyBefore;
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
