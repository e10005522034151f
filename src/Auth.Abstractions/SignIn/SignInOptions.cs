namespace Amplify;

/// <summary>How to sign in.</summary>
public sealed class SignInOptions
{
    /// <summary>
    /// How the sign-in begins. Null: <see cref="SignInFlow.UserAuth"/> where <see cref="PreferredChallenge"/> is given, else
    /// <see cref="AuthOptions.SignInFlow"/>.
    /// </summary>
    public SignInFlow? Flow { get; init; }

    /// <summary>
    /// The factor to begin with, for <see cref="SignInFlow.UserAuth"/> only. Where the user cannot use it, the service asks to
    /// choose. Null: <see cref="FirstFactor.PasswordSrp"/> where a password is given, else <see cref="AuthOptions.PreferredChallenge"/>,
    /// else the user is asked to choose.
    /// </summary>
    public FirstFactor? PreferredChallenge { get; init; }

    /// <summary>What to do when somebody is signed in. Null: <see cref="AuthOptions.WhenAlreadySignedIn"/>.</summary>
    public WhenAlreadySignedIn? WhenAlreadySignedIn { get; init; }

    /// <summary>Passed to the pool's Lambda triggers; null sends none.</summary>
    public IReadOnlyDictionary<string, string>? ClientMetadata { get; init; }
}
