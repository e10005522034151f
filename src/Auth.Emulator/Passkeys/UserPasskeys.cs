namespace Amplify.Emulator;

/// <summary>The passkeys of one user, and the registrations that wait for theirs. Guarded by the pool's gate.</summary>
internal sealed class UserPasskeys
{
    /// <summary>How many a user can have.</summary>
    public const int Most = 20;

    private readonly OrderedDictionary<string, EmulatedPasskey> _passkeys = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PendingRegistration> _pending = new(StringComparer.Ordinal);

    public IReadOnlyList<EmulatedPasskey> All => [.. _passkeys.Values];

    public EmulatedPasskey? Find(string credentialId) => _passkeys.GetValueOrDefault(credentialId);

    /// <summary>Those that can sign in where the pool uses passkeys of this domain.</summary>
    public IReadOnlyList<EmulatedPasskey> For(string? relyingPartyId) => [.. _passkeys.Values.Where(passkey => passkey.RelyingPartyId == relyingPartyId)];

    public void Add(EmulatedPasskey passkey) => _passkeys.Add(passkey.CredentialId, passkey);

    public bool Remove(string credentialId) => _passkeys.Remove(credentialId);

    public void Expect(string challenge, PendingRegistration registration, DateTimeOffset now)
    {
        foreach (string old in _pending.Where(pair => now >= pair.Value.ExpiresAt).Select(pair => pair.Key).ToList())
        {
            _pending.Remove(old);
        }

        _pending.Add(challenge, registration);
    }

    /// <summary>The registration that a challenge belongs to, while its time is not over.</summary>
    public PendingRegistration? Expected(string challenge, DateTimeOffset now) =>
        _pending.TryGetValue(challenge, out PendingRegistration? pending) && now < pending.ExpiresAt ? pending : null;

    public void Forget(string challenge) => _pending.Remove(challenge);

    /// <summary>A registration that was started.</summary>
    internal sealed record PendingRegistration(EmulatedAppClient Client, DateTimeOffset ExpiresAt);
}
