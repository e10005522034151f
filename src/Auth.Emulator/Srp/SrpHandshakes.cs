namespace Amplify.Emulator;

/// <summary>The SRP exchanges of one kind in one pool that wait for their proof, by their SECRET_BLOCK. Guarded by the pool's gate.</summary>
internal sealed class SrpHandshakes(EmulatorState state)
{
    private readonly Dictionary<string, Pending> _pending = new(StringComparer.Ordinal);
    private readonly Queue<Pending> _byAge = new();

    public void Add(SrpHandshake handshake, SignInAttempt attempt)
    {
        DateTimeOffset now = state.Clock.GetUtcNow();
        while (_byAge.TryPeek(out Pending? oldest) && now >= oldest.ExpiresAt)
        {
            _pending.Remove(_byAge.Dequeue().Handshake.SecretBlock);
        }

        var pending = new Pending(handshake, attempt.User, attempt.Client, attempt.Progress, now + state.Unsettled.SecretBlockLifetime);
        _pending.Add(handshake.SecretBlock, pending);
        _byAge.Enqueue(pending);
    }

    public Pending? Find(string secretBlock, EmulatedAppClient client) =>
        _pending.TryGetValue(secretBlock, out Pending? pending) && pending.Client == client && state.Clock.GetUtcNow() < pending.ExpiresAt ? pending : null;

    public void Forget(string secretBlock) => _pending.Remove(secretBlock);

    /// <summary>An exchange that waits, and the sign-in it belongs to.</summary>
    internal sealed record Pending(SrpHandshake Handshake, EmulatedUser User, EmulatedAppClient Client, SignInProgress Progress, DateTimeOffset ExpiresAt);
}
