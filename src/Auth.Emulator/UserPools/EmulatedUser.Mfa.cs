namespace Amplify.Emulator;

/// <content>Setting the scene with second factors.</content>
public sealed partial class EmulatedUser
{
    /// <summary>The second factors asked for at sign-in: <c>SMS_MFA</c>, <c>SOFTWARE_TOKEN_MFA</c>, <c>EMAIL_OTP</c>.</summary>
    public IReadOnlyList<string> EnabledMfa
    {
        get
        {
            lock (_pool.Gate)
            {
                return [.. Mfa.Enabled];
            }
        }
    }

    /// <summary>The second factor asked for first; <see langword="null"/> when there is no preference.</summary>
    public string? PreferredMfa
    {
        get
        {
            lock (_pool.Gate)
            {
                return Mfa.Preferred;
            }
        }
    }

    internal UserMfa Mfa { get; } = new();

    /// <summary>Makes text messages a second factor of this user.</summary>
    /// <param name="phoneNumber">The number, with country code; by default the user's <c>phone_number</c>.</param>
    /// <exception cref="InvalidOperationException">The user has no phone number.</exception>
    public void EnableSmsMfa(string? phoneNumber = null)
    {
        UseAddress("phone_number", phoneNumber);
        Change(() => Mfa.Enable(UserMfa.Sms));
    }

    /// <summary>Makes e-mail a second factor of this user.</summary>
    /// <param name="email">The address; by default the user's <c>email</c>.</param>
    /// <exception cref="InvalidOperationException">The user has no e-mail address.</exception>
    public void EnableEmailMfa(string? email = null)
    {
        UseAddress("email", email);
        Change(() => Mfa.Enable(UserMfa.Email));
    }

    /// <summary>Makes an authenticator app a second factor of this user.</summary>
    /// <returns>The secret, in base32, that the app is set up with.</returns>
    public string EnableTotpMfa()
    {
        var totp = new TotpFactor(_pool.State.Clock, _pool.State.Unsettled.TotpSecretBytes);
        Change(() =>
        {
            Mfa.UseTotp(totp);
            Mfa.Enable(UserMfa.SoftwareToken);
        });
        return totp.SecretCode;
    }

    /// <summary>Chooses the second factor asked for when there are several; otherwise the user is asked to choose.</summary>
    /// <param name="factor"><c>SMS_MFA</c>, <c>SOFTWARE_TOKEN_MFA</c> or <c>EMAIL_OTP</c>.</param>
    /// <exception cref="ArgumentException">It is none of these.</exception>
    public void PreferMfa(string factor)
    {
        if (factor is not (UserMfa.Sms or UserMfa.SoftwareToken or UserMfa.Email))
        {
            throw new ArgumentException($"'{factor}' is no second factor.", nameof(factor));
        }

        Change(() => Mfa.Prefer(factor));
    }

    /// <summary>The code the user's authenticator app shows: the verified one, or where there is none the one being set up.</summary>
    /// <param name="steps">How many 30-second steps from now, negative for past ones.</param>
    /// <returns>Six digits. Each is accepted once, so a second sign-in within the same 30 seconds needs <c>steps: 1</c> or a moved clock.</returns>
    /// <exception cref="InvalidOperationException">The user has no authenticator app.</exception>
    public string CurrentTotpCode(int steps = 0)
    {
        lock (_pool.Gate)
        {
            return (Mfa.Totp ?? Mfa.PendingTotp ?? throw NoApp()).CodeAt(steps);
        }
    }

    /// <summary>The code of the authenticator app being set up: what <c>VerifySoftwareToken</c> wants.</summary>
    /// <param name="steps">How many 30-second steps from now, negative for past ones.</param>
    /// <returns>Six digits.</returns>
    /// <exception cref="InvalidOperationException">No set-up is going on.</exception>
    public string PendingTotpCode(int steps = 0)
    {
        lock (_pool.Gate)
        {
            return (Mfa.PendingTotp ?? throw NoApp()).CodeAt(steps);
        }
    }

    private InvalidOperationException NoApp() => new($"'{Username}' has no such authenticator app.");

    private void UseAddress(string attribute, string? value)
    {
        lock (_pool.Gate)
        {
            SetAttribute(attribute, value ?? Attribute(attribute) ?? throw new InvalidOperationException($"'{Username}' has no {attribute}."));
            SetAttribute($"{attribute}_verified", "true");
        }
    }
}
