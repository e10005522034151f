namespace Amplify.Sessions;

/// <summary>
/// One session in memory. <see cref="View"/> is read without a lock; everything else is read and written under
/// <see cref="Sync"/>, which is never held over an await.
/// </summary>
internal sealed class SessionEntry(SessionKey key, DocumentKey documentKey)
{
    private volatile SessionView? _view;
    private volatile bool _evicted;
    private long _freshUntil;
    private long _lastUsed;

    public object Sync { get; } = new();

    public SessionKey Key { get; } = key;

    public DocumentKey DocumentKey { get; } = documentKey;

    public SessionView? View => _view;

    /// <summary>Grows with every sign-in and sign-out; what started under an older one is not published.</summary>
    public long Generation { get; private set; }

    /// <summary>Set when the table forgot this entry: whoever just got it must ask the table again.</summary>
    public bool Evicted => _evicted;

    public Task<SessionView>? Load { get; set; }

    public Task<RefreshOutcome>? Refresh { get; set; }

    /// <summary>Renewed tokens the store has not taken yet.</summary>
    public UnsavedDocument? Unsaved { get; set; }

    public RefreshBackOff BackOff { get; } = new();

    public bool IsFresh(long now) => now < Volatile.Read(ref _freshUntil);

    public void FreshUntil(long timestamp) => Volatile.Write(ref _freshUntil, timestamp);

    public void Touch(long now) => Volatile.Write(ref _lastUsed, now);

    public bool IsIdleSince(long timestamp) => Volatile.Read(ref _lastUsed) < timestamp;

    /// <summary>Marks the entry as forgotten, unless work is under way, something waits to be saved, or somebody came by just now.</summary>
    public bool TryEvict(long idleSince)
    {
        lock (Sync)
        {
            if (Load is { IsCompleted: false } || Refresh is { IsCompleted: false } || Unsaved is not null)
            {
                return false;
            }

            _evicted = true;
            Interlocked.MemoryBarrier();
            return _evicted = IsIdleSince(idleSince);
        }
    }

    /// <summary>Shows a view, unless a sign-in or sign-out came in between.</summary>
    /// <param name="view">The view.</param>
    /// <param name="generation">The generation it was made under.</param>
    /// <param name="tell">Told the view before, inside the lock, so that changes are told in the order they happened.</param>
    /// <returns>Whether it is shown.</returns>
    public bool TryPublish(SessionView view, long generation, Action<SessionView?> tell)
    {
        lock (Sync)
        {
            if (Generation != generation)
            {
                return false;
            }

            tell(_view);
            _view = view;
            BackOff.Reset();
            return true;
        }
    }

    /// <summary>Begins a new generation: work of the older ones is dropped from here on.</summary>
    public long BeginGeneration()
    {
        lock (Sync)
        {
            Unsaved = null;
            BackOff.Reset();
            return ++Generation;
        }
    }

    /// <summary>A refresh was sent and no answer came: until one does, the service may have used up the refresh token.</summary>
    public void NoteLostAnswer(TimeProvider time)
    {
        lock (Sync)
        {
            BackOff.LostAt ??= time.GetTimestamp();
        }
    }

    /// <summary>A refresh was answered with tokens: whatever was lost before is found.</summary>
    public void NoteAnswer()
    {
        lock (Sync)
        {
            BackOff.LostAt = null;
        }
    }

    /// <summary>A reused refresh token is the user's fault, or the lost answer's.</summary>
    public SessionEndReason EndReason(SessionEndReason judged)
    {
        lock (Sync)
        {
            return judged == SessionEndReason.RefreshTokenReused && BackOff.LostAt is not null ? SessionEndReason.RotationAnswerLost : judged;
        }
    }

    public void KeepUnsaved(UnsavedDocument document, long generation)
    {
        lock (Sync)
        {
            if (Generation == generation)
            {
                Unsaved = document;
            }
        }
    }

    public long CurrentGeneration()
    {
        lock (Sync)
        {
            return Generation;
        }
    }
}
