using Amplify.Sessions;

namespace Amplify.Tests.Adversary;

/// <summary>A <see cref="HookedStore"/> that also gives leases and a catalog.</summary>
internal sealed class HookedFullStore(InMemorySessionStore inner) : HookedStore(inner), ISessionLease, ISessionCatalog
{
    public async ValueTask<IAsyncDisposable> AcquireAsync(DocumentKey key, TimeSpan duration, CancellationToken cancellationToken = default)
    {
        IAsyncDisposable? held = null;
        try
        {
            return await RunAsync<IAsyncDisposable>(StoreOp.Lease, async () => new Lease(this, held = await Inner.AcquireAsync(key, duration, cancellationToken)));
        }
        catch (IOException) when (held is not null)
        {
            // Nobody knows of it, so it would run out.
            await held.DisposeAsync();
            throw;
        }
    }

    public async ValueTask AddAsync(string userId, DocumentKey key, DateTimeOffset expiresAt, CancellationToken cancellationToken = default) =>
        await RunAsync(StoreOp.CatalogAdd, () => Done(Inner.AddAsync(userId, key, expiresAt, cancellationToken)));

    public async ValueTask RemoveAsync(string userId, DocumentKey key, CancellationToken cancellationToken = default) =>
        await RunAsync(StoreOp.CatalogRemove, () => Done(Inner.RemoveAsync(userId, key, cancellationToken)));

    public ValueTask<IReadOnlyList<DocumentKey>> ListAsync(string userId, CancellationToken cancellationToken = default) =>
        RunAsync(StoreOp.CatalogList, () => Inner.ListAsync(userId, cancellationToken));

    private static async ValueTask<bool> Done(ValueTask task)
    {
        await task;
        return true;
    }

    private sealed class Lease(HookedFullStore store, IAsyncDisposable inner) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            try
            {
                await store.RunAsync(StoreOp.LeaseReturn, () => new ValueTask<bool>(true));
            }
            finally
            {
                // Given back, or run out.
                await inner.DisposeAsync();
            }
        }
    }
}
