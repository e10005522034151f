namespace Amplify;

/// <summary>The outcome of the first code of an authenticator app.</summary>
public sealed class VerifyTotpResult
{
    /// <summary>Whether the service has seen that app and shared secret fit.</summary>
    public bool IsVerified => Rejection is null;

    /// <summary>Why the code was not accepted: ask for the next one; the shared secret stays the same. Null when it was.</summary>
    public Rejection? Rejection { get; init; }

    /// <summary>
    /// Why the factor could not be set to <see cref="VerifyTotpOptions.Preference"/> although the code was accepted: set it with
    /// <see cref="IAuthMfa.UpdatePreferencesAsync"/>. Null when it was, or was not asked for.
    /// </summary>
    public AuthError? PreferenceError { get; init; }
}
