namespace Amplify.Emulator;

/// <summary>Which accounts at providers are those of users the pool has already. Guarded by the pool's gate.</summary>
internal sealed class LinkBook(EmulatedUserPool pool)
{
    /// <summary>The name under which the account's own id is linked.</summary>
    public const string Subject = "Cognito_Subject";

    private const int MostPerUser = 5;
    private readonly List<Link> _links = [];

    public EmulatedUser? Find(EmulatedIdentityProvider provider, ExternalIdentity identity) => _links.Find(link => link.Provider == provider && link.Fits(identity))?.User;

    /// <exception cref="ServiceException">The account is linked, has a user of its own, or the user has as many as allowed.</exception>
    public void Add(EmulatedIdentityProvider provider, string attribute, string value, EmulatedUser user)
    {
        if (_links.Exists(link => link.Provider == provider && link.Attribute == attribute && link.Value == value)
            || (attribute == Subject && pool.Directory.ByUsername(FederatedUsers.NameOf(provider, value)) is not null))
        {
            throw ServiceException.InvalidParameter("Merging is not currently supported, provide a SourceUser that has not been linked or signed in.");
        }

        if (_links.Count(link => link.User == user) >= MostPerUser)
        {
            throw ServiceException.LimitExceeded();
        }

        _links.Add(new Link(provider, attribute, value, user));
        if (attribute == Subject)
        {
            Identities.Add(user, provider, value, pool.State.Clock.GetUtcNow(), primary: false);
        }
    }

    /// <returns>Whether there was such a link.</returns>
    public bool Remove(EmulatedIdentityProvider provider, string attribute, string value)
    {
        if (_links.Find(link => link.Provider == provider && link.Attribute == attribute && link.Value == value) is not { } found)
        {
            return false;
        }

        _links.Remove(found);
        Identities.Remove(found.User, provider, value);
        return true;
    }

    private sealed class Link(EmulatedIdentityProvider provider, string attribute, string value, EmulatedUser user)
    {
        public EmulatedIdentityProvider Provider { get; } = provider;

        public string Attribute { get; } = attribute;

        public string Value { get; } = value;

        public EmulatedUser User { get; } = user;

        public bool Fits(ExternalIdentity identity) => Value == (Attribute == Subject ? identity.Subject : identity.Claims.GetValueOrDefault(Attribute));
    }
}
