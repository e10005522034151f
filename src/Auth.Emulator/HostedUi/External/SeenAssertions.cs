namespace Amplify.Emulator;

/// <summary>The SAML assertions that were taken once, remembered until they are too old to be taken again. Guarded by the pool's gate.</summary>
internal sealed class SeenAssertions(TimeProvider clock)
{
    private readonly Dictionary<(EmulatedIdentityProvider Provider, string Id), DateTimeOffset> _seen = [];

    /// <returns>Whether it is new.</returns>
    public bool TryAdd(EmulatedIdentityProvider provider, string id, DateTimeOffset end)
    {
        DateTimeOffset now = clock.GetUtcNow();
        foreach (var old in _seen.Where(pair => now >= pair.Value).Select(pair => pair.Key).ToList())
        {
            _seen.Remove(old);
        }

        return _seen.TryAdd((provider, id), end);
    }
}
