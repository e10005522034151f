using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <summary>A user pool of the emulator.</summary>
public sealed class EmulatedUserPool
{
    private readonly List<EmulatedAppClient> _clients = [];
    private readonly List<EmulatedIdentityProvider> _providers = [];

    internal EmulatedUserPool(EmulatorState state, UserPoolSettings settings)
    {
        settings.Check();
        State = state;
        Settings = settings;
        ShortName = RandomText.Of(RandomText.Alphanumeric, 9);
        Id = $"{state.Options.Region}_{ShortName}";
        CreatedAt = state.Clock.GetUtcNow();
        Factors = new PoolFactors(settings);
        Directory = new UserDirectory(settings);
        Keys = new PoolKeys(Id);
        Sessions = new ChallengeSessions(state.Clock);
        Handshakes = new SrpHandshakes(state);
        DeviceHandshakes = new SrpHandshakes(state);
        Tokens = new TokenLedger(this);
        ResetCodes = new ResetCodes(this);
        Groups = new GroupBook(this);
        Domain = settings.Domain ?? RandomText.Of(RandomText.LowerAlphanumeric, 12);
        HostedUi = new HostedUiState(state.Clock);
        Links = new LinkBook(this);
    }

    /// <summary>The pool id, for example <c>eu-west-1_AbC123xyz</c>.</summary>
    public string Id { get; }

    /// <summary>The pool's ARN; the account is 123456789012.</summary>
    public string Arn => $"arn:aws:cognito-idp:{State.Options.Region}:123456789012:userpool/{Id}";

    /// <summary>The settings it was made with.</summary>
    public UserPoolSettings Settings { get; }

    /// <summary>What its tokens carry as <c>iss</c>.</summary>
    public string Issuer => State.Options.Issuer == IssuerForm.Aws
        ? $"https://cognito-idp.{State.Options.Region}.amazonaws.com/{Id}"
        : LocalUrl;

    /// <summary>
    /// The base URL of its hosted UI, without a slash at the end: <c>http://localhost:PORT/hosted-ui/{prefix}</c>. <c>/oauth2/authorize</c>, <c>/oauth2/token</c>, <c>/login</c>, <c>/logout</c>… follow it.
    /// </summary>
    /// <remarks>It has the name <c>localhost</c> because browsers have passkeys for names only. Its pages stay at 127.0.0.1 or [::1] where they are called by that.</remarks>
    public Uri HostedUiDomain => new($"http://localhost:{State.Endpoint.Port}{HostedUiPath}");

    /// <summary>Its app clients, oldest first.</summary>
    public IReadOnlyList<EmulatedAppClient> Clients
    {
        get
        {
            lock (Gate)
            {
                return [.. _clients];
            }
        }
    }

    /// <summary>Its users, oldest first.</summary>
    public IReadOnlyList<EmulatedUser> Users
    {
        get
        {
            lock (Gate)
            {
                return [.. Directory.All];
            }
        }
    }

    /// <summary>Its identity providers, oldest first.</summary>
    public IReadOnlyList<EmulatedIdentityProvider> IdentityProviders
    {
        get
        {
            lock (Gate)
            {
                return [.. _providers];
            }
        }
    }

    /// <summary>The <c>kid</c> of its ID tokens.</summary>
    public string IdTokenKeyId => Keys.Id.Id;

    /// <summary>The <c>kid</c> of its access tokens.</summary>
    public string AccessTokenKeyId => Keys.Access.Id;

    /// <summary>Its triggers; set a delegate to have it called.</summary>
    public PoolTriggers Triggers { get; } = new();

    /// <summary>Guards everything that changes in this pool.</summary>
    internal Lock Gate { get; } = new();

    internal EmulatorState State { get; }

    /// <summary>The part of the id after the underscore, which SRP hashes.</summary>
    internal string ShortName { get; }

    internal string LocalUrl => $"{State.Endpoint.GetLeftPart(UriPartial.Authority)}/{Id}";

    /// <summary>The prefix of the hosted UI's domain.</summary>
    internal string Domain { get; }

    internal string HostedUiPath => $"/hosted-ui/{Domain}";

    internal HostedUiState HostedUi { get; }

    /// <summary>The accounts at identity providers that are those of its users.</summary>
    internal LinkBook Links { get; }

    internal DateTimeOffset CreatedAt { get; }

    internal PoolFactors Factors { get; }

    internal UserDirectory Directory { get; }

    internal PoolKeys Keys { get; }

    internal ChallengeSessions Sessions { get; }

    internal SrpHandshakes Handshakes { get; }

    internal SrpHandshakes DeviceHandshakes { get; }

    internal TokenLedger Tokens { get; }

    internal ResetCodes ResetCodes { get; }

    internal GroupBook Groups { get; }

    /// <summary>What makes the simulated challenges of users that do not exist the same each time.</summary>
    internal byte[] SimulationSecret { get; } = RandomNumberGenerator.GetBytes(32);

