using Amplify.Sessions;

namespace Amplify.Credentials;

/// <summary>
/// The credentials of one session, or of one token. <see cref="Held"/> is read without a lock; everything else is read and written
/// under <see cref="Sync"/>, the lock of their owner.
/// </summary>
internal sealed class CredentialsCell(object sync)
{
    private volatile HeldCredentials? _held;
    private Task<CredentialsOutcome>? _flight;

    public object Sync => sync;

    /// <summary>The newest credentials; null when there are none. They may have ended.</summary>
    public HeldCredentials? Held => _held;

    /// <summary>Grows with every change of user; what was obtained under an older one is not shown.</summary>
    public long Generation { get; private set; }

    /// <summary>The identity that credentials were last asked for; null when none is known.</summary>
    public string? IdentityId { get; private set; }

    /// <summary>The renewal under way; null when there is none.</summary>
    public Task<CredentialsOutcome>? Flight
    {
        get => _flight is { IsCompleted: false } ? _flight : null;
        set => _flight = value;
    }

    public BackOff<CredentialsOutcome> BackOff { get; } = new();

    /// <summary>Whether the user is still the one of a generation.</summary>
    public bool IsAt(long generation)
    {
        lock (sync)
        {
            return Generation == generation;
        }
    }

    /// <summary>Remembers an identity before there are credentials for it, unless the user is another one by now.</summary>
    /// <returns>Whether the user is still the one of the generation.</returns>
    public bool Remember(long generation, string identityId)
    {
        lock (sync)
        {
            if (Generation != generation)
            {
                return false;
            }

            IdentityId = identityId;
            return true;
        }
    }

    /// <summary>Shows credentials, unless the user is another one by now.</summary>
    /// <param name="held">The credentials.</param>
    /// <param name="generation">The generation they were obtained under.</param>
    /// <param name="tell">Told inside the lock, so that changes are told in the order they happened.</param>
    public bool TryPublish(HeldCredentials held, long generation, Action tell)
    {
        lock (sync)
        {
            if (Generation != generation)
            {
                return false;
            }

            tell();
            _held = held;
            IdentityId = held.Credentials.IdentityId;
            BackOff.Reset();
            return true;
        }
    }

    /// <summary>Another user, or nobody: the credentials are gone, and a renewal under way is not waited for any more. Called under the lock.</summary>
    public void Clear()
    {
        Generation++;
        _held = null;
        _flight = null;
        IdentityId = null;
        BackOff.Reset();
    }
}
