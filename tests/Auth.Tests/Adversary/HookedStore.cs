using Amplify.Sessions;

namespace Amplify.Tests.Adversary;

/// <summary>A store with a gate before and after every operation. Without lease and catalog; see <see cref="HookedFullStore"/>.</summary>
internal class HookedStore(InMemorySessionStore inner) : ISessionStore
{
    private readonly Lock _gate = new();
    private readonly List<(StoreOp Op, bool After, StoreHold Hold)> _holds = [];
    private readonly List<StoreOp> _log = [];

    /// <summary>Called with the operation and its number, from 1, before it reaches the store; throws to make it fail undone.</summary>
    public Action<StoreOp, int>? Before { get; set; }

    /// <summary>As <see cref="Before"/>, when the store has done it; throws to lose the answer.</summary>
    public Action<StoreOp, int>? After { get; set; }

    /// <summary>Whether operations take no notice of their cancellation tokens.</summary>
    public bool Deaf { get; init; }

    public InMemorySessionStore Inner => inner;

    public IReadOnlyList<StoreOp> Log
    {
        get
        {
            lock (_gate)
            {
                return [.. _log];
            }
        }
    }

    public void ResetLog()
    {
        lock (_gate)
        {
            _log.Clear();
        }
    }

    /// <summary>Holds the next such operation.</summary>
    public StoreHold Hold(StoreOp op, bool after = false)
    {
        var hold = new StoreHold();
        lock (_gate)
        {
            _holds.Add((op, after, hold));
        }

        return hold;
    }

    /// <summary>
    /// Lets an operation finish, or come to a stop behind the one that is held. A right engine passes however short this is;
    /// a wrong one is given the time to go wrong.
    /// </summary>
    public static async Task SettledAsync(Task task) =>
        await task.WaitAsync(TimeSpan.FromMilliseconds(150)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    public ValueTask<StoredDocument?> ReadAsync(DocumentKey key, CancellationToken cancellationToken = default) =>
        RunAsync(StoreOp.Read, () => inner.ReadAsync(key, Heard(cancellationToken)));

    public ValueTask<string?> ReadETagAsync(DocumentKey key, CancellationToken cancellationToken = default) =>
        RunAsync(StoreOp.ReadETag, () => inner.ReadETagAsync(key, Heard(cancellationToken)));

    public ValueTask<string?> WriteAsync(DocumentKey key, ReadOnlyMemory<byte> content, WriteCondition condition, DateTimeOffset expiresAt, CancellationToken cancellationToken = default) =>
        RunAsync(StoreOp.Write, () => inner.WriteAsync(key, content, condition, expiresAt, Heard(cancellationToken)));

    public ValueTask<bool> DeleteAsync(DocumentKey key, WriteCondition condition, CancellationToken cancellationToken = default) =>
        RunAsync(StoreOp.Delete, () => inner.DeleteAsync(key, condition, Heard(cancellationToken)));

    protected async ValueTask<T> RunAsync<T>(StoreOp op, Func<ValueTask<T>> call)
    {
        int number;
        lock (_gate)
        {
            _log.Add(op);
            number = _log.Count;
        }

        Before?.Invoke(op, number);
        await PassAsync(op, after: false);
        T result = await call();
        After?.Invoke(op, number);
        await PassAsync(op, after: true);
        return result;
    }

    private CancellationToken Heard(CancellationToken cancellationToken) => Deaf ? CancellationToken.None : cancellationToken;

    private Task PassAsync(StoreOp op, bool after)
    {
        StoreHold? hold = null;
        lock (_gate)
        {
            int index = _holds.FindIndex(h => h.Op == op && h.After == after);
            if (index >= 0)
            {
                hold = _holds[index].Hold;
                _holds.RemoveAt(index);
            }
        }

        return hold?.PassAsync() ?? Task.CompletedTask;
    }
}
