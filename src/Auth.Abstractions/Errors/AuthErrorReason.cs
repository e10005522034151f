namespace Amplify;

/// <summary>Why something did not work, independent of the operation and of the service's wording.</summary>
public enum AuthErrorReason
{
    /// <summary>Something the tables do not know yet; code and message tell more.</summary>
    Unknown = 0,

    /// <summary>Nobody is signed in, or the session ended.</summary>
    SignInRequired = 1,

    /// <summary>A user is already signed in and the options say not to replace it.</summary>
    AlreadySignedIn = 2,

    /// <summary>User name or password is wrong.</summary>
    WrongCredentials = 3,

    /// <summary>There is no such user (the app client tells so).</summary>
    UserNotFound = 4,

    /// <summary>An administrator disabled the user.</summary>
    UserDisabled = 5,

    /// <summary>The user has not confirmed the sign-up.</summary>
    UserNotConfirmed = 6,

    /// <summary>The user must reset the password first.</summary>
    PasswordResetRequired = 7,

    /// <summary>The user name is taken, or the address or number that serves as one.</summary>
    UsernameExists = 8,

    /// <summary>The password breaks the pool's policy, or repeats an old one.</summary>
    InvalidPassword = 9,

    /// <summary>The code is wrong.</summary>
    WrongCode = 10,

    /// <summary>The code has expired or was used already.</summary>
    ExpiredCode = 11,

    /// <summary>The code could not be delivered.</summary>
    CodeDeliveryFailed = 12,

    /// <summary>The sign-in took too long, or its step was answered already: start again.</summary>
    SignInExpired = 13,

    /// <summary>Too many attempts of this user: wait before the next.</summary>
    TooManyAttempts = 14,

    /// <summary>The application sends requests faster than the service's quota allows.</summary>
    Throttled = 15,

    /// <summary>A parameter is not what the service wants.</summary>
    InvalidParameter = 16,

    /// <summary>The app client does not allow this, or the client secret is missing or wrong.</summary>
    AppClientMisconfigured = 17,

    /// <summary>The user pool, app client or another named thing does not exist.</summary>
    ResourceNotFound = 18,

    /// <summary>A Lambda trigger of the pool refused or failed.</summary>
    LambdaTrigger = 19,

    /// <summary>The access token was refused: expired, revoked, or without the scope needed.</summary>
    AccessDenied = 20,

    /// <summary>The refresh token was refused.</summary>
    RefreshTokenRejected = 21,

    /// <summary>The service could not be reached, or its answer did not arrive.</summary>
    Network = 22,

    /// <summary>No answer within the time allowed.</summary>
    TimedOut = 23,

    /// <summary>The service failed (HTTP 5xx).</summary>
    ServiceFailure = 24,

    /// <summary>The answer is not what the protocol says: garbage, a proxy's page, a member missing.</summary>
    InvalidResponse = 25,

    /// <summary>A token did not verify: signature, issuer, audience, use or time.</summary>
    InvalidToken = 26,

    /// <summary>The keys to verify tokens with could not be had.</summary>
    KeysUnavailable = 27,

    /// <summary>The session store failed or is not reachable.</summary>
    StoreUnavailable = 28,

    /// <summary>What the session store holds cannot be read: damaged, another key, or a newer version. The bytes are kept.</summary>
    StoreUnreadable = 29,

    /// <summary>The step token was tampered with, has expired, or is bound to another pool, client, user or host.</summary>
    InvalidStepToken = 30,

    /// <summary>A web application firewall in front of the pool refused the request.</summary>
    Forbidden = 31,

    /// <summary>The access token lacks a scope that the call needs; told before anything is sent where the token says so.</summary>
    MissingScope = 32,

    /// <summary>A part of the application (client secret, client metadata, user context, passkeys and the like) failed, or did not answer in time.</summary>
    ProviderFailed = 33,

    /// <summary>The user pool does not offer this factor.</summary>
    FactorDisabled = 34,

    /// <summary>The pool requires a second factor, and none that it offers can be set up while signing in.</summary>
    FactorSetUpUnavailable = 35,

    /// <summary>The e-mail address or phone number is another user's sign-in name (alias).</summary>
    AliasExists = 36,

    /// <summary>The account at the other provider belongs to a user of the pool already, or was linked to one a moment ago.</summary>
    AlreadyLinked = 37,

    /// <summary>The user's state does not allow this: confirmed already, without a verified address, invited but never signed in.</summary>
    InvalidUserState = 38,

    /// <summary>The options lack what the call needs: an identity pool, for AWS credentials.</summary>
    NotConfigured = 39,

    /// <summary>The identity pool gives guests no credentials.</summary>
    GuestsNotAllowed = 40,

    /// <summary>The identity pool or the Security Token Service refused the login: its token has ended, is not active any more, or belongs to another identity.</summary>
    LoginRejected = 41,

    /// <summary>The login belongs to another identity already.</summary>
    LoginConflict = 42,

    /// <summary>The identity pool is not set up for this: roles, providers or flow.</summary>
    IdentityPoolMisconfigured = 43,

    /// <summary>The role may not be assumed by this user or guest.</summary>
    RoleRefused = 44,

    /// <summary>The session is another provider's (federated): it has AWS credentials, but no user and no tokens of the user pool.</summary>
    NotSignedInToUserPool = 45,

    /// <summary>A token of another provider has ended, and nobody gave a new one.</summary>
    FederatedTokenExpired = 46,

    /// <summary>The person called it off: closed the authenticator's window, or said no.</summary>
    Cancelled = 47,

    /// <summary>The user pool no longer knows this device, or does not believe it: it has been forgotten here too. Start the sign-in again.</summary>
    DeviceForgotten = 48,

    /// <summary>The browser came back with what does not belong to this sign-in: another attempt's, a replayed or a forged one. Unless it was a replay, the real return may still come.</summary>
    InvalidCallback = 49,

    /// <summary>No browser could be opened, or none of the addresses it comes back to could be listened on.</summary>
    BrowserUnavailable = 50,

    /// <summary>The request's body is longer than the application lets a signing handler keep in memory.</summary>
    BodyTooLarge = 60,
}
