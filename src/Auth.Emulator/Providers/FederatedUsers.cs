namespace Amplify.Emulator;

/// <summary>Which user of the pool someone from a provider is: the one linked to that account, the one who came before, or a new one. The caller holds the pool's gate.</summary>
internal static class FederatedUsers
{
    public static string NameOf(EmulatedIdentityProvider provider, string subject) => $"{provider.Name}_{subject}";

    /// <exception cref="ServiceException">The user may not come in.</exception>
    public static EmulatedUser SignIn(EmulatedAppClient client, EmulatedIdentityProvider provider, ExternalIdentity identity)
    {
        EmulatedUserPool pool = provider.Pool;
        Dictionary<string, string> attributes = Map(provider, identity);
        if ((pool.Links.Find(provider, identity) ?? pool.Directory.ByUsername(NameOf(provider, identity.Subject))) is not { } user)
        {
            return Create(client, provider, identity, attributes);
        }

        if (!user.Enabled)
        {
            throw ServiceException.NotAuthorized("User is not enabled");
        }

        Update(pool, user, attributes);
        if (!Identities.Has(user, provider, identity.Subject))
        {
            Identities.Add(user, provider, identity.Subject, pool.State.Clock.GetUtcNow(), primary: false); // Linked by a claim.
        }

        SignInTriggers.AfterSignIn(SignInAttempt.OnPage(client, user));
        return user;
    }

    private static EmulatedUser Create(EmulatedAppClient client, EmulatedIdentityProvider provider, ExternalIdentity identity, Dictionary<string, string> attributes)
    {
        EmulatedUserPool pool = provider.Pool;
        string[] missing = [.. pool.Settings.RequiredAttributes.Where(name => !attributes.ContainsKey(name))];
        if (missing.Length > 0)
        {
            throw ServiceException.InvalidParameter($"attributes required: [{string.Join(", ", missing)}]");
        }

        var context = new RequestContext(pool, client, RequestContext.NoMetadata);
        var user = new EmulatedUser(pool, NameOf(provider, identity.Subject), RandomText.Uuid(), attributes) { Status = UserStatus.ExternalProvider };
        AccountTriggers.BeforeSignUp(context, user, RequestContext.NoMetadata, "PreSignUp_ExternalProvider");
        if (pool.Links.Find(provider, identity) is not null)
        {
            // The trigger has linked the account meanwhile; as in the service, only the next attempt finds that out.
            throw ServiceException.InvalidParameter($"Already found an entry for username {user.Username}");
        }

        pool.Directory.Add(user);
        user.MarkUnverified();
        Identities.Add(user, provider, identity.Subject, pool.State.Clock.GetUtcNow(), primary: true);
        user.AddToGroup($"{pool.Id}_{provider.Name}");
        AccountTriggers.AfterConfirmation(context, user);
        return user;
    }

    private static Dictionary<string, string> Map(EmulatedIdentityProvider provider, ExternalIdentity identity) => provider.Settings.AttributeMapping
        .Where(mapping => identity.Claims.ContainsKey(mapping.Value))
        .ToDictionary(mapping => mapping.Key, mapping => identity.Claims[mapping.Value]);

    private static void Update(EmulatedUserPool pool, EmulatedUser user, Dictionary<string, string> attributes)
    {
        if (attributes.Keys.FirstOrDefault(name => pool.Settings.ImmutableAttributes.Contains(name) && user.Attribute(name) != attributes[name]) is { } immutable)
        {
            throw ServiceException.InvalidParameter($"user.{immutable}: Attribute cannot be updated.");
        }

        foreach ((string name, string value) in attributes.Where(attribute => user.Attribute(attribute.Key) != attribute.Value))
        {
            user.SetAttribute(name, value);
            if (Delivery.ByPrecedence.Contains(name) && !attributes.ContainsKey($"{name}_verified"))
            {
                user.SetAttribute($"{name}_verified", "false");
            }
        }
    }
}
