namespace Amplify.Errors;

/// <summary>Waiting for code of others, which may not listen to the token it was given.</summary>
internal static class Patience
{
    /// <summary>Awaits a call until it ends or the token is cancelled, whichever is first. What ends later is looked at, so that its fault does not come back as an unobserved one.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled and the call goes on by itself.</exception>
    public static async Task<T> WaitAsync<T>(Task<T> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!call.IsCompleted)
        {
            _ = call.ContinueWith(static late => _ = late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            throw;
        }
    }
}
