namespace Amplify;

/// <summary>How to take over tokens.</summary>
public sealed class AdoptTokensOptions
{
    /// <summary>What to do when somebody is signed in; null for the configured way.</summary>
    public WhenAlreadySignedIn? WhenAlreadySignedIn { get; init; }
}
