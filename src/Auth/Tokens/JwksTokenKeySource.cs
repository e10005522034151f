using System.Collections.Frozen;
using Amplify.Errors;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Amplify.Tokens;

/// <summary>
/// Token keys from a published JSON Web Key Set (RFC 7517), such as a user pool's <c>/.well-known/jwks.json</c>.
/// </summary>
/// <remarks>
/// However many ask, one request runs at a time, on its own time-out: a caller that gives up disturbs nobody. Keys once fetched are
/// kept until a newer set arrives; after 24 hours a newer one is fetched in the background. A key id that is not in the set
/// makes it be fetched again, at most once in ten seconds when that does not help. Redirects are not followed.
/// </remarks>
public sealed class JwksTokenKeySource : ITokenKeySource, IDisposable
{
    private static readonly TimeSpan _maxAge = TimeSpan.FromHours(24);
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _defaultTimeout = TimeSpan.FromSeconds(10);

    private readonly Uri _address;
    private readonly JwksDownload _download;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly TimeSpan _timeout;
    private readonly object _gate = new();
    private readonly CancellationTokenSource _disposing = new();
    private readonly CancellationToken _stopped;
    private volatile KeySet? _keys;

    // Under the gate.
    private Task<AuthException?>? _running;
    private AuthException? _lastFailure;
    private DateTimeOffset? _pauseSince;
    private volatile bool _disposed;

    /// <summary>Makes a source that has fetched nothing yet.</summary>
    /// <param name="address">Where the key set is: https, or http on loopback.</param>
    /// <param name="http">Sends the requests. Stays the caller's: it is not disposed of here.</param>
    /// <param name="timeProvider">Clock and timers; null for the system's.</param>
    /// <param name="logger">For fetches and their failures; null for none.</param>
    /// <param name="timeout">How long one fetch may take; null for 10 s.</param>
    /// <exception cref="ArgumentException">A required argument is null, the address is not absolute, or the time-out is not above zero.</exception>
    public JwksTokenKeySource(Uri address, HttpMessageInvoker http, TimeProvider? timeProvider = null, ILogger? logger = null, TimeSpan? timeout = null)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(http);
        if (!address.IsAbsoluteUri)
        {
            throw new ArgumentException("The address must be absolute.", nameof(address));
        }

        if (timeout is { } given)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(given, TimeSpan.Zero, nameof(timeout));
        }

        _address = address;
        _download = new JwksDownload(address, http);
        _time = timeProvider ?? TimeProvider.System;
        _logger = logger ?? NullLogger.Instance;
        _timeout = timeout ?? _defaultTimeout;
        _stopped = _disposing.Token;
    }

    /// <inheritdoc/>
    public ValueTask<TokenKey?> FindKeyAsync(string keyId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(keyId);
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_keys is not { } keys || !keys.ById.TryGetValue(keyId, out TokenKey? key))
        {
            return new ValueTask<TokenKey?>(FetchAndFindAsync(keyId, cancellationToken));
        }

        if (IsOld(keys))
        {
            // The outcome is logged, and kept for those who ask for a key that is not here.
            _ = StartOrJoin();
        }

        return new ValueTask<TokenKey?>(key);
    }

    /// <inheritdoc/>
    public async ValueTask PrefetchAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_keys is { } keys && !IsOld(keys))
        {
            return;
        }

        await FetchAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Breaks a fetch off. The source cannot be used any more.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
        }

        _disposing.Cancel();
        _disposing.Dispose();
    }

    private async Task<TokenKey?> FetchAndFindAsync(string keyId, CancellationToken cancellationToken)
    {
        await FetchAsync(cancellationToken).ConfigureAwait(false);
        if (_keys is { } keys && keys.ById.TryGetValue(keyId, out TokenKey? key))
        {
            return key;
        }

        lock (_gate)
        {
            // Not moved by later misses, or a stream of them would keep a new key out for ever.
            _pauseSince ??= _time.GetUtcNow();
        }

        return null;
    }

    private async Task FetchAsync(CancellationToken cancellationToken)
    {
        AuthException? failure = await StartOrJoin().WaitAsync(cancellationToken).ConfigureAwait(false);
        if (failure is not null)
        {
            // A new exception for each who waited: one object thrown on many threads mixes their stack traces.
            throw new AuthException(failure.Error, failure);
        }
    }

    /// <summary>The fetch that runs, a new one, or the outcome of one that is too recent to be repeated.</summary>
    private Task<AuthException?> StartOrJoin()
    {
        lock (_gate)
        {
            if (_running is not null)
            {
                return _running;
            }

            // Without any keys nothing can be verified: then every call may try.
            if (_keys is not null && IsPausing())
            {
                return Task.FromResult(_lastFailure);
            }

            _pauseSince = null;

            // On the pool, so that no handler runs under the lock or on a caller's thread.
            _running = Task.Run(RunAsync, CancellationToken.None);
            return _running;
        }
    }

    private async Task<AuthException?> RunAsync()
    {
        AuthException? failure = null;
        FrozenDictionary<string, TokenKey>? fetched = null;
        try
        {
            using var timer = new CancellationTokenSource(_timeout, _time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, _stopped);
            // The handler is the application's, and may not listen.
            fetched = await Patience.WaitAsync(_download.FetchAsync(either.Token), either.Token).ConfigureAwait(false);
            _logger.KeysFetched(fetched.Count, _address);
        }
        catch (Exception e)
        {
            failure = e as AuthException ?? KeysUnavailable.Because(e, e is OperationCanceledException ? "no answer in time" : "the request failed");
            _logger.KeysNotFetched(_address, _keys?.ById.Count ?? 0, e);
        }

        lock (_gate)
        {
            DateTimeOffset now = _time.GetUtcNow();
            _keys = fetched is null ? _keys : new KeySet(fetched, now);
            _lastFailure = failure;
            _pauseSince = failure is null ? null : now;
            _running = null;
        }

        return failure;
    }

    // A clock that was set back ends the pause; set back by a day, it makes keys old.
    private bool IsPausing() => _pauseSince is { } since && _time.GetUtcNow() - since is var elapsed && elapsed >= TimeSpan.Zero && elapsed < _pause;

    private bool IsOld(KeySet keys) => (_time.GetUtcNow() - keys.FetchedAt).Duration() >= _maxAge;

    private sealed record KeySet(FrozenDictionary<string, TokenKey> ById, DateTimeOffset FetchedAt);
}
