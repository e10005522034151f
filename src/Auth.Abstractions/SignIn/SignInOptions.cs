namespace Amplify;

/// <summary>How to sign in.</summary>
public sealed class SignInOptions
{
    /// <summary>How the password is proved. Null: <see cref="AuthOptions.SignInFlow"/>.</summary>
    public SignInFlow? Flow { get; init; }

    /// <summary>What to do when somebody is signed in. Null: <see cref="AuthOptions.WhenAlreadySignedIn"/>.</summary>
    public WhenAlreadySignedIn? WhenAlreadySignedIn { get; init; }

    /// <summary>Passed to the pool's Lambda triggers; null sends none.</summary>
    public IReadOnlyDictionary<string, string>? ClientMetadata { get; init; }
}
