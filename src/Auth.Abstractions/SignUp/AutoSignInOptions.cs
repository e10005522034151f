namespace Amplify;

/// <summary>How to sign in after a sign-up.</summary>
public sealed class AutoSignInOptions
{
    /// <summary>What to do when somebody is signed in. Null: <see cref="AuthOptions.WhenAlreadySignedIn"/>.</summary>
    public WhenAlreadySignedIn? WhenAlreadySignedIn { get; init; }

    /// <summary>Passed to the pool's Lambda triggers; null sends none.</summary>
    public IReadOnlyDictionary<string, string>? ClientMetadata { get; init; }
}
