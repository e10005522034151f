namespace Amplify.Emulator;

/// <summary>What all parts of one emulator share.</summary>
internal sealed class EmulatorState(EmulatorOptions options, Uri endpoint, CancellationToken stopping)
{
    private readonly Lock _gate = new();
    private readonly List<EmulatedUserPool> _pools = [];
    private readonly Dictionary<string, EmulatedAppClient> _clients = new(StringComparer.Ordinal);

    public EmulatorOptions Options { get; } = options;

    public UnsettledBehaviour Unsettled => Options.Unsettled;

    public Uri Endpoint { get; } = endpoint;

    /// <summary>What pools ask identity providers with: straight, whatever proxy the environment names.</summary>
    public HttpClient ToProviders { get; } = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false }) { Timeout = Timeout.InfiniteTimeSpan };

    public CancellationToken Stopping { get; } = stopping;

    public EmulatorClock Clock { get; } = options.Clock ?? new EmulatorClock();

    public EmulatorOutbox Outbox { get; } = new();

    public EmulatorFaults Faults { get; } = new();

    public EmulatorRequestLog Requests { get; } = new();

    public IReadOnlyList<EmulatedUserPool> Pools
    {
        get
        {
            lock (_gate)
            {
                return [.. _pools];
            }
        }
    }

    public EmulatedUserPool AddPool(UserPoolSettings settings)
    {
        var pool = new EmulatedUserPool(this, settings);
        lock (_gate)
        {
            if (_pools.Exists(other => other.Domain == pool.Domain))
            {
                throw new ArgumentException($"Another pool has the domain '{pool.Domain}'.");
            }

            _pools.Add(pool);
        }

        return pool;
    }

    public void AddClient(EmulatedAppClient client)
    {
        lock (_gate)
        {
            _clients.Add(client.Id, client);
        }
    }

    public EmulatedUserPool? FindPool(string id)
    {
        lock (_gate)
        {
            return _pools.Find(pool => pool.Id == id);
        }
    }

    public EmulatedUserPool? FindPoolByDomain(string domain)
    {
        lock (_gate)
        {
            return _pools.Find(pool => pool.Domain == domain);
        }
    }

    public EmulatedUserPool Pool(string id) => FindPool(id) ?? throw ServiceException.ResourceNotFound($"User pool {id} does not exist.");

    public EmulatedAppClient Client(string id)
    {
        lock (_gate)
        {
            return _clients.GetValueOrDefault(id) ?? throw ServiceException.ResourceNotFound($"User pool client {id} does not exist.");
        }
    }
}
