namespace Amplify;

/// <summary>How to sign in with a provider's token.</summary>
public sealed class FederatedSignInOptions
{
    /// <summary>Tokens of other providers that are this user's too: one identity for all of them. Null for none.</summary>
    public IReadOnlyList<FederatedToken>? AdditionalTokens { get; init; }

    /// <summary>What to do when somebody is signed in; null for the configured way.</summary>
    public WhenAlreadySignedIn? WhenAlreadySignedIn { get; init; }
}
