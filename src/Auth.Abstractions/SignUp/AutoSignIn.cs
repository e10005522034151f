namespace Amplify;

/// <summary>
/// What a sign-up leaves behind for a sign-in without asking anything more: <c>IAuth.AutoSignInAsync</c> takes it, once and within
/// minutes. It holds no password; <c>IAuth.Protect</c> carries it over requests and restarts.
/// </summary>
public sealed class AutoSignIn
{
    internal AutoSignIn(string username, Secret session)
    {
        Username = username;
        Session = session;
    }

    /// <summary>Who signed up; for display.</summary>
    public string Username { get; }

    /// <summary>The service's session.</summary>
    internal Secret Session { get; }
}
