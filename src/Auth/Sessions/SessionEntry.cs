using Amplify.Credentials;

namespace Amplify.Sessions;

/// <summary>
/// One session in memory. <see cref="View"/> is read without a lock; everything else is read and written under
/// <see cref="Sync"/>, which is never held over an await.
/// </summary>
internal sealed class SessionEntry
{
    private volatile SessionView? _view;
    private SessionView? _told;
    private volatile bool _evicted;
    private long _freshUntil;
    private long _lastUsed;
    private long _looks;

    /// <summary>The number of the read whose finding was shown last.</summary>
    private long _read;

    /// <summary>Reads with a smaller number are void: what was shown, or doubted, since they began is newer.</summary>
    private long _barrier;

    public SessionEntry(SessionKey key, DocumentKey documentKey)
    {
        Key = key;
        DocumentKey = documentKey;
        Credentials = new CredentialsCell(Sync);
    }

    public object Sync { get; } = new();

    public SessionKey Key { get; }

    public DocumentKey DocumentKey { get; }

    public SessionView? View => _view;

    /// <summary>Grows with every sign-in and sign-out, here or noticed elsewhere; what started under an older one is not published.</summary>
    public long Generation { get; private set; }

    /// <summary>Set when the table forgot this entry: whoever just got it must ask the table again.</summary>
    public bool Evicted => _evicted;

    /// <summary>Held by a sign-in or sign-out from its write to the store until the outcome is shown: one after the other, so that store and memory agree.</summary>
    public SemaphoreSlim Changing { get; } = new(1, 1);

    public Task<SessionView>? Load { get; set; }

    public Task<RefreshOutcome>? Refresh { get; set; }

    /// <summary>Renewed tokens the store has not taken yet.</summary>
    public UnsavedDocument? Unsaved { get; set; }

    public RefreshBackOff BackOff { get; } = new();

    /// <summary>The AWS credentials of whoever is here. Guarded by <see cref="Sync"/>, emptied with every change of generation.</summary>
    public CredentialsCell Credentials { get; }

    /// <summary>Why the session is being ended, from before its deletion until that is shown: whoever finds it gone meanwhile knows.</summary>
    public SessionEndReason? EndingWith { get; set; }

    public bool IsFresh(long now) => now < Volatile.Read(ref _freshUntil);

    public void Touch(long now) => Volatile.Write(ref _lastUsed, now);

    public bool IsIdleSince(long timestamp) => Volatile.Read(ref _lastUsed) < timestamp;

    /// <summary>Marks the entry as forgotten, unless work is under way, something waits to be saved, or somebody came by just now.</summary>
    public bool TryEvict(long idleSince)
    {
        lock (Sync)
        {
            if (Changing.CurrentCount == 0 || Load is { IsCompleted: false } || Refresh is { IsCompleted: false } || Unsaved is not null || Credentials.Flight is not null)
            {
                return false;
            }

            _evicted = true;
            Interlocked.MemoryBarrier();
            return _evicted = IsIdleSince(idleSince);
        }
    }

    /// <summary>Shows a view, unless a sign-in or sign-out came in between, or the store said something else since.</summary>
    /// <param name="view">The view.</param>
    /// <param name="generation">The generation it was made under.</param>
    /// <param name="look">What the store was asked last for it.</param>
    /// <param name="freshUntil">Until when (time stamp) it is believed without asking the store.</param>
    /// <param name="tell">Told the last view anybody was told of, inside the lock, so that changes are told in the order they happened.</param>
    /// <returns>Whether it is shown.</returns>
    public bool TryPublish(SessionView view, long generation, StoreLook look, long freshUntil, Action<SessionView?> tell)
    {
        lock (Sync)
        {
            if (Generation != generation || look.Number < _read)
            {
                return false;
            }

            // Who doubted the store since then wants it to be asked again. Reads under way may have met half of what was done.
            freshUntil = look.Number < _barrier ? 0 : freshUntil;
            _barrier = ++_looks;
            tell(_told ?? _view);
            Show(view, freshUntil);
            return true;
        }
    }

    /// <summary>The store is about to be asked: what is shown from here on, by whomever asked later, is newer than the answer.</summary>
    public StoreLook Look(TimeProvider time)
    {
        lock (Sync)
        {
            return new StoreLook(++_looks, time.GetTimestamp());
        }
    }

    /// <summary>Shows what a read of the store found, unless something newer is shown by now.</summary>
    /// <returns>Whether it is shown now.</returns>
    public bool TryPublishLoaded(SessionView view, StoreLook look, long freshUntil, Action<SessionView?> tell)
    {
        lock (Sync)
        {
            if (IsVoid(look))
            {
                return false;
            }

            _read = look.Number;
            tell(_told ?? _view);
            Show(view, freshUntil);
            return true;
        }
    }

    /// <summary>A read of the store found what is shown already, or could not tell: it holds for so long.</summary>
    public void Confirm(StoreLook look, long freshUntil)
    {
        lock (Sync)
        {
            if (!IsVoid(look))
            {
                Volatile.Write(ref _freshUntil, freshUntil);
            }
        }
    }

    /// <summary>The store holds something else than what is shown: the next read asks it, and does not wait for one that began before.</summary>
    public void Distrust()
    {
        lock (Sync)
        {
            _barrier = ++_looks;
            Load = null;
            Volatile.Write(ref _freshUntil, 0);
        }
    }

    /// <summary>A sign-in or sign-out: work of the older generations is dropped from here on, except tokens that were renewed from this very view.</summary>
    public void Begin(SessionView view, long freshUntil, Action<SessionView?> tell)
    {
        lock (Sync)
        {
            _barrier = ++_looks;
            StartOver(view.ETag);
            tell(_told ?? _view);
            Show(view, freshUntil);
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
    /// <param name="judged">Why the session ends.</param>
    /// <param name="isUntold">Whether the service does not tell a token used twice from one it never knew, as token endpoints do not.</param>
    public SessionEndReason EndReason(SessionEndReason judged, bool isUntold)
    {
        lock (Sync)
        {
            return BackOff.LostAt is not null && (isUntold || judged == SessionEndReason.RefreshTokenReused) ? SessionEndReason.RotationAnswerLost : judged;
        }
    }

    public void KeepUnsaved(UnsavedDocument document, long generation)
    {
        lock (Sync)
        {
            if (Generation == generation || string.Equals(document.Replaces.ETag, _view?.ETag, StringComparison.Ordinal))
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

    private bool IsVoid(StoreLook look) => look.Number < _barrier || look.Number < _read;

    private void Show(SessionView view, long freshUntil)
    {
        if (_view is { } before && !before.IsOfSameUserAs(view))
        {
            StartOver(view.ETag);
        }

        _view = view;
        Volatile.Write(ref _freshUntil, freshUntil);
        if (view.Trusted)
        {
            _told = view;
            BackOff.Reset();
        }
    }

    private void StartOver(string? eTag)
    {
        if (Unsaved is { } unsaved && !string.Equals(unsaved.Replaces.ETag, eTag, StringComparison.Ordinal))
        {
            Unsaved = null;
        }

        BackOff.Reset();
        Credentials.Clear();
        Generation++;
    }
}
