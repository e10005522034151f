using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <summary>An identity provider beside a user pool, played by the emulator with pages and endpoints of its own: someone picks an account there and comes back.</summary>
public sealed class EmulatedIdentityProvider
{
    private readonly List<ProviderUser> _users = [];

    internal EmulatedIdentityProvider(EmulatedUserPool pool, IdentityProviderSettings settings)
    {
        Name = settings.CheckedName();
        Pool = pool;
        Settings = settings;
        ClientId = RandomText.Of(RandomText.LowerAlphanumeric, 24);
        ClientSecret = RandomText.Of(RandomText.Alphanumeric, 40);
        Key = new Lazy<SigningKey>(() => new SigningKey(pool.Id, $"provider/{Name}", RsaKeySupply.Next()));
        Desk = new ProviderDesk(pool.State.Clock);
    }

    /// <summary>What <c>identity_provider</c> calls it.</summary>
    public string Name { get; }

    /// <summary>The settings it was made with.</summary>
    public IdentityProviderSettings Settings { get; }

    /// <summary>Where its pages and endpoints are; for an OIDC provider this is the issuer, for a SAML provider the entity id.</summary>
    public Uri Url => new($"{Pool.State.Endpoint.GetLeftPart(UriPartial.Authority)}{Path}");

    /// <summary>Its users, oldest first: those its page lets choose from.</summary>
    public IReadOnlyList<ProviderUser> Users
    {
        get
        {
            lock (Pool.Gate)
            {
                return [.. _users];
            }
        }
    }

    internal EmulatedUserPool Pool { get; }

    internal ProviderTraits Traits => Settings.Traits;

    internal string Path => $"/providers/{Pool.Domain}/{Uri.EscapeDataString(Name)}";

    internal string DisplayName => Traits.Brand ?? Name;

    /// <summary>What the pool is registered under at the provider.</summary>
    internal string ClientId { get; }

    internal string ClientSecret { get; }

    internal Lazy<SigningKey> Key { get; }

    /// <summary>What the provider itself remembers.</summary>
    internal ProviderDesk Desk { get; }

    /// <summary>Lets a test of the emulator lie in the provider's name: changes an ID token's claims before it is signed.</summary>
    internal Action<JsonObject>? ChangeIdToken { get; set; }

    /// <summary>The same, after it was signed.</summary>
    internal Func<string, string>? ChangeSignedIdToken { get; set; }

    /// <summary>Gives someone an account at the provider.</summary>
    /// <param name="subject">The user's id there; for a SAML provider the name id.</param>
    /// <param name="claims">What the provider says about the user: <c>email</c>, <c>name</c>…</param>
    /// <returns>The account.</returns>
    /// <exception cref="InvalidOperationException">The provider has an account of this id.</exception>
    public ProviderUser AddUser(string subject, IReadOnlyDictionary<string, string>? claims = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(subject);
        lock (Pool.Gate)
        {
            if (_users.Exists(user => user.Subject == subject))
            {
                throw new InvalidOperationException($"{Name} has a user '{subject}' already.");
            }

            var user = new ProviderUser(subject, claims ?? new Dictionary<string, string>());
            _users.Add(user);
            return user;
        }
    }

    /// <summary>Lets an account of the provider sign in as a user that the pool has already, as AdminLinkProviderForUser does.</summary>
    /// <param name="user">The user of the pool.</param>
    /// <param name="subject">The account's id at the provider.</param>
    /// <exception cref="InvalidOperationException">The account is linked, or has signed in and so has a user of its own.</exception>
    public void Link(EmulatedUser user, string subject)
    {
        ArgumentNullException.ThrowIfNull(user);
        ArgumentException.ThrowIfNullOrEmpty(subject);
        lock (Pool.Gate)
        {
            try
            {
                Pool.Links.Add(this, LinkBook.Subject, subject, user);
            }
            catch (ServiceException refusal)
            {
                throw new InvalidOperationException(refusal.Message, refusal);
            }
        }
    }
}
