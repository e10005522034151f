using Amazon.Runtime;

namespace Amplify;

/// <summary>
/// Sign-up, sign-in and the session of one user. Safe to use from many threads at once; cheap to hold.
/// </summary>
/// <remarks>
/// Failures of the service, the network and the store are <see cref="AuthException"/>; null or empty arguments are
/// <see cref="ArgumentException"/>; a caller's cancellation is <see cref="OperationCanceledException"/>. Turns of a flow that
/// a person can put right (a wrong code, an unconfirmed sign-up) are results.
/// </remarks>
public partial interface IAuth
{
    /// <summary>
    /// Raised after the session changed: outside all locks, in order, on the thread pool or on the configured event context.
    /// What a handler throws is logged and goes no further.
    /// </summary>
    event EventHandler<AuthChangedEventArgs>? Changed;

    /// <summary>The signed-in user's attributes: read, change, verify.</summary>
    IAuthAttributes Attributes { get; }

    /// <summary>The signed-in user's account.</summary>
    IAuthAccount Account { get; }

    /// <summary>The second factors of the user who is signed in.</summary>
    IAuthMfa Mfa { get; }

    /// <summary>The devices of the user who is signed in.</summary>
    IAuthDevices Devices { get; }

    /// <summary>The passkeys of the user who is signed in.</summary>
    IAuthPasskeys Passkeys { get; }

    /// <summary>
    /// AWS credentials for AWS SDK clients: those of whoever is signed in when a request is signed, or a guest's. Set once on a
    /// client, they renew themselves and follow the session over sign-outs and sign-ins of others.
    /// </summary>
    /// <remarks>
    /// Getting the object never fails and asks nothing. What a request then runs into is an <see cref="AmazonClientException"/> with the
    /// <see cref="AuthException"/> inside, <see cref="SignInRequiredException"/> for one. The SDK's synchronous calls block until
    /// credentials are there, so warm up first (<see cref="WarmUpAsync"/>) where they are made. One that blocks a thread of the pool for
    /// more than a tenth of a second raises the pool's minimum of threads (<see cref="ThreadPool.SetMinThreads"/>) by two until it is over.
    /// </remarks>
    AWSCredentials AWSCredentials { get; }

