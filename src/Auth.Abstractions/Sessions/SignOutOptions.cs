namespace Amplify;

/// <summary>How far a sign-out goes. This machine always forgets the session.</summary>
public sealed class SignOutOptions
{
    /// <summary>
    /// Whether the user is signed out of all devices (GlobalSignOut): every refresh token of the user ends, and with it every
    /// other session at its next refresh. Needs an access token with the scope <c>aws.cognito.signin.user.admin</c>.
    /// </summary>
    public bool Global { get; init; }

    /// <summary>
    /// Whether the service is asked to end this session's refresh token (RevokeToken), so that a copy of it is worth nothing: yes
    /// unless set to false. Needs token revocation in the app client.
    /// </summary>
    public bool Revoke { get; init; } = true;

    /// <summary>
    /// Whether the store also forgets what the device remembers about its users: remembered devices of all of them, and a guest's
    /// identity. For shared machines. No unless set to true.
    /// </summary>
    public bool ForgetDevice { get; init; }

    /// <summary>
    /// Whether the browser is opened so that the pool's pages forget the user too; else the next sign-in with a browser asks for no password for about an hour.
    /// Null: after a sign-in with a browser, where <c>AuthServices.Browser</c> and <see cref="OAuthOptions.RedirectSignOut"/> are there, unless it showed on
    /// the way that there is no network. The browser is waited for, a minute at most.
    /// </summary>
    public bool? EndBrowserSession { get; init; }
}
