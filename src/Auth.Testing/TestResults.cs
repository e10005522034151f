namespace Amplify.Testing;

/// <summary>Makes sign-in results and what else only an engine can make, for what a stub of <see cref="IAuth"/> returns.</summary>
public static class TestResults
{
    /// <summary>The sign-in is complete.</summary>
    /// <param name="session">The session; null for <see cref="TestSessions.SignedIn"/>.</param>
    /// <param name="sessionKey">The key it is stored under; null for a new one.</param>
    /// <param name="newDevice">What became of the device, where the pool tracks them and did not know it; null for nothing.</param>
    /// <param name="customState">What the sign-in with a browser was begun with; null for nothing.</param>
    /// <exception cref="ArgumentException"><paramref name="session"/> is not that of a user who is signed in.</exception>
    public static SignInResult SignedIn(AuthSession? session = null, SessionKey? sessionKey = null, NewDevice? newDevice = null, string? customState = null)
    {
        session ??= TestSessions.SignedIn();
        return session.IsSignedIn
            ? new SignInResult { Session = session, SessionKey = sessionKey ?? SessionKey.New(), NewDevice = newDevice, CustomState = customState }
            : throw new ArgumentException($"A sign-in ends with a session that is signed in, not {session.State}.", nameof(session));
    }

    /// <summary>The first half of a sign-in with a browser; only a stub can complete it.</summary>
    /// <param name="url">Where to send the browser; null for a page that does not exist.</param>
    /// <param name="redirectUri">Where it comes back to; null for an address that does not exist.</param>
    /// <param name="flowToken">What to keep until then; null for any.</param>
    /// <param name="expiresAt">When the attempt is over; null for a time long past.</param>
    public static BrowserSignIn BrowserSignIn(Uri? url = null, Uri? redirectUri = null, Secret? flowToken = null, DateTimeOffset? expiresAt = null) => new(
        url ?? new Uri("https://test.auth.eu-west-1.amazoncognito.com/oauth2/authorize?state=test"),
        redirectUri ?? new Uri("https://app.example/callback"),
        flowToken ?? new Secret("test-flow-token"),
        expiresAt ?? DateTimeOffset.UnixEpoch);

    /// <summary>What a sign-up leaves behind for a sign-in right after; only a stub can take it.</summary>
    /// <param name="username">Who signed up.</param>
    /// <exception cref="ArgumentException"><paramref name="username"/> is null or empty.</exception>
    public static AutoSignIn AutoSignIn(string username = TestUser.Username)
    {
        ArgumentException.ThrowIfNullOrEmpty(username);
        return new AutoSignIn(username, new Secret("test-session-of-twenty-characters-or-more"));
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
    public static SignInResult WrongPassword(string username = TestUser.Username) => Next(TestSteps.Password(username), TestRejections.WrongPassword());

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

    /// <summary>A sign-out that was done, here and at the service.</summary>
    /// <param name="global">Whether of all devices.</param>
    public static SignOutResult SignedOut(bool global = false) => new()
    {
        Local = SignOutPart.Done,
        Global = global ? SignOutPart.Done : SignOutPart.NotNeeded,
        Revocation = global ? SignOutPart.NotNeeded : SignOutPart.Done,
    };

    /// <summary>A sign-out without a network: done here, and the service does not know of it.</summary>
    /// <param name="error">Why the service could not be told; null for a network that is down.</param>
    public static SignOutResult SignedOutHereOnly(AuthError? error = null) => new()
    {
        Local = SignOutPart.Done,
        Revocation = SignOutPart.Failed(error ?? new AuthError
        {
            Reason = AuthErrorReason.Network,
            Operation = "RevokeToken",
            Message = "RevokeToken: the service could not be reached.",
            IsTransient = true,
        }),
    };

    /// <summary>The set-up of an authenticator app, as <see cref="IAuthMfa.SetUpTotpAsync"/> returns it.</summary>
    /// <param name="sharedSecret">The secret, in Base32; null for one that is always the same.</param>
    /// <param name="accountName">What the app lists the user as.</param>
    /// <exception cref="ArgumentException"><paramref name="accountName"/> is null or empty.</exception>
    public static TotpSetUp TotpSetUp(Secret? sharedSecret = null, string accountName = TestUser.Username)
    {
        ArgumentException.ThrowIfNullOrEmpty(accountName);
        return new TotpSetUp(sharedSecret ?? new Secret("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"), accountName);
    }

    /// <summary>A password reset has begun.</summary>
    /// <param name="destination">Where the code went, masked as the service masks it.</param>
    public static ResetPasswordResult ResetCodeSent(string destination = "a***@e***") =>
        new() { CodeDelivery = new CodeDelivery { Destination = destination, Medium = DeliveryMedium.Email, AttributeName = "email" } };

    /// <summary>The outcome of a password reset.</summary>
    /// <param name="rejection">Why code or password was not accepted, from <see cref="TestRejections"/>; null when both were.</param>
    public static ConfirmResetPasswordResult PasswordReset(Rejection? rejection = null) => new() { Rejection = rejection };

    /// <summary>The outcome of a change of the password.</summary>
    /// <param name="rejection">Why a password was not accepted, from <see cref="TestRejections"/>; null when both were.</param>
    public static ChangePasswordResult PasswordChanged(Rejection? rejection = null) => new() { Rejection = rejection };

    /// <summary>Attributes were updated.</summary>
    /// <param name="updated">Those whose value is in force.</param>
    /// <param name="toConfirm">Those that wait for a code, each with where it went, masked; null for none.</param>
    /// <param name="session">The session after the refresh that was asked for; null when none was.</param>
    /// <exception cref="ArgumentNullException"><paramref name="updated"/> is null.</exception>
    public static UpdateAttributesResult AttributesUpdated(IReadOnlyList<string> updated, IReadOnlyDictionary<string, string>? toConfirm = null, AuthSession? session = null)
    {
        ArgumentNullException.ThrowIfNull(updated);
        var attributes = updated.ToDictionary(name => name, _ => new AttributeUpdate());
        foreach ((string name, string destination) in toConfirm ?? new Dictionary<string, string>())
        {
            DeliveryMedium medium = name == "phone_number" ? DeliveryMedium.Sms : DeliveryMedium.Email;
            attributes[name] = new AttributeUpdate { CodeDelivery = new CodeDelivery { Destination = destination, Medium = medium, AttributeName = name } };
        }

        return new UpdateAttributesResult { Attributes = attributes, Session = session };
    }

    /// <summary>The outcome of an attribute's code.</summary>
    /// <param name="rejection">Why the code was not accepted, from <see cref="TestRejections"/>; null when it was.</param>
    /// <param name="session">The session after the refresh that was asked for; null when none was.</param>
    public static ConfirmAttributeResult AttributeConfirmed(Rejection? rejection = null, AuthSession? session = null) => new() { Rejection = rejection, Session = session };

    /// <summary>The user is deleted.</summary>
    /// <param name="signOutError">Why the store could not forget the session; null when it did.</param>
    public static DeleteUserResult UserDeleted(AuthError? signOutError = null) => new() { SignOutError = signOutError };
}
