namespace Amplify.Emulator;

/// <summary>How a one-time code or passkey as first factor goes together with a second factor that the user has or the pool demands.</summary>
public enum PasswordlessMfa
{
    /// <summary>Such users are offered their password only.</summary>
    NotOffered,

    /// <summary>The second factor is asked for afterwards, as after a password.</summary>
    Follows,

    /// <summary>No second factor is asked for after a one-time code or passkey.</summary>
    Skipped,
}
