using System.Security.Cryptography;

namespace Amplify.Emulator;

/// <summary>The temporary credentials handed out, by access key.</summary>
internal sealed class CredentialBook
{
    private const string KeyAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    // Long enough after their end to still say that they have expired.
    private static readonly TimeSpan Memory = TimeSpan.FromDays(7);
    private static readonly TimeSpan SweepEvery = TimeSpan.FromHours(6);
    private readonly Lock _gate = new();
    private readonly Dictionary<string, IssuedCredentials> _issued = new(StringComparer.Ordinal);
    private DateTimeOffset _nextSweep = DateTimeOffset.MinValue;

    public IssuedCredentials Issue(RoleSession session, TimeSpan lifetime, DateTimeOffset now)
    {
        var credentials = new IssuedCredentials
        {
            AccessKeyId = "ASIA" + RandomText.Of(KeyAlphabet, 16),
            SecretAccessKey = Convert.ToBase64String(RandomNumberGenerator.GetBytes(30)),
            SessionToken = "IQoJb3JpZ2luX2Vj" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(600)),
            // The service tells whole seconds.
            ExpiresAt = DateTimeOffset.FromUnixTimeSeconds((now + lifetime).ToUnixTimeSeconds()),
            Session = session,
        };
        lock (_gate)
        {
            Sweep(now);
            _issued.Add(credentials.AccessKeyId, credentials);
        }

        return credentials;
    }

    public IssuedCredentials? Find(string accessKeyId)
    {
        lock (_gate)
        {
            return _issued.GetValueOrDefault(accessKeyId);
        }
    }

    private void Sweep(DateTimeOffset now)
    {
        if (now < _nextSweep)
        {
            return;
        }

        _nextSweep = now + SweepEvery;
        foreach (string key in _issued.Values.Where(credentials => now >= credentials.ExpiresAt + Memory).Select(credentials => credentials.AccessKeyId).ToList())
        {
            _issued.Remove(key);
        }
    }
}
