namespace Amplify.Credentials;

/// <summary>The credentials of one caller's token.</summary>
internal sealed class CallerCell
{
    private long _lastUsed;
    private volatile bool _evicted;

    public CredentialsCell Cell { get; } = new(new object());

    /// <summary>Set when the table forgot it: whoever holds it asks the table again.</summary>
    public bool Evicted
    {
        get => _evicted;
        set => _evicted = value;
    }

    public long LastUsed => Volatile.Read(ref _lastUsed);

    public void Touch(long now) => Volatile.Write(ref _lastUsed, now);
}
