namespace Amplify.Emulator;

/// <summary>An identity of an identity pool.</summary>
public sealed class EmulatedIdentity
{
    private readonly Dictionary<string, string> _logins = new(StringComparer.Ordinal);
    private readonly Lock _gate;

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

    /// <summary>Whether nobody has signed in with it.</summary>
    public bool IsGuest => Logins.Count == 0;

    internal DateTimeOffset CreatedAt { get; }

    internal DateTimeOffset ModifiedAt { get; private set; }

    /// <summary>The provider's id of the user. The caller holds the gate, as for all below.</summary>
    internal string? UserOf(string provider) => _logins.GetValueOrDefault(provider);

    internal bool Has(VerifiedLogin login) => UserOf(login.Provider) == login.UserId;

    internal void Link(string provider, string userId, DateTimeOffset now)
    {
        _logins[provider] = userId;
        ModifiedAt = now;
    }

    internal void Unlink(string provider, DateTimeOffset now)
    {
        _logins.Remove(provider);
        ModifiedAt = now;
    }
}
