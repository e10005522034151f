namespace Amplify;

/// <summary>
/// Shows the pool's pages to the user, and notices when they send the browser back: a system browser with a loopback listener
/// (Amplify.Auth.Desktop), a platform's own authentication session, a custom scheme.
/// </summary>
/// <remarks>
/// It is called on a thread of the pool. What it throws becomes <see cref="AuthException"/> with <see cref="AuthErrorReason.ProviderFailed"/>; an
/// <see cref="AuthException"/> stays what it is, and an <see cref="OperationCanceledException"/> says that the person gave up, as many platforms do
/// when their window is closed.
/// </remarks>
public interface IBrowser
{
    /// <summary>Opens a page and waits until the browser comes back to one of the application's addresses.</summary>
    /// <param name="request">Which page, where to come back to, and how to tell a real return from a stray one.</param>
    /// <param name="cancellationToken">Ends the attempt, and everything that was opened or listens for it.</param>
    /// <returns>The address the browser came back to; or that the person gave up, or took too long.</returns>
    Task<BrowserResult> RunAsync(BrowserRequest request, CancellationToken cancellationToken = default);
}
