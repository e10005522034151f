namespace Amplify;

/// <summary>The second factors of the user who is signed in. Safe to use from many threads at once.</summary>
/// <remarks>
/// All of it takes a valid access token with the scope <c>aws.cognito.signin.user.admin</c>. A factor that
/// <see cref="AuthOptions"/> says the pool does not offer is refused with <see cref="AuthErrorReason.FactorDisabled"/> before anything is sent.
/// </remarks>
public interface IAuthMfa
{
    /// <summary>Begins to set up an authenticator app (AssociateSoftwareToken): makes a new shared secret, to be shown as a QR code.</summary>
    /// <param name="options">The account's name; null for the user's own.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>What the app needs. Only <see cref="VerifyTotpAsync"/> with a code of the app completes the set-up.</returns>
    /// <exception cref="SignInRequiredException">Nobody is signed in.</exception>
    /// <exception cref="AuthException">The pool does not offer authenticator apps, the access token is refused, the service failed.</exception>
    Task<TotpSetUp> SetUpTotpAsync(SetUpTotpOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Completes the set-up of an authenticator app with its first code (VerifySoftwareToken). That does not enable the factor:
    /// <see cref="VerifyTotpOptions.Preference"/> does in the same call, or <see cref="UpdatePreferencesAsync"/> later.
    /// </summary>
    /// <param name="code">The six digits the app shows, as typed; blanks in it do not count.</param>
    /// <param name="options">A name for the app, and what to set the factor to; null for neither.</param>
    /// <param name="cancellationToken">Stops waiting; the service may have accepted the code all the same.</param>
    /// <returns>Verified, or the reason why the code was not accepted; and whether the preference could be set.</returns>
    /// <exception cref="ArgumentException"><paramref name="code"/> is null or blank, or the preference means nothing.</exception>
    /// <exception cref="SignInRequiredException">Nobody is signed in.</exception>
    /// <exception cref="AuthException">No set-up was begun, the access token is refused, the service failed.</exception>
    Task<VerifyTotpResult> VerifyTotpAsync(string code, VerifyTotpOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Reads which factors the user has enabled and prefers (GetUser).</summary>
    /// <param name="options">Reserved; null.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="SignInRequiredException">Nobody is signed in.</exception>
    /// <exception cref="AuthException">The access token is refused, the service failed.</exception>
    Task<MfaPreferences> FetchPreferencesAsync(FetchMfaPreferencesOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Enables, disables and prefers factors (SetUserMFAPreference). Sign-ins ask accordingly from the next one on.</summary>
    /// <param name="update">What to change.</param>
    /// <param name="options">Reserved; null.</param>
    /// <param name="cancellationToken">Stops waiting; the service may have changed them all the same.</param>
    /// <exception cref="ArgumentException"><paramref name="update"/> is null, changes nothing, prefers more than one factor, or holds a value that means nothing.</exception>
    /// <exception cref="SignInRequiredException">Nobody is signed in.</exception>
    /// <exception cref="AuthException">
    /// The pool does not offer a factor, the user has not set it up or has no address or number for it, the access token is
    /// refused, the service failed.
    /// </exception>
    Task UpdatePreferencesAsync(MfaPreferenceUpdate update, UpdateMfaPreferencesOptions? options = null, CancellationToken cancellationToken = default);
}
