namespace Amplify;

/// <summary>How to complete a sign-in with a browser.</summary>
public sealed class CompleteFederatedSignInOptions
{
    /// <summary>The <see cref="BrowserSignInOptions.Binding"/> it was begun with.</summary>
    public string? Binding { get; init; }
}
