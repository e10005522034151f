namespace Amplify;

/// <summary>Where an <see cref="AuthSession"/> was last obtained from.</summary>
public enum SessionSource
{
    /// <summary>Nowhere: nobody is signed in.</summary>
    None = 0,

    /// <summary>A sign-in in this process.</summary>
    SignIn = 1,

    /// <summary>The session store: an earlier run, or another process or node.</summary>
    Store = 2,

    /// <summary>A refresh in this process.</summary>
    Refresh = 3,
}
