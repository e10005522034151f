namespace Amplify.Testing;

/// <summary>Makes sign-in results and what else only an engine can make, for what a stub of <see cref="IAuth"/> returns.</summary>
public static class TestResults
{
    /// <summary>The sign-in is complete.</summary>
    /// <param name="session">The session; null for <see cref="TestSessions.SignedIn"/>.</param>
    /// <param name="sessionKey">The key it is stored under; null for a new one.</param>
    /// <exception cref="ArgumentException"><paramref name="session"/> is not that of a user who is signed in.</exception>
    public static SignInResult SignedIn(AuthSession? session = null, SessionKey? sessionKey = null)
    {
        session ??= TestSessions.SignedIn();
        return session.IsSignedIn
            ? new SignInResult { Session = session, SessionKey = sessionKey ?? SessionKey.New() }
            : throw new ArgumentException($"A sign-in ends with a session that is signed in, not {session.State}.", nameof(session));
    }

    /// <summary>The sign-in asks for something.</summary>
    /// <param name="step">What it asks for, from <see cref="TestSteps"/>.</param>
    /// <param name="rejection">Why the last answer was not accepted; null when there was none or it was.</param>
    /// <exception cref="ArgumentNullException"><paramref name="step"/> is null.</exception>
    public static SignInResult Next(SignInStep step, Rejection? rejection = null)
    {
        ArgumentNullException.ThrowIfNull(step);
        return new SignInResult { NextStep = step, Rejection = rejection };
    }

    /// <summary>The password was wrong: the sign-in asks for it again.</summary>
    /// <param name="username">Who signs in.</param>
    public static SignInResult WrongPassword(string username = TestUser.Username) => Next(TestSteps.Password(username), new Rejection
    {
        Reason = AuthErrorReason.WrongCredentials,
        Message = "Incorrect username or password.",
        Code = "NotAuthorizedException",
    });

    /// <summary>The user has to confirm the sign-up first.</summary>
    /// <param name="username">Who signs in.</param>
    /// <exception cref="ArgumentException"><paramref name="username"/> is null or empty.</exception>
    public static SignInResult ConfirmSignUpFirst(string username = TestUser.Username)
    {
        ArgumentException.ThrowIfNullOrEmpty(username);
        return new SignInResult { Detour = new Detour.ConfirmSignUp(username) };
    }

    /// <summary>The user has to reset the password first.</summary>
    /// <param name="username">Who signs in.</param>
    /// <exception cref="ArgumentException"><paramref name="username"/> is null or empty.</exception>
    public static SignInResult ResetPasswordFirst(string username = TestUser.Username)
    {
        ArgumentException.ThrowIfNullOrEmpty(username);
        return new SignInResult { Detour = new Detour.ResetPassword(username) };
    }

    /// <summary>The set-up of an authenticator app, as <see cref="IAuthMfa.SetUpTotpAsync"/> returns it.</summary>
    /// <param name="sharedSecret">The secret, in Base32; null for one that is always the same.</param>
    /// <param name="accountName">What the app lists the user as.</param>
    /// <exception cref="ArgumentException"><paramref name="accountName"/> is null or empty.</exception>
    public static TotpSetUp TotpSetUp(Secret? sharedSecret = null, string accountName = TestUser.Username)
    {
        ArgumentException.ThrowIfNullOrEmpty(accountName);
        return new TotpSetUp(sharedSecret ?? new Secret("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"), accountName);
    }
}
