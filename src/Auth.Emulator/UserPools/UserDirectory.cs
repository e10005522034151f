namespace Amplify.Emulator;

/// <summary>The users of one pool and the names they can be found by. Guarded by the pool's gate.</summary>
internal sealed class UserDirectory(UserPoolSettings settings)
{
    private readonly StringComparer _comparer = settings.UsernamesAreCaseSensitive ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase;
    private readonly OrderedDictionary<string, EmulatedUser> _users = new(settings.UsernamesAreCaseSensitive ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase);

    public IEnumerable<EmulatedUser> All => _users.Values;

    public void Add(EmulatedUser user) => _users.Add(user.Username, user);

    /// <summary>Removes this user; not another one who has the name by now.</summary>
    public void Remove(EmulatedUser user)
    {
        if (Contains(user))
        {
            _users.Remove(user.Username);
        }
    }

    public bool Contains(EmulatedUser user) => _users.TryGetValue(user.Username, out EmulatedUser? found) && ReferenceEquals(found, user);

    public EmulatedUser? BySub(string sub) => _users.Values.FirstOrDefault(user => user.Sub == sub);

    public EmulatedUser? ByUsername(string username) => _users.GetValueOrDefault(username);

    /// <summary>Finds a user by the user name or by whatever the pool lets users sign in with.</summary>
    public EmulatedUser? Find(string name) => ByUsername(name) ?? ByUsernameAttribute(name) ?? ByAlias(name);

    // Someone from an identity provider has an address, but cannot be found by it.
    private IEnumerable<EmulatedUser> Own => _users.Values.Where(user => user.Status != UserStatus.ExternalProvider);

    /// <summary>The user whose account name is this e-mail address or phone number, verified or not.</summary>
    public EmulatedUser? ByUsernameAttribute(string name) =>
        settings.UsernameAttributes.Count == 0 ? null : Own.FirstOrDefault(user => settings.UsernameAttributes.Any(attribute => Has(user, attribute, name)));

    /// <summary>The user who holds an alias; e-mail addresses and phone numbers count once verified.</summary>
    public EmulatedUser? ByAlias(string name) =>
        settings.AliasAttributes.Count == 0 ? null : Own.FirstOrDefault(user => settings.AliasAttributes.Any(alias => HoldsAlias(user, alias, name)));

    public bool HoldsAlias(EmulatedUser user, string alias, string value) =>
        user.Status != UserStatus.ExternalProvider && Has(user, alias, value) && (alias == "preferred_username" || user.IsVerified(alias));

    private bool Has(EmulatedUser user, string attribute, string value) => _comparer.Equals(user.Attribute(attribute), value);
}
