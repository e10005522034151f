namespace Amplify.Emulator;

/// <summary>The second factors of one user. Guarded by the pool's gate.</summary>
internal sealed class UserMfa
{
    public const string Sms = "SMS_MFA";
    public const string SoftwareToken = "SOFTWARE_TOKEN_MFA";
    public const string Email = "EMAIL_OTP";

    private readonly List<string> _enabled = [];

    /// <summary>The factors asked for at sign-in, in the order they were enabled.</summary>
    public IReadOnlyList<string> Enabled => _enabled;

    public string? Preferred { get; private set; }

    /// <summary>The authenticator app that has proved itself with a code.</summary>
    public TotpFactor? Totp { get; private set; }

    /// <summary>The authenticator app being set up: its secret was handed out, no code has come back yet.</summary>
    public TotpFactor? PendingTotp { get; set; }

    public void Enable(string factor)
    {
        if (!_enabled.Contains(factor))
        {
            _enabled.Add(factor);
        }
    }

    public void Disable(string factor)
    {
        _enabled.Remove(factor);
        StopPreferring(factor);
    }

    public void Prefer(string factor) => Preferred = factor;

    public void StopPreferring(string factor)
    {
        if (Preferred == factor)
        {
            Preferred = null;
        }
    }

    /// <summary>Puts a verified authenticator app in the place of the one before.</summary>
    public void UseTotp(TotpFactor totp)
    {
        Totp = totp;
        PendingTotp = null;
    }
}
