namespace Amplify.Sessions;

/// <summary>
/// Lets one refresh happen at a time over all processes and nodes that share a store. Without one, two nodes may refresh the
/// same session at once; with refresh-token rotation and no grace period one of them would then lose.
/// </summary>
public interface ISessionLease
{
    /// <summary>Waits until the lease of a document is held.</summary>
    /// <param name="key">Which document.</param>
    /// <param name="duration">After this time others may take the lease even if it was not given back (a holder that died).</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The lease: dispose it to give it back.</returns>
    /// <exception cref="OperationCanceledException">It was not had in time.</exception>
    ValueTask<IAsyncDisposable> AcquireAsync(DocumentKey key, TimeSpan duration, CancellationToken cancellationToken = default);
}
