using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Amplify.Diagnostics;

namespace Amplify.Credentials;

/// <summary>
/// The credentials of an API's callers, by the hash of their token: as many as fit, those that were not used for longest go first. Only
/// verified tokens get a place, so nobody can push others out with made-up ones.
/// </summary>
internal sealed class CallerCells(ServiceClock clock, int most = CallerCells.Most)
{
    public const int Most = 10_000;

    private readonly ConcurrentDictionary<string, CallerCell> _cells = new(StringComparer.Ordinal);

    public int Count => _cells.Count;

    public static string KeyOf(string token) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    public CallerCell? Find(string key) => _cells.GetValueOrDefault(key);

    /// <summary>The place of a token that was verified.</summary>
    public CallerCell Get(string key)
    {
        if (_cells.Count >= most && !_cells.ContainsKey(key))
        {
            MakeRoom();
        }

        CallerCell cell = _cells.GetOrAdd(key, static _ => new CallerCell());
        cell.Touch(clock.Time.GetTimestamp());
        return cell;
    }

    /// <summary>What has ended goes, and a tenth of the rest.</summary>
    private void MakeRoom()
    {
        DateTimeOffset now = clock.UtcNow;
        KeyValuePair<string, CallerCell>[] all = [.. _cells];
        IEnumerable<KeyValuePair<string, CallerCell>> ended = all.Where(c => c.Value.Cell.Held is { } held && now >= held.ExpiresAt);
        IEnumerable<KeyValuePair<string, CallerCell>> oldest = all.OrderBy(c => c.Value.LastUsed).Take(Math.Max(1, most / 10));
        foreach (KeyValuePair<string, CallerCell> cell in ended.Concat(oldest))
        {
            cell.Value.Evicted = true;
            _cells.TryRemove(cell);
        }
    }
}
