namespace Amplify.Emulator;

/// <summary>An identity pool of the emulator: turns logins into identities and identities into AWS credentials.</summary>
public sealed class EmulatedIdentityPool
{
    private readonly List<LoginProvider> _providers = [];

    internal EmulatedIdentityPool(EmulatorState state, IdentityPoolSettings settings)
    {
        State = state;
        Name = settings.Name;
        AllowGuests = settings.AllowGuests;
        AllowClassicFlow = settings.AllowClassicFlow;
        Id = $"{state.Options.Region}:{Guid.NewGuid()}";
        Directory = new IdentityDirectory(this);
        AuthenticatedRole = AddRole($"{Name}-{Id[^12..]}-authenticated");
        UnauthenticatedRole = AddRole($"{Name}-{Id[^12..]}-unauthenticated", RoleTrust.Unauthenticated);
    }

    /// <summary>The identity pool id: <c>region:uuid</c>.</summary>
    public string Id { get; }

    /// <summary>The pool's ARN.</summary>
    public string Arn => $"arn:aws:cognito-identity:{State.Options.Region}:{EmulatedRole.Account}:identitypool/{Id}";

    /// <summary>The display name.</summary>
    public string Name { get; }

    /// <summary>Whether guests get identities and credentials.</summary>
    public bool AllowGuests { get; set; }

    /// <summary>Whether GetOpenIdToken is open, for the basic flow.</summary>
    public bool AllowClassicFlow { get; set; }

    /// <summary>The role of those who have signed in, unless a mapping says otherwise; <see langword="null"/> leaves the pool misconfigured.</summary>
    public EmulatedRole? AuthenticatedRole { get; set; }

    /// <summary>The role of guests; <see langword="null"/> leaves the pool misconfigured for them.</summary>
    public EmulatedRole? UnauthenticatedRole { get; set; }

    /// <summary>Its identities, oldest first.</summary>
    public IReadOnlyList<EmulatedIdentity> Identities
    {
        get
        {
            lock (Gate)
            {
                return [.. Directory.All];
            }
        }
    }

    internal EmulatorState State { get; }

    /// <summary>Guards everything that changes in this pool.</summary>
    internal Lock Gate { get; } = new();

    internal IdentityDirectory Directory { get; }

    internal IReadOnlyList<LoginProvider> Providers
    {
        get
        {
            lock (Gate)
            {
                return [.. _providers];
            }
        }
    }

    /// <summary>Accepts ID tokens of an app client as logins.</summary>
    /// <param name="client">The client; its user pool becomes a provider of this pool.</param>
    /// <param name="serverSideTokenCheck">Whether tokens of users who are deleted, disabled or signed out everywhere are refused ("Token is inactive").</param>
    public void AddUserPoolClient(EmulatedAppClient client, bool serverSideTokenCheck = false)
    {
        ArgumentNullException.ThrowIfNull(client);
        lock (Gate)
        {
            UserPoolProvider? provider = _providers.OfType<UserPoolProvider>().FirstOrDefault(provider => provider.Pool == client.Pool);
            if (provider is null)
            {
                _providers.Add(provider = new UserPoolProvider(client.Pool));
            }

            provider.Allow(client.Id, serverSideTokenCheck);
        }
    }

    /// <summary>Makes an IAM role that trusts identities of this pool.</summary>
    /// <param name="name">The role's name; its ARN is made of it.</param>
    /// <param name="trust">Whom it trusts.</param>
    /// <param name="maxSessionDuration">The longest session, 1 to 12 hours; 1 hour unless given.</param>
    /// <returns>The role.</returns>
    /// <exception cref="InvalidOperationException">There is a role of this name.</exception>
    public EmulatedRole AddRole(string name, RoleTrust trust = RoleTrust.Authenticated, TimeSpan? maxSessionDuration = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var role = new EmulatedRole(name, Id, trust, maxSessionDuration ?? TimeSpan.FromHours(1));
        State.AddRole(role);
        return role;
    }

    /// <summary>Finds an identity.</summary>
    /// <param name="id">The identity id.</param>
    /// <returns>The identity, or <see langword="null"/>.</returns>
    public EmulatedIdentity? FindIdentity(string id)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        lock (Gate)
        {
            return Directory.Find(id);
        }
    }

    /// <summary>Deletes an identity, as DeleteIdentities does: clients that remember its id have a stale one.</summary>
    /// <param name="id">The identity id.</param>
    /// <returns>Whether there was one.</returns>
    public bool DeleteIdentity(string id)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        lock (Gate)
        {
            return Directory.Remove(id);
        }
    }
}
