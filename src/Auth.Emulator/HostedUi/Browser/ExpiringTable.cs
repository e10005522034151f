using System.Buffers.Text;
using System.Security.Cryptography;

namespace Amplify.Emulator;

/// <summary>Things known to a browser by a random key, for a while. Guarded by the pool's gate.</summary>
internal sealed class ExpiringTable<T>(TimeProvider clock, TimeSpan lifetime)
    where T : class
{
    private const int KeyBytes = 32;
    private readonly Dictionary<string, (T Value, DateTimeOffset ExpiresAt)> _entries = new(StringComparer.Ordinal);
    private DateTimeOffset _nextSweep = DateTimeOffset.MinValue;

    public int Count => _entries.Count;

    public string Add(T value)
    {
        Sweep();
        string key = NewKey();
        _entries.Add(key, (value, clock.GetUtcNow() + lifetime));
        return key;
    }

    public T? Find(string? key) =>
        key is not null && _entries.TryGetValue(key, out (T Value, DateTimeOffset ExpiresAt) entry) && clock.GetUtcNow() < entry.ExpiresAt ? entry.Value : null;

    /// <summary>Finds and removes: what is taken once is gone.</summary>
    public T? Take(string? key)
    {
        T? found = Find(key);
        if (found is not null)
        {
            _entries.Remove(key!);
        }

        return found;
    }

    public void Remove(string? key)
    {
        if (key is not null)
        {
            _entries.Remove(key);
        }
    }

    public static string NewKey() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(KeyBytes));

    private void Sweep()
    {
        DateTimeOffset now = clock.GetUtcNow();
        if (now < _nextSweep)
        {
            return;
        }

        _nextSweep = now + lifetime;
        foreach (string key in _entries.Where(pair => now >= pair.Value.ExpiresAt).Select(pair => pair.Key).ToList())
        {
            _entries.Remove(key);
        }
    }
}
