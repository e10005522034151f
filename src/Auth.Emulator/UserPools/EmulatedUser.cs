namespace Amplify.Emulator;

/// <summary>A user of an emulated pool, with methods to set the scene for a test.</summary>
public sealed class EmulatedUser
{
    private readonly EmulatedUserPool _pool;
    private readonly OrderedDictionary<string, string> _attributes = new(StringComparer.Ordinal);
    private readonly List<string> _groups = [];

    internal EmulatedUser(EmulatedUserPool pool, string username, string sub, IReadOnlyDictionary<string, string> attributes)
    {
        _pool = pool;
        Username = username;
        Sub = sub;
        CreatedAt = ModifiedAt = pool.State.Clock.GetUtcNow();
        LockOut = new LockOut(pool.State.Clock);
        SignUpCodes = new CodeBook(pool.State.Clock, pool.Settings.ResendsPerHour, pool.Settings.ConfirmationsPerHour);
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

    /// <summary>The groups, in order of precedence.</summary>
    public IReadOnlyList<string> Groups
    {
        get
        {
            lock (_pool.Gate)
            {
                return [.. _groups];
            }
        }
    }

    internal DateTimeOffset CreatedAt { get; }

    internal DateTimeOffset ModifiedAt { get; private set; }

    internal DateTimeOffset? TemporaryPasswordExpiresAt { get; private set; }

    internal PasswordVerifier? Password { get; private set; }

    internal LockOut LockOut { get; }

    internal CodeBook SignUpCodes { get; }

    internal UserMfa Mfa { get; } = new();

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

    /// <summary>Puts the user into a group, below those it is in.</summary>
    /// <param name="group">The group's name.</param>
    public void AddToGroup(string group)
    {
        ArgumentException.ThrowIfNullOrEmpty(group);
        Change(() => _groups.Add(group));
    }

    /// <summary>Makes text messages a second factor of this user.</summary>
    /// <param name="phoneNumber">The number, with country code; by default the user's <c>phone_number</c>.</param>
    /// <exception cref="InvalidOperationException">The user has no phone number.</exception>
    public void EnableSmsMfa(string? phoneNumber = null)
    {
        UseAddress("phone_number", phoneNumber);
        Change(() => Mfa.Enable("SMS_MFA"));
    }

    /// <summary>Makes e-mail a second factor of this user.</summary>
    /// <param name="email">The address; by default the user's <c>email</c>.</param>
    /// <exception cref="InvalidOperationException">The user has no e-mail address.</exception>
    public void EnableEmailMfa(string? email = null)
    {
        UseAddress("email", email);
        Change(() => Mfa.Enable("EMAIL_OTP"));
    }

    /// <summary>Makes an authenticator app a second factor of this user.</summary>
    /// <returns>The secret, in base32, that the app is set up with.</returns>
    public string EnableTotpMfa()
    {
        var totp = new TotpFactor(_pool.State.Clock, _pool.State.Unsettled.TotpSecretBytes);
        Change(() =>
        {
            Mfa.Totp = totp;
            Mfa.Enable("SOFTWARE_TOKEN_MFA");
        });
        return totp.SecretCode;
    }

    /// <summary>Chooses the second factor asked for when there are several; otherwise the user is asked to choose.</summary>
    /// <param name="factor"><c>SMS_MFA</c>, <c>SOFTWARE_TOKEN_MFA</c> or <c>EMAIL_OTP</c>.</param>
    /// <exception cref="ArgumentException">It is none of these.</exception>
    public void PreferMfa(string factor)
    {
        if (factor is not ("SMS_MFA" or "SOFTWARE_TOKEN_MFA" or "EMAIL_OTP"))
        {
            throw new ArgumentException($"'{factor}' is no second factor.", nameof(factor));
        }

        Change(() => Mfa.Preferred = factor);
    }

    /// <summary>The code the user's authenticator app shows.</summary>
    /// <param name="steps">How many 30-second steps from now, negative for past ones.</param>
    /// <returns>Six digits.</returns>
    /// <exception cref="InvalidOperationException"><see cref="EnableTotpMfa"/> was not called.</exception>
    public string CurrentTotpCode(int steps = 0)
    {
        lock (_pool.Gate)
        {
            return (Mfa.Totp ?? throw new InvalidOperationException($"'{Username}' has no authenticator app.")).CodeAt(steps);
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

    internal bool IsVerified(string attribute) => Attribute($"{attribute}_verified") == "true";

    internal void RemoveAttribute(string name) => Change(() => _attributes.Remove(name));

    /// <summary>What someone says of himself at sign-up is not verified.</summary>
    internal void MarkUnverified()
    {
        foreach (string attribute in Delivery.ByPrecedence.Where(attribute => Attribute(attribute) is not null))
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

    private void UseAddress(string attribute, string? value)
    {
        lock (_pool.Gate)
        {
            SetAttribute(attribute, value ?? Attribute(attribute) ?? throw new InvalidOperationException($"'{Username}' has no {attribute}."));
            SetAttribute($"{attribute}_verified", "true");
        }
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
