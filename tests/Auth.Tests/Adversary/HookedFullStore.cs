using Amplify.Sessions;

namespace Amplify.Tests.Adversary;

/// <summary>A <see cref="HookedStore"/> that also gives leases and a catalog.</summary>
internal sealed class HookedFullStore(InMemorySessionStore inner) : HookedStore(inner), ISessionLease, ISessionCatalog
{
    public ValueTask<IAsyncDisposable> AcquireAsync(DocumentKey key, TimeSpan duration, CancellationToken cancellationToken = default) =>
        RunAsync<IAsyncDisposable>(StoreOp.Lease, async () => new Lease(this, await Inner.AcquireAsync(key, duration, cancellationToken)));

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
        public async ValueTask DisposeAsync() => await store.RunAsync(StoreOp.LeaseReturn, () => Done(inner.DisposeAsync()));
    }
}
