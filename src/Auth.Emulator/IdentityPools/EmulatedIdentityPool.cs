namespace Amplify.Emulator;

/// <summary>An identity pool of the emulator: turns logins into identities and identities into AWS credentials.</summary>
public sealed partial class EmulatedIdentityPool
{
    private readonly List<LoginProvider> _providers = [];
    private readonly Dictionary<string, RoleMapping> _mappings = new(StringComparer.Ordinal);

    internal EmulatedIdentityPool(EmulatorState state, IdentityPoolSettings settings)
    {
        State = state;
        Name = settings.Name;
        AllowGuests = settings.AllowGuests;
        AllowClassicFlow = settings.AllowClassicFlow;
        Id = $"{state.Options.Region}:{Guid.NewGuid()}";
        Directory = new IdentityDirectory(this);
        string roles = $"{string.Concat(Name.Where(char.IsAsciiLetterOrDigit).Take(30))}-{Id[^12..]}";
        AuthenticatedRole = AddRole($"{roles}-authenticated");
        UnauthenticatedRole = AddRole($"{roles}-unauthenticated", RoleTrust.Unauthenticated);
    }

    /// <summary>The identity pool id: <c>region:uuid</c>.</summary>
    public string Id { get; }

    /// <summary>The pool's ARN.</summary>
    public string Arn => $"arn:aws:cognito-identity:{State.Options.Region}:{EmulatedRole.StandardAccount}:identitypool/{Id}";

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

    /// <summary>Makes an IAM role that trusts identities of this pool.</summary>
    /// <param name="name">The role's name; its ARN is made of it.</param>
    /// <param name="trust">Whom it trusts.</param>
    /// <param name="maxSessionDuration">The longest session, 1 to 12 hours; 1 hour unless given.</param>
    /// <returns>The role.</returns>
    /// <exception cref="ArgumentException">It is no role's name.</exception>
    /// <exception cref="InvalidOperationException">There is a role of this name.</exception>
    public EmulatedRole AddRole(string name, RoleTrust trust = RoleTrust.Authenticated, TimeSpan? maxSessionDuration = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var role = new EmulatedRole(EmulatedRole.ArnOf(name), Id, trust, maxSessionDuration ?? TimeSpan.FromHours(1));
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

    /// <summary>What GetOpenIdTokenForDeveloperIdentity gives the developer's back end for one of its users: the value of <c>Logins["cognito-identity.amazonaws.com"]</c>.</summary>
    /// <param name="userId">The back end's id of the user.</param>
    /// <param name="identityId">Receives the identity id, which is sent along with the token.</param>
    /// <param name="lifetime">How long the token is valid; 15 minutes unless given.</param>
    /// <returns>The token.</returns>
    /// <exception cref="InvalidOperationException">The pool has no developer provider.</exception>
    public string IssueDeveloperToken(string userId, out string identityId, TimeSpan? lifetime = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(userId);
        if (DeveloperProviderName is null)
        {
            throw new InvalidOperationException("The pool has no developer provider.");
        }

        (EmulatedIdentity identity, string token) = DeveloperIdentities.Vouch(this, null, userId, [], lifetime ?? TimeSpan.FromMinutes(15));
        identityId = identity.Id;
        return token;
    }
}