    /// <summary>Makes an app client.</summary>
    /// <param name="settings">Its settings; by default a public client that allows every flow.</param>
    /// <returns>The client.</returns>
    /// <exception cref="ArgumentException">A setting has a value the service does not know.</exception>
    public EmulatedAppClient AddClient(AppClientSettings? settings = null)
    {
        var client = new EmulatedAppClient(this, settings ?? new AppClientSettings());
        lock (Gate)
        {
            _clients.Add(client);
        }

        State.AddClient(client);
        return client;
    }

    /// <summary>Adds an identity provider, which the emulator plays too: its button is on the login page, its users are added with <see cref="EmulatedIdentityProvider.AddUser"/>.</summary>
    /// <param name="settings">What kind of provider it is.</param>
    /// <returns>The provider.</returns>
    /// <exception cref="ArgumentException">The name is missing, badly formed, or taken.</exception>
    public EmulatedIdentityProvider AddIdentityProvider(IdentityProviderSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var provider = new EmulatedIdentityProvider(this, settings);
        lock (Gate)
        {
            if (_providers.Exists(other => other.Name == provider.Name || other.Settings.Identifiers.Intersect(settings.Identifiers).Any()))
            {
                throw new ArgumentException($"The pool has an identity provider '{provider.Name}', or one with the same identifier, already.", nameof(settings));
            }

            _providers.Add(provider);
            return provider;
        }
    }

    /// <summary>Makes a confirmed user; the password policy is not applied.</summary>
    /// <param name="username">The user name. Where the pool uses e-mail addresses or phone numbers as user names, that address; the real name is then the sub.</param>
    /// <param name="password">The password.</param>
    /// <param name="attributes">Attributes by the service's names; <c>email</c> and <c>phone_number</c> count as verified unless their <c>…_verified</c> says otherwise.</param>
    /// <returns>The user.</returns>
    /// <exception cref="InvalidOperationException">The pool has a user of this name.</exception>
    public EmulatedUser AddUser(string username, string password, IReadOnlyDictionary<string, string>? attributes = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(username);
        ArgumentException.ThrowIfNullOrEmpty(password);
        lock (Gate)
        {
            if (Directory.Find(username) is not null)
            {
                throw new InvalidOperationException($"The pool has a user '{username}' already.");
            }

            EmulatedUser user = NewUser(username, attributes ?? new Dictionary<string, string>());
            user.VerifyUnlessStated("email");
            user.VerifyUnlessStated("phone_number");
            user.SetPassword(password);
            return user;
        }
    }

    /// <summary>Makes a group. Groups that <see cref="EmulatedUser.AddToGroup"/> names first are made by it, without precedence and role.</summary>
    /// <param name="name">The name.</param>
    /// <param name="precedence">Its place in <c>cognito:groups</c>: the lower, the earlier; <see langword="null"/> comes last.</param>
    /// <param name="roleArn">The IAM role in <c>cognito:roles</c>.</param>
    /// <exception cref="InvalidOperationException">The pool has a group of this name.</exception>
    public void AddGroup(string name, int? precedence = null, string? roleArn = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        lock (Gate)
        {
            if (Groups.Find(name) is not null)
            {
                throw new InvalidOperationException($"The pool has a group '{name}' already.");
            }

            Groups.Add(name, precedence, roleArn);
        }
    }

    /// <summary>Finds a user by user name or by what the pool lets users sign in with.</summary>
    /// <param name="username">The name.</param>
    /// <returns>The user, or <see langword="null"/>.</returns>
    public EmulatedUser? FindUser(string username)
    {
        ArgumentException.ThrowIfNullOrEmpty(username);
        lock (Gate)
        {
            return Directory.Find(username);
        }
    }

    /// <summary>Signs any payload with one of the pool's keys, so that a test can hand a client tokens the service would not make.</summary>
    /// <param name="header">The header, taken as it is (so it can lie); by default the right one for the key.</param>
    /// <param name="payload">The payload, taken as it is. Where its <c>token_use</c> is <c>id</c> the key of ID tokens signs, otherwise that of access tokens.</param>
    /// <returns>The compact JWT, always signed with RS256.</returns>
    public string SignToken(JsonObject? header, JsonObject payload)
    {
        ArgumentNullException.ThrowIfNull(payload);
        SigningKey key = payload["token_use"] is JsonValue use && use.TryGetValue(out string? name) && name == "id" ? Keys.Id : Keys.Access;
        return key.Sign(header ?? key.Header(), payload);
    }

    /// <summary>Changes both signing keys; tokens of the old ones no longer verify.</summary>
    public void RotateSigningKeys() => Keys.Rotate();

    internal CodeBook NewResetCodeBook() => new(State.Clock, Settings.PasswordResetsPerHour, Settings.PasswordResetConfirmationsPerHour);

    /// <summary>Makes an unconfirmed user without a password. The caller holds the gate and has checked that the name is free.</summary>
    internal EmulatedUser NewUser(string username, IReadOnlyDictionary<string, string> attributes)
    {
        string sub = RandomText.Uuid();
        bool usesAddresses = Settings.UsernameAttributes.Count > 0;
        var user = new EmulatedUser(this, usesAddresses ? sub : username, sub, attributes);
        if (usesAddresses)
        {
            user.SetAttribute(username.Contains('@', StringComparison.Ordinal) ? "email" : "phone_number", username);
        }

        Directory.Add(user);
        return user;
    }
}
