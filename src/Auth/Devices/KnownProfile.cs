namespace Amplify.Devices;

/// <summary>One device profile in memory. What was shown since a read began is newer than what that read finds.</summary>
internal sealed class KnownProfile
{
    private readonly object _sync = new();
    private DeviceProfileDocument? _document;
    private string? _eTag;
    private long _freshUntil;
    private long _version;
    private long _lastUsed;

    public void Touch(long now) => Volatile.Write(ref _lastUsed, now);

    public bool IsIdleSince(long timestamp) => Volatile.Read(ref _lastUsed) < timestamp;

    /// <summary>What is known, while it is fresh.</summary>
    public (DeviceProfileDocument Document, string? ETag)? Fresh(long now)
    {
        lock (_sync)
        {
            return _document is { } document && now < _freshUntil ? (document, _eTag) : null;
        }
    }

    /// <summary>Begins a read of the store.</summary>
    /// <param name="document">What was known before, however old; null for nothing.</param>
    /// <param name="eTag">Its version.</param>
    public long BeginLoad(out DeviceProfileDocument? document, out string? eTag)
    {
        lock (_sync)
        {
            (document, eTag) = (_document, _eTag);
            return _version;
        }
    }

    /// <summary>Keeps what a read found, unless something newer is known since it began.</summary>
    public void Loaded(long load, DeviceProfileDocument document, string? eTag, long freshUntil)
    {
        lock (_sync)
        {
            if (_version == load)
            {
                (_document, _eTag, _freshUntil) = (document, eTag, freshUntil);
            }
        }
    }

    /// <summary>Keeps what was written.</summary>
    public void Written(DeviceProfileDocument document, string? eTag, long freshUntil)
    {
        lock (_sync)
        {
            _version++;
            (_document, _eTag, _freshUntil) = (document, eTag, freshUntil);
        }
    }

    /// <summary>The store may hold something else: the next read asks it.</summary>
    public void Distrust()
    {
        lock (_sync)
        {
            _version++;
            _freshUntil = 0;
        }
    }
}
