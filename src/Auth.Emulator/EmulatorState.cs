namespace Amplify.Emulator;

/// <summary>What all parts of one emulator share.</summary>
internal sealed class EmulatorState(EmulatorOptions options, Uri endpoint, CancellationToken stopping)
{
    private readonly Lock _gate = new();
    private readonly List<EmulatedUserPool> _pools = [];
    private readonly Dictionary<string, EmulatedAppClient> _clients = new(StringComparer.Ordinal);
    private readonly List<EmulatedIdentityPool> _identityPools = [];
    private readonly Dictionary<string, EmulatedRole> _roles = new(StringComparer.Ordinal);
    private readonly Dictionary<string, EmulatedBucket> _buckets = new(StringComparer.Ordinal);

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

    /// <summary>The temporary AWS credentials handed out.</summary>
    public CredentialBook Credentials { get; } = new();

    /// <summary>The tokens identity pools hand out for STS.</summary>
    public OpenIdTokens OpenIdTokens { get; } = new(options.Region);

    public ApiBook Apis { get; } = new();

    public IReadOnlyList<EmulatedIdentityPool> IdentityPools
    {
        get
        {
            lock (_gate)
            {
                return [.. _identityPools];
            }
        }
    }

    public IReadOnlyList<EmulatedBucket> Buckets
    {
        get
        {
            lock (_gate)
            {
                return [.. _buckets.Values];
            }
        }
    }

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

    public EmulatedIdentityPool AddIdentityPool(IdentityPoolSettings settings)
    {
        var pool = new EmulatedIdentityPool(this, settings);
        lock (_gate)
        {
            _identityPools.Add(pool);
        }

        return pool;
    }

    public void RemoveIdentityPool(EmulatedIdentityPool pool)
    {
        lock (_gate)
        {
            _identityPools.Remove(pool);
        }
    }

    public EmulatedIdentityPool IdentityPool(string id) =>
        IdentityPools.FirstOrDefault(pool => pool.Id == id) ?? throw ServiceException.ResourceNotFound($"IdentityPool '{id}' not found.");

    /// <summary>The pool that has this identity.</summary>
    public EmulatedIdentityPool PoolOfIdentity(string id) => IdentityPools.FirstOrDefault(pool => pool.FindIdentity(id) is not null) ?? throw IdentityNotFound(id);

    public static ServiceException IdentityNotFound(string id) => ServiceException.ResourceNotFound($"Identity '{id}' not found.");

    public void AddRole(EmulatedRole role)
    {
        lock (_gate)
        {
            if (!_roles.TryAdd(role.Arn, role))
            {
                throw new InvalidOperationException($"There is a role '{role.Name}' already.");
            }
        }
    }

    public EmulatedRole? FindRole(string arn)
    {
        lock (_gate)
        {
            return _roles.GetValueOrDefault(arn);
        }
    }

    /// <summary>A role that a token or a mapping names: one nobody has made here is taken to trust the pool's users. <see langword="null"/> for what is no role's ARN.</summary>
    public EmulatedRole? RoleNamed(string arn, EmulatedIdentityPool pool, RoleTrust trust = RoleTrust.Authenticated)
    {
        if (!EmulatedRole.IsArn(arn))
        {
            return null;
        }

        lock (_gate)
        {
            if (!_roles.TryGetValue(arn, out EmulatedRole? role))
            {
                _roles.Add(arn, role = new EmulatedRole(arn, pool.Id, trust, TimeSpan.FromHours(1)));
            }

            return role;
        }
    }

    public EmulatedBucket AddBucket(string name)
    {
        EmulatedBucket.CheckName(name);
        var bucket = new EmulatedBucket(name, Clock);
        lock (_gate)
        {
            return _buckets.TryAdd(name, bucket) ? bucket : throw new InvalidOperationException($"There is a bucket '{name}' already.");
        }
    }

    public EmulatedBucket? FindBucket(string name)
    {
        lock (_gate)
        {
            return _buckets.GetValueOrDefault(name);
        }
    }
}
