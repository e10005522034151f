namespace Amplify.Emulator;

/// <summary>The identities of one identity pool and the logins linked to them. Guarded by the pool's gate.</summary>
internal sealed class IdentityDirectory(EmulatedIdentityPool pool)
{
    private readonly OrderedDictionary<string, EmulatedIdentity> _identities = new(StringComparer.Ordinal);

    public IEnumerable<EmulatedIdentity> All => _identities.Values;

    private DateTimeOffset Now => pool.State.Clock.GetUtcNow();

    public EmulatedIdentity? Find(string id) => _identities.GetValueOrDefault(id);

    public EmulatedIdentity? Of(string provider, string userId) => _identities.Values.FirstOrDefault(identity => identity.UserOf(provider) == userId);

    public bool Remove(string id) => _identities.Remove(id);

    public EmulatedIdentity Add()
    {
        var identity = new EmulatedIdentity($"{pool.State.Options.Region}:{Guid.NewGuid()}", Now, pool.Gate);
        _identities.Add(identity.Id, identity);
        return identity;
    }

    /// <summary>The identity of these logins: the one they are linked to, else a new one. Logins it does not know yet are linked to it.</summary>
    /// <exception cref="ServiceException">They belong to several identities.</exception>
    public EmulatedIdentity Resolve(IReadOnlyList<VerifiedLogin> logins) => Link(Known(logins) ?? Add(), logins);

    /// <summary>
    /// The identity of these logins where the caller names one: a guest becomes the user, or is given up for the identity the user has already.
    /// </summary>
    /// <exception cref="ServiceException">The logins are not that identity's, or belong to several.</exception>
    public EmulatedIdentity Resolve(EmulatedIdentity named, IReadOnlyList<VerifiedLogin> logins)
    {
        EmulatedIdentity? known = Known(logins);
        if (known == named)
        {
            return Link(named, logins);
        }

        if (!named.IsGuest)
        {
            throw LoginCheck.NoMatch();
        }

        if (known is null)
        {
            return Link(named, logins);
        }

        if (pool.State.Unsettled.MergedIdentitiesAreDeleted)
        {
            Remove(named.Id);
        }
        else
        {
            named.Disable(Now);
        }

        return Link(known, logins);
    }

    /// <summary>Links logins to an identity its owner vouches for; to that of the logins, or a new one, where none is named.</summary>
    /// <exception cref="ServiceException">A login is another identity's.</exception>
    public EmulatedIdentity LinkTo(EmulatedIdentity? identity, IReadOnlyList<VerifiedLogin> logins)
    {
        EmulatedIdentity? known = Known(logins);
        return identity is not null && known is not null && known != identity ? throw Conflict() : Link(identity ?? known ?? Add(), logins);
    }

    private EmulatedIdentity? Known(IReadOnlyList<VerifiedLogin> logins)
    {
        List<EmulatedIdentity> known = [.. logins.Select(login => Of(login.Provider, login.UserId)).OfType<EmulatedIdentity>().Distinct()];
        return known.Count > 1 ? throw Conflict() : known.FirstOrDefault();
    }

    private EmulatedIdentity Link(EmulatedIdentity identity, IReadOnlyList<VerifiedLogin> logins)
    {
        bool isAnothers = logins.Any(login => identity.UserOf(login.Provider) is { } other && other != login.UserId);
        bool isTwoUsers = logins.GroupBy(login => login.Provider).Any(group => group.Any(login => login.UserId != group.First().UserId));
        if (isAnothers || isTwoUsers)
        {
            throw Conflict();
        }

        foreach (VerifiedLogin login in logins.Where(login => !identity.Has(login)))
        {
            identity.Link(login.Provider, login.UserId, Now);
        }

        return identity;
    }

    private static ServiceException Conflict() => new("ResourceConflictException", "A login is already linked to another identity.");
}
