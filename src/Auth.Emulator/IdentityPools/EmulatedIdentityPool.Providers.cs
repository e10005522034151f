using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <content>Whose tokens count, and which roles they lead to.</content>
public sealed partial class EmulatedIdentityPool
{
    /// <summary>The developer's own provider, whose users come by GetOpenIdTokenForDeveloperIdentity; <see langword="null"/> where there is none.</summary>
    public string? DeveloperProviderName
    {
        get
        {
            lock (Gate)
            {
                return _providers.OfType<DeveloperProvider>().FirstOrDefault()?.Name;
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

    /// <summary>Accepts ID tokens (RS256) of an OpenID Connect issuer, Google's and Apple's among them.</summary>
    /// <param name="providerName">The key of <c>Logins</c>: <c>accounts.google.com</c>, <c>appleid.apple.com</c>, or the issuer's address without the scheme.</param>
    /// <param name="issuer">The tokens' <c>iss</c>.</param>
    /// <param name="keys">Its public keys, as a JSON Web Key Set; taken as they are now.</param>
    /// <param name="audiences">The client ids that count.</param>
    /// <exception cref="InvalidOperationException">The pool has a provider of this name.</exception>
    public void AddOpenIdProvider(string providerName, string issuer, JsonObject keys, IEnumerable<string> audiences)
    {
        ArgumentException.ThrowIfNullOrEmpty(providerName);
        ArgumentException.ThrowIfNullOrEmpty(issuer);
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(audiences);
        Add(new OpenIdProvider(providerName, issuer, keys.DeepClone().AsObject(), [.. audiences]));
    }

    /// <summary>Accepts ID tokens of an issuer that <see cref="CognitoEmulator.CreateOpenIdIssuer"/> made.</summary>
    /// <param name="issuer">The issuer.</param>
    /// <param name="audience">The client id that counts.</param>
    /// <returns>The provider's name, the key of <c>Logins</c>: the issuer's address without the scheme.</returns>
    /// <exception cref="InvalidOperationException">The pool has a provider of this name.</exception>
    public string AddOpenIdProvider(EmulatedOpenIdIssuer issuer, string audience)
    {
        ArgumentNullException.ThrowIfNull(issuer);
        ArgumentException.ThrowIfNullOrEmpty(audience);
        string name = LoginProvider.WithoutScheme(issuer.Issuer);
        AddOpenIdProvider(name, issuer.Issuer, issuer.Keys, [audience]);
        return name;
    }

    /// <summary>Accepts tokens that only the test can judge: those of Facebook (<c>graph.facebook.com</c>), Amazon (<c>www.amazon.com</c>) and Twitter (<c>api.twitter.com</c>), and SAML assertions.</summary>
    /// <param name="providerName">The key of <c>Logins</c>; for SAML the provider's ARN.</param>
    /// <param name="judge">Says whose a token is; <see langword="null"/> refuses it.</param>
    /// <exception cref="InvalidOperationException">The pool has a provider of this name.</exception>
    public void AddProvider(string providerName, Func<string, FederatedUser?> judge)
    {
        ArgumentException.ThrowIfNullOrEmpty(providerName);
        ArgumentNullException.ThrowIfNull(judge);
        Add(new JudgedProvider(providerName, judge));
    }

    /// <summary>Lets the developer's own back end vouch for its users.</summary>
    /// <param name="providerName">The name of the back end in GetOpenIdTokenForDeveloperIdentity, for example <c>login.example.com</c>.</param>
    /// <exception cref="InvalidOperationException">The pool has one already.</exception>
    public void AddDeveloperProvider(string providerName)
    {
        ArgumentException.ThrowIfNullOrEmpty(providerName);
        lock (Gate)
        {
            if (DeveloperProviderName is not null)
            {
                throw new InvalidOperationException("The pool has a developer provider already.");
            }

            Add(new DeveloperProvider(this, providerName));
        }
    }

    /// <summary>Says which roles the users of an app client get.</summary>
    /// <param name="client">The app client.</param>
    /// <param name="mapping">The mapping; <see langword="null"/> takes it back.</param>
    public void SetRoleMapping(EmulatedAppClient client, RoleMapping? mapping)
    {
        ArgumentNullException.ThrowIfNull(client);
        SetRoleMapping($"{UserPoolProvider.NameOf(client.Pool)}:{client.Id}", mapping);
    }

    /// <summary>Says which roles the users of a provider get. Roles it names that were not made by <see cref="AddRole"/> are taken to trust those who have signed in.</summary>
    /// <param name="providerName">The provider's name; for a user pool <c>cognito-idp.REGION.amazonaws.com/POOL:CLIENT</c>.</param>
    /// <param name="mapping">The mapping; <see langword="null"/> takes it back.</param>
    public void SetRoleMapping(string providerName, RoleMapping? mapping)
    {
        ArgumentException.ThrowIfNullOrEmpty(providerName);
        lock (Gate)
        {
            if (mapping is null)
            {
                _mappings.Remove(providerName);
            }
            else
            {
                _mappings[providerName] = mapping;
            }
        }
    }

    internal RoleMapping? RoleMappingOf(string mappingKey)
    {
        lock (Gate)
        {
            return _mappings.GetValueOrDefault(mappingKey);
        }
    }

    internal IReadOnlyDictionary<string, RoleMapping> RoleMappings
    {
        get
        {
            lock (Gate)
            {
                return new Dictionary<string, RoleMapping>(_mappings);
            }
        }
    }

    internal void ReplaceRoleMappings(IReadOnlyDictionary<string, RoleMapping> mappings)
    {
        lock (Gate)
        {
            _mappings.Clear();
            foreach ((string provider, RoleMapping mapping) in mappings)
            {
                _mappings.Add(provider, mapping);
            }
        }
    }

    internal void RemoveUserPools()
    {
        lock (Gate)
        {
            _providers.RemoveAll(provider => provider is UserPoolProvider);
        }
    }

    private void Add(LoginProvider provider)
    {
        lock (Gate)
        {
            if (_providers.Any(other => other.Name == provider.Name))
            {
                throw new InvalidOperationException($"The pool has a provider '{provider.Name}' already.");
            }

            _providers.Add(provider);
        }
    }
}
