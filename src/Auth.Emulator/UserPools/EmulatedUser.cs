namespace Amplify.Emulator;

/// <summary>A user of an emulated pool, with methods to set the scene for a test.</summary>
public sealed partial class EmulatedUser
{
    private readonly EmulatedUserPool _pool;
    private readonly OrderedDictionary<string, string> _attributes = new(StringComparer.Ordinal);

    internal EmulatedUser(EmulatedUserPool pool, string username, string sub, IReadOnlyDictionary<string, string> attributes)
    {
        _pool = pool;
        Username = username;
        Sub = sub;
        CreatedAt = ModifiedAt = pool.State.Clock.GetUtcNow();
        LockOut = new LockOut(pool.State.Clock);
        SignUpCodes = new CodeBook(pool.State.Clock, pool.Settings.ResendsPerHour, pool.Settings.ConfirmationsPerHour);
        ResetCodes = pool.NewResetCodeBook();
        PasswordChanges = new AttemptLimit(pool.State.Clock, pool.Settings.PasswordChangesPerHour);
        Proofs = new AttributeProofs(pool);
        foreach ((string name, string value) in attributes)
        {
            _attributes[name] = value;
        }
    }

    /// <summary>The real user name: <c>USER_ID_FOR_SRP</c> and the tokens' <c>username</c>.</summary>
    public string Username { get; }

    /// <summary>The user's unchanging id.</summary>
    public string Sub { get; }

    /// <summary>The state of the account.</summary>
    public UserStatus Status { get; internal set; } = UserStatus.Unconfirmed;

    /// <summary>Whether the account may be used.</summary>
    public bool Enabled { get; private set; } = true;

    /// <summary>The attributes as they are now, without <c>sub</c>.</summary>
    public IReadOnlyDictionary<string, string> Attributes
    {
        get
        {
            lock (_pool.Gate)
            {
                return new OrderedDictionary<string, string>(_attributes, StringComparer.Ordinal);
            }
        }
    }

    internal DateTimeOffset CreatedAt { get; }

    internal DateTimeOffset ModifiedAt { get; private set; }

    internal DateTimeOffset? TemporaryPasswordExpiresAt { get; private set; }

    internal PasswordVerifier? Password { get; private set; }

    internal LockOut LockOut { get; }

    internal CodeBook SignUpCodes { get; }

    internal CodeBook ResetCodes { get; }

    internal AttemptLimit PasswordChanges { get; }

    /// <summary>The addresses that wait for their code.</summary>
    internal AttributeProofs Proofs { get; }

    /// <summary>What the client told of its surroundings at the last sign-in; <see langword="null"/> where it told nothing.</summary>
    public UserContext? LastUserContext { get; internal set; }

    /// <summary>The name under which someone who does not exist is pretended to; <see langword="null"/> for users that exist.</summary>
    internal string? SimulatedName { get; init; }

    internal bool IsSimulated => SimulatedName is not null;

    /// <summary>Disables the account: sign-in and its tokens are refused.</summary>
    public void Disable() => Change(() => Enabled = false);

    /// <summary>Enables the account again.</summary>
    public void Enable() => Change(() => Enabled = true);

    /// <summary>Confirms the account, as an administrator does.</summary>
    public void Confirm() => Change(() => Status = UserStatus.Confirmed);

    /// <summary>Demands that the password be set anew with a code; sign-in is refused until then.</summary>
    public void RequirePasswordReset() => Change(() => Status = UserStatus.ResetRequired);

    /// <summary>Gives the account a permanent password and confirms it; the policy is not applied.</summary>
    /// <param name="password">The password.</param>
    public void SetPassword(string password)
    {
        ArgumentException.ThrowIfNullOrEmpty(password);
        PasswordVerifier verifier = PasswordVerifier.Create(_pool.ShortName, Username, password);
        Change(() => UsePassword(verifier, UserStatus.Confirmed));
    }

    /// <summary>Gives the account a temporary password: the next sign-in must set another one.</summary>
    /// <param name="password">The password; the policy is not applied.</param>
    public void SetTemporaryPassword(string password)
    {
        ArgumentException.ThrowIfNullOrEmpty(password);
        PasswordVerifier verifier = PasswordVerifier.Create(_pool.ShortName, Username, password);
        Change(() =>
        {
            UsePassword(verifier, UserStatus.ForceChangePassword);
            TemporaryPasswordExpiresAt = ModifiedAt + _pool.Settings.PasswordPolicy.TemporaryPasswordValidity;
        });
    }

    /// <summary>Sets an attribute as an administrator does: nothing is sent or verified.</summary>
    /// <param name="name">The service's name, for example <c>email_verified</c> or <c>custom:team</c>.</param>
    /// <param name="value">The value.</param>
    public void SetAttribute(string name, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(value);
        Change(() => _attributes[name] = value);
    }

    /// <summary>Ends every sign-in of the user, as AdminUserGlobalSignOut does: refresh and access tokens are refused from now on.</summary>
    public void SignOutEverywhere()
    {
        lock (_pool.Gate)
        {
            _pool.Tokens.RevokeAll(this);
        }
    }

    /// <summary>Deletes the account; its tokens are refused.</summary>
    public void Delete()
    {
        lock (_pool.Gate)
        {
            _pool.Directory.Remove(this);
        }
    }

    internal string? Attribute(string name) => _attributes.GetValueOrDefault(name);

    /// <summary>Whether the user has the address or number and it is verified; an administrator may write the mark alone.</summary>
    internal bool IsVerified(string attribute) => Attribute(attribute) is not null && Attribute($"{attribute}_verified") == "true";

    internal void RemoveAttribute(string name) => Change(() => _attributes.Remove(name));

    /// <summary>What someone says of himself at sign-up is not verified, unless a trigger said otherwise.</summary>
    internal void MarkUnverified()
    {
        foreach (string attribute in Delivery.ByPrecedence.Where(attribute => Attribute(attribute) is not null && Attribute($"{attribute}_verified") is null))
        {
            SetAttribute($"{attribute}_verified", "false");
        }
    }

    internal void VerifyUnlessStated(string attribute)
    {
        if (Attribute(attribute) is not null && Attribute($"{attribute}_verified") is null)
        {
            SetAttribute($"{attribute}_verified", "true");
        }
    }

    internal void UsePassword(PasswordVerifier verifier, UserStatus status)
    {
        Password = verifier;
        Status = status;
        TemporaryPasswordExpiresAt = null;
    }

    private void Change(Action change)
    {
        lock (_pool.Gate)
        {
            ModifiedAt = _pool.State.Clock.GetUtcNow();
            change();
        }
    }
}
