namespace Amplify;

/// <summary>How to sign out of the pool's pages.</summary>
public sealed class BrowserSignOutOptions
{
    /// <summary>Where the browser comes back to: one of <see cref="OAuthOptions.RedirectSignOut"/>. Null: the first.</summary>
    public Uri? RedirectUri { get; init; }
}
