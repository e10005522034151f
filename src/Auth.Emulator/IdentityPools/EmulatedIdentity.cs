namespace Amplify.Emulator;

/// <summary>An identity of an identity pool.</summary>
public sealed class EmulatedIdentity
{
    private readonly Dictionary<string, string> _logins = new(StringComparer.Ordinal);
    private readonly Lock _gate;
    private bool _wasLinked;

    internal EmulatedIdentity(string id, DateTimeOffset now, Lock gate)
    {
        Id = id;
        CreatedAt = ModifiedAt = now;
        _gate = gate;
    }

    /// <summary>The identity id: <c>region:uuid</c>.</summary>
    public string Id { get; }

    /// <summary>The names of the providers linked to it; none for a guest.</summary>
    public IReadOnlyList<string> Logins
    {
        get
        {
            lock (_gate)
            {
                return [.. _logins.Keys];
            }
        }
    }

    /// <summary>Whether nobody has ever signed in with it.</summary>
    public bool IsGuest
    {
        get
        {
            lock (_gate)
            {
                return !_wasLinked;
            }
        }
    }

    /// <summary>Whether it was a guest's and has been given up for another identity of the user who signed in.</summary>
    public bool IsDisabled { get; private set; }

    internal DateTimeOffset CreatedAt { get; }

    internal DateTimeOffset ModifiedAt { get; private set; }

    /// <summary>The provider's id of the user. The caller holds the gate, as for all below.</summary>
    internal string? UserOf(string provider) => _logins.GetValueOrDefault(provider);

    internal bool Has(VerifiedLogin login) => UserOf(login.Provider) == login.UserId;

    internal void Link(string provider, string userId, DateTimeOffset now)
    {
        _logins[provider] = userId;
        _wasLinked = true;
        ModifiedAt = now;
    }

    internal void Unlink(string provider, DateTimeOffset now)
    {
        _logins.Remove(provider);
        ModifiedAt = now;
    }

    internal void Disable(DateTimeOffset now)
    {
        IsDisabled = true;
        ModifiedAt = now;
    }
}