    /// <summary>Creates a user (SignUp).</summary>
    /// <param name="username">The user name, e-mail address or phone number, as the pool wants it.</param>
    /// <param name="password">The password, as typed.</param>
    /// <param name="options">Attributes and metadata; null for none.</param>
    /// <param name="cancellationToken">Stops waiting; the service may have created the user all the same.</param>
    /// <returns>Whether the user must be confirmed, and where the code went.</returns>
    /// <exception cref="ArgumentException">A user attribute or an entry of the validation data has no name or no value.</exception>
    /// <exception cref="AuthException">The name is taken, the password breaks the policy, a trigger refused, the service failed.</exception>
    Task<SignUpResult> SignUpAsync(string username, string password, SignUpOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Creates a user who has no password (SignUp), in a pool with another first factor: codes or passkeys.</summary>
    /// <param name="username">The user name, e-mail address or phone number, as the pool wants it.</param>
    /// <param name="options">Attributes and metadata; null for none.</param>
    /// <param name="cancellationToken">Stops waiting; the service may have created the user all the same.</param>
    /// <returns>Whether the user must be confirmed, and where the code went.</returns>
    /// <exception cref="AuthException">The name is taken, the pool demands a password, a trigger refused, the service failed.</exception>
    Task<SignUpResult> SignUpAsync(string username, SignUpOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Confirms a sign-up with the code that was sent (ConfirmSignUp).</summary>
    /// <param name="username">The user name given at sign-up.</param>
    /// <param name="code">The code, as typed; blanks around it do not count.</param>
    /// <param name="options">Metadata; null for none.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Confirmed, or the reason why the code was not accepted.</returns>
    /// <exception cref="AuthException">The user does not exist or is confirmed already, too many attempts, the service failed.</exception>
    Task<ConfirmSignUpResult> ConfirmSignUpAsync(string username, string code, ConfirmSignUpOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Sends the sign-up code again (ResendConfirmationCode).</summary>
    /// <param name="username">The user name given at sign-up.</param>
    /// <param name="options">Metadata; null for none.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Where the code went; null when the service does not say.</returns>
    /// <exception cref="AuthException">The user does not exist or is confirmed already, too many attempts, the service failed.</exception>
    Task<CodeDelivery?> ResendSignUpCodeAsync(string username, ResendSignUpCodeOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Signs in a user who has just signed up, without asking anything more (InitiateAuth with USER_AUTH and the session of the
    /// sign-up). It is taken once: if it is too late, sign in as ever.
    /// </summary>
    /// <param name="signUp"><see cref="ConfirmSignUpResult.AutoSignIn"/>, or <see cref="SignUpResult.AutoSignIn"/> where no confirmation is needed.</param>
    /// <param name="options">Metadata, and what to do when somebody is signed in; null for the configured.</param>
    /// <param name="cancellationToken">Stops the sign-in.</param>
    /// <returns>Signed in, or a step to answer where the pool wants more.</returns>
    /// <exception cref="AuthException">
    /// <see cref="AuthErrorReason.SignInExpired"/>: used already, or too late. Somebody is signed in, the app client does not allow
    /// USER_AUTH, the service failed.
    /// </exception>
    Task<SignInResult> AutoSignInAsync(AutoSignIn signUp, AutoSignInOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Starts a sign-in (InitiateAuth; with SRP also RespondToAuthChallenge).</summary>
    /// <param name="username">The user name or an alias of it, as typed.</param>
    /// <param name="password">The password, as typed.</param>
    /// <param name="options">Flow and metadata; null for the configured ones.</param>
    /// <param name="cancellationToken">Stops the sign-in.</param>
    /// <returns>Signed in, a step to answer, or a detour. A wrong password is a rejection with <see cref="SignInStep.Password"/>.</returns>
    /// <remarks>
    /// On a server the new session is stored under a new key, <see cref="SignInResult.SessionKey"/>: go on with an object for
    /// that key. This one goes on to stand for the old key, where nobody is signed in, and hears nothing of the new session.
    /// </remarks>
    /// <exception cref="AuthException">Somebody is signed in, the user is disabled or unknown, the service failed.</exception>
    Task<SignInResult> SignInAsync(string username, string password, SignInOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Starts a sign-in without a password (InitiateAuth): with a passkey, a code, or what Lambda triggers ask. A flow that needs a
    /// password asks for it first, with <see cref="SignInStep.Password"/> and without a call.
    /// </summary>
    /// <param name="username">The user name or an alias of it, as typed.</param>
    /// <param name="options">Flow, preferred factor and metadata; null for the configured ones.</param>
    /// <param name="cancellationToken">Stops the sign-in.</param>
    /// <returns>Signed in (with the engine's authenticator), a step to answer, or a detour.</returns>
    /// <exception cref="ArgumentException">The user name is null or empty, or the options contradict each other.</exception>
    /// <exception cref="AuthException">
    /// <see cref="AuthErrorReason.FactorDisabled"/>: the configuration says the pool does not offer the preferred factor. Somebody
    /// is signed in, the user is disabled or unknown, the service failed.
    /// </exception>
    Task<SignInResult> SignInAsync(string username, SignInOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Answers the step of a sign-in (RespondToAuthChallenge).</summary>
    /// <param name="answer">What the step's <c>With</c> method made.</param>
    /// <param name="options">Metadata; null for none.</param>
    /// <param name="cancellationToken">Stops waiting; an answer under way is not taken back.</param>
    /// <returns>Signed in, the next step, or a rejection with the same step.</returns>
    /// <exception cref="AuthException">The flow is over: it took too long, or the service failed.</exception>
    Task<SignInResult> ConfirmSignInAsync(SignInAnswer answer, ConfirmSignInOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Makes a step into text that another request, node or run can go on with: encrypted, bound to pool, app client, user and time.</summary>
    /// <param name="step">The step to carry over.</param>
    /// <param name="options">A host's own binding; null for none.</param>
    /// <returns>About 3.5 KB for a form field or a store; too long for a cookie.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="step"/> is null.</exception>
    string Protect(SignInStep step, ProtectOptions? options = null);

    /// <summary>Reads what <see cref="Protect(SignInStep, ProtectOptions)"/> made, at most 15 minutes ago.</summary>
    /// <param name="token">The text.</param>
    /// <param name="options">The same binding.</param>
    /// <returns>The step, to be answered as before.</returns>
    /// <exception cref="AuthException"><see cref="AuthErrorReason.InvalidStepToken"/>: tampered with, expired, or bound to something else.</exception>
    SignInStep Resume(string token, ProtectOptions? options = null);

    /// <summary>Makes what a sign-up left behind into text that another request, node or run can go on with, as <see cref="Protect(SignInStep, ProtectOptions)"/> does for steps.</summary>
    /// <param name="signUp">What to carry over.</param>
    /// <param name="options">A host's own binding; null for none.</param>
    /// <exception cref="ArgumentNullException"><paramref name="signUp"/> is null.</exception>
    string Protect(AutoSignIn signUp, ProtectOptions? options = null);

    /// <summary>Reads what <see cref="Protect(AutoSignIn, ProtectOptions)"/> made, at most 15 minutes ago.</summary>
    /// <param name="token">The text.</param>
    /// <param name="options">The same binding.</param>
    /// <exception cref="AuthException"><see cref="AuthErrorReason.InvalidStepToken"/>: tampered with, expired, or bound to something else.</exception>
    AutoSignIn ResumeAutoSignIn(string token, ProtectOptions? options = null);

    /// <summary>Starts the reset of a forgotten password: sends a code (ForgotPassword).</summary>
    /// <param name="username">The user name or an alias of it, as typed.</param>
    /// <param name="options">Metadata; null for none.</param>
    /// <param name="cancellationToken">Stops waiting; the code may be sent all the same.</param>
    /// <returns>Where the code went.</returns>
    /// <exception cref="AuthException">
    /// The user does not exist (where the app client tells so), has no verified address or number
    /// (<see cref="AuthErrorReason.InvalidUserState"/>), too many codes, the service failed.
    /// </exception>
    Task<ResetPasswordResult> ResetPasswordAsync(string username, ResetPasswordOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Sets a new password with the code that <see cref="ResetPasswordAsync"/> sent (ConfirmForgotPassword). Nobody is signed in by it.</summary>
    /// <param name="username">The user name given there.</param>
    /// <param name="code">The code, as typed; blanks around it do not count.</param>
    /// <param name="newPassword">The new password, as typed.</param>
    /// <param name="options">Metadata; null for none.</param>
    /// <param name="cancellationToken">Stops waiting; the password may be set all the same.</param>
    /// <returns>Reset, or the reason why code or password was not accepted.</returns>
    /// <exception cref="AuthException">Too many attempts, a trigger refused, the service failed.</exception>
    Task<ConfirmResetPasswordResult> ConfirmResetPasswordAsync(string username, string code, string newPassword, ConfirmResetPasswordOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Changes the signed-in user's password (ChangePassword). Sessions go on, here and elsewhere.</summary>
    /// <param name="oldPassword">The password until now, as typed.</param>
    /// <param name="newPassword">The new password, as typed.</param>
    /// <param name="options">Reserved; null.</param>
    /// <param name="cancellationToken">Stops waiting; the password may be changed all the same.</param>
    /// <returns>Changed, or the reason why one of the passwords was not accepted.</returns>
    /// <exception cref="SignInRequiredException">Nobody is signed in.</exception>
    /// <exception cref="AuthException">The access token could not be renewed or lacks a scope, too many attempts, the service failed.</exception>
    Task<ChangePasswordResult> ChangePasswordAsync(string oldPassword, string newPassword, ChangePasswordOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>The session now; renewed first when its tokens have expired.</summary>
    /// <param name="options">Forces a refresh, or null.</param>
    /// <param name="cancellationToken">Stops waiting; work that others share goes on.</param>
    /// <returns>A snapshot. No state throws: signed out, offline and refused are data.</returns>
    /// <exception cref="AuthException">The session store failed, or holds what cannot be read.</exception>
    ValueTask<AuthSession> CurrentSessionAsync(CurrentSessionOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>The signed-in user, or null. Offline users are users.</summary>
    /// <param name="options">Forces a refresh, or null.</param>
    /// <param name="cancellationToken">Stops waiting; work that others share goes on.</param>
    /// <exception cref="AuthException">The session store failed, or holds what cannot be read.</exception>
    ValueTask<AuthUser?> CurrentUserAsync(CurrentSessionOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>A valid access token, renewed if need be: the bearer token of API calls.</summary>
    /// <param name="options">Forces a refresh, or null.</param>
    /// <param name="cancellationToken">Stops waiting; work that others share goes on.</param>
    /// <exception cref="SignInRequiredException">Nobody is signed in.</exception>
    /// <exception cref="AuthException">The tokens have expired and could not be renewed now.</exception>
    ValueTask<string> GetAccessTokenAsync(CurrentSessionOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>A valid ID token, renewed if need be.</summary>
    /// <param name="options">Forces a refresh, or null.</param>
    /// <param name="cancellationToken">Stops waiting; work that others share goes on.</param>
    /// <exception cref="SignInRequiredException">Nobody is signed in.</exception>
    /// <exception cref="AuthException">The tokens have expired and could not be renewed now.</exception>
    ValueTask<string> GetIdTokenAsync(CurrentSessionOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>AWS credentials of the user who is signed in, or of a guest; renewed first when they have ended.</summary>
    /// <param name="options">Forces new ones, or null.</param>
    /// <param name="cancellationToken">Stops waiting; work that others share goes on.</param>
    /// <exception cref="SignInRequiredException">Nobody is signed in, and guests are not allowed (<see cref="AuthOptions.AllowGuestAccess"/>).</exception>
    /// <exception cref="AuthException">
    /// No identity pool is configured (<see cref="AuthErrorReason.NotConfigured"/>), the session could not be renewed, or the identity
    /// pool gave none.
    /// </exception>
    ValueTask<SessionCredentials> CurrentCredentialsAsync(CurrentCredentialsOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Loads the session and, where an identity pool is configured and somebody may have some, AWS credentials, so that the first calls find
    /// them in memory: for the start of an application, or before synchronous calls of the AWS SDK.
    /// </summary>
    /// <param name="options">Reserved; null.</param>
    /// <param name="cancellationToken">Stops waiting; work that others share goes on.</param>
    /// <exception cref="AuthException">The session could not be loaded or renewed, or the identity pool gave no credentials. Nobody being signed in is no failure.</exception>
    Task WarmUpAsync(WarmUpOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Forgets the session on this machine and in the store, then ends its refresh token at the service (RevokeToken) or, where
    /// asked to, every session of the user (GlobalSignOut). ID and access tokens already handed out verify until they expire.
    /// </summary>
    /// <param name="options">How far; null for this session alone, with its refresh token revoked.</param>
    /// <param name="cancellationToken">Stops the sign-out. Once this machine has forgotten the session, it only cuts short what the service is told.</param>
    /// <returns>
    /// What was done, part by part. Offline the user is signed out here all the same, and the result says what the service does
    /// not know.
    /// </returns>
    /// <exception cref="AuthException">The store could not delete the session: the user is still signed in, and nothing was done.</exception>
    Task<SignOutResult> SignOutAsync(SignOutOptions? options = null, CancellationToken cancellationToken = default);
}
