namespace Amplify;

/// <summary>What a browser is opened for.</summary>
public enum BrowserPurpose
{
    /// <summary>To sign in.</summary>
    SignIn = 0,

    /// <summary>To sign out of the pool's pages.</summary>
    SignOut = 1,
}
