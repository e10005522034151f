using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Amplify.Configuration;
using Amplify.Diagnostics;
using Amplify.Sessions;
using Microsoft.Extensions.Logging;

namespace Amplify.Devices;

/// <summary>
/// The device profiles of an engine: encrypted documents beside the sessions, which sign-outs leave alone. Read from memory
/// for as long as sessions are; written by compare-and-swap, because several processes and requests share one.
/// </summary>
internal sealed class DeviceProfiles(ISessionStore store, ISessionProtector protector, AuthSettings settings, ServiceClock clock, ILogger logger)
{
    private const int Attempts = 10;

    private readonly DocumentCodec<DeviceProfileDocument> _codec = new(protector, DeviceProfileJson.Default.DeviceProfileDocument, "device profile", "sign out with SignOutOptions.ForgetDevice", DeviceProfileDocument.CurrentVersion, d => d.Version);
    private readonly StoreGuard _guard = new(settings, clock);
    private readonly ConcurrentDictionary<DocumentKey, KnownProfile> _known = new();
    private readonly long _freshness = (long)(settings.SessionFreshness.TotalSeconds * clock.Time.TimestampFrequency);
    private readonly long _minute = 60 * clock.Time.TimestampFrequency;
    private long _nextSweep = long.MinValue;

    /// <summary>Where a handle's profile is kept. Without a profile key it is the session key's, and as secret as that.</summary>
    public DocumentKey KeyOf(HandleKeys keys)
    {
        string name = keys.Profile is { } profile ? $"device profile key {profile.Reveal()}" : $"session key {keys.Session.Reveal()}";
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(name));
        return new DocumentKey(DocumentKind.DeviceProfile, settings.UserPoolId, settings.ClientId, Convert.ToHexString(hash, 0, 16));
    }

    /// <summary>The profile; an empty one where there is none.</summary>
    /// <exception cref="AuthException">The store failed, or holds what cannot be read.</exception>
    public async ValueTask<DeviceProfileDocument> ReadAsync(HandleKeys keys, CancellationToken cancellationToken)
    {
        DocumentKey key = KeyOf(keys);
        KnownProfile known = Get(key);
        if (known.Fresh(clock.Time.GetTimestamp()) is { } fresh)
        {
            return fresh.Document;
        }

        (DeviceProfileDocument document, _) = await LoadAsync(key, known, cancellationToken).ConfigureAwait(false);
        return IsToBeWrittenAgain(document, keys) ? await WriteAgainAsync(keys, document, cancellationToken).ConfigureAwait(false) : document;
    }

    /// <summary>Changes the profile, over whatever it has become meanwhile.</summary>
    /// <param name="keys">Whose.</param>
    /// <param name="change">Makes the new document of the newest one, perhaps several times; the same one where nothing is to change.</param>
    /// <param name="cancellationToken">Stops before the write.</param>
    /// <returns>The profile after it.</returns>
    /// <exception cref="AuthException">The store failed, or holds what cannot be read.</exception>
    public async Task<DeviceProfileDocument> UpdateAsync(HandleKeys keys, Func<DeviceProfileDocument, DeviceProfileDocument> change, CancellationToken cancellationToken)
    {
        DocumentKey key = KeyOf(keys);
        KnownProfile known = Get(key);
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            (DeviceProfileDocument document, string? eTag) = known.Fresh(clock.Time.GetTimestamp())
                ?? await LoadAsync(key, known, cancellationToken).ConfigureAwait(false);
            DeviceProfileDocument changed = change(document);
            if (ReferenceEquals(changed, document))
            {
                return document;
            }

            changed = changed.At(clock.Time.GetUtcNow());
            if (await TryWriteAsync(key, known, changed, eTag, LifetimeOf(keys), cancellationToken).ConfigureAwait(false))
            {
                return changed;
            }
        }

        throw new AuthException(new AuthError
        {
            Reason = AuthErrorReason.StoreUnavailable,
            Message = "The device profile in the store changed again and again while it was to be written.",
            Suggestion = "Try again.",
            IsTransient = true,
        });
    }

    /// <summary>Deletes the profile, readable or not.</summary>
    /// <exception cref="AuthException">The store failed.</exception>
    public async Task ForgetAsync(HandleKeys keys, CancellationToken cancellationToken)
    {
        DocumentKey key = KeyOf(keys);
        await _guard.CallAsync(token => store.DeleteAsync(key, WriteCondition.None, token), cancellationToken).ConfigureAwait(false);
        Get(key).Written(DeviceProfileDocument.Empty, null, FreshUntil());
    }

    /// <summary>Takes a visitor's profile along to the key of the session a sign-in made. With a profile key there is nothing to do: it stays.</summary>
    public async Task FollowAsync(HandleKeys from, SessionKey to)
    {
        if (from.Profile is not null)
        {
            return;
        }

        try
        {
            DeviceProfileDocument document = await ReadAsync(from, CancellationToken.None).ConfigureAwait(false);
            if (!document.IsEmpty)
            {
                await UpdateAsync(from.With(to), _ => document.At(clock.Time.GetUtcNow()), CancellationToken.None).ConfigureAwait(false);
                await ForgetAsync(from, CancellationToken.None).ConfigureAwait(false);
            }
        }
        catch (AuthException e)
        {
            // The user is signed in by now. What is lost with the old key is what a new device would not have either.
            Log.DeviceProfileNotSaved(logger, e);
        }
    }

    private async Task<(DeviceProfileDocument Document, string? ETag)> LoadAsync(DocumentKey key, KnownProfile known, CancellationToken cancellationToken)
    {
        long askedAt = clock.Time.GetTimestamp();
        long load = known.BeginLoad(out DeviceProfileDocument? before, out string? eTag);
        if (before is null || await _guard.CallAsync(token => store.ReadETagAsync(key, token), cancellationToken).ConfigureAwait(false) != eTag)
        {
            StoredDocument? stored = await _guard.CallAsync(token => store.ReadAsync(key, token), cancellationToken).ConfigureAwait(false);
            (before, eTag) = (stored is null ? DeviceProfileDocument.Empty : _codec.Decode(key, stored.Content.Span), stored?.ETag);
        }

        known.Loaded(load, before, eTag, askedAt + _freshness);
        return (before, eTag);
    }

    /// <returns>False when the store holds another version by now.</returns>
    private async Task<bool> TryWriteAsync(DocumentKey key, KnownProfile known, DeviceProfileDocument document, string? over, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        WriteCondition condition = over is null ? WriteCondition.Absent : WriteCondition.Matches(over);
        try
        {
            if (document.IsEmpty)
            {
                bool gone = await _guard.CallAsync(token => store.DeleteAsync(key, condition, token), cancellationToken).ConfigureAwait(false);
                Keep(known, gone, document, null);
                return gone;
            }

            byte[] content = _codec.Encode(key, document);
            string? eTag = await _guard.CallAsync(token => store.WriteAsync(key, content, condition, clock.Time.GetUtcNow() + lifetime, token), cancellationToken).ConfigureAwait(false);
            Keep(known, eTag is not null, document, eTag);
            return eTag is not null;
        }
        catch (Exception e) when (e is AuthException or OperationCanceledException)
        {
            // The store may have done it all the same.
            known.Distrust();
            throw;
        }
    }

    private void Keep(KnownProfile known, bool written, DeviceProfileDocument document, string? eTag)
    {
        if (written)
        {
            known.Written(document, eTag, FreshUntil());
        }
        else
        {
            known.Distrust();
        }
    }

    private bool IsToBeWrittenAgain(DeviceProfileDocument document, HandleKeys keys) =>
        !document.IsEmpty && clock.Time.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(document.WrittenAt) > LifetimeOf(keys) / 10;

    /// <summary>What is in use lives on in the store.</summary>
    private async Task<DeviceProfileDocument> WriteAgainAsync(HandleKeys keys, DeviceProfileDocument document, CancellationToken cancellationToken)
    {
        try
        {
            return await UpdateAsync(keys, d => IsToBeWrittenAgain(d, keys) ? d.At(clock.Time.GetUtcNow()) : d, cancellationToken).ConfigureAwait(false);
        }
        catch (AuthException e)
        {
            Log.DeviceProfileNotSaved(logger, e);
            return document;
        }
    }

    private TimeSpan LifetimeOf(HandleKeys keys) => keys.Profile is null ? settings.SessionLifetime : settings.DeviceProfileLifetime;

    private long FreshUntil() => clock.Time.GetTimestamp() + _freshness;

    private KnownProfile Get(DocumentKey key)
    {
        long now = clock.Time.GetTimestamp();
        KnownProfile known = _known.GetOrAdd(key, static _ => new KnownProfile());
        known.Touch(now);
        long next = Volatile.Read(ref _nextSweep);
        if (now > next && Interlocked.CompareExchange(ref _nextSweep, now + _minute, next) == next)
        {
            // Dropped while somebody writes, it is at worst read once more: who holds an old object asks the store by its ETag.
            foreach ((DocumentKey idle, _) in _known.Where(k => k.Value.IsIdleSince(now - _minute)))
            {
                _known.TryRemove(idle, out _);
            }
        }

        return known;
    }
}
