namespace Amplify.Emulator;

/// <summary>
/// Behaviour of Amazon Cognito that is undocumented, or on which reports disagree. The defaults are the likeliest reading; a client should work with every setting.
/// </summary>
public sealed class UnsettledBehaviour
{
    /// <summary>
    /// Which call of an SRP sign-in reports that the account is unconfirmed, disabled or waits for a password reset. The first call can only where
    /// <see cref="AccountStateBeforePassword"/> is set, since nothing is known of the password then.
    /// </summary>
    public AccountStateStep SrpAccountState { get; init; } = AccountStateStep.RespondToAuthChallenge;

    /// <summary>Whether such a state is reported before the password is looked at (else only to someone who knows the password).</summary>
    public bool AccountStateBeforePassword { get; init; } = true;

    /// <summary>How far a password proof's TIMESTAMP may be off.</summary>
    public TimeSpan SrpClockSkew { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a SECRET_BLOCK can be answered.</summary>
    public TimeSpan SecretBlockLifetime { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Whether a SECRET_BLOCK can be answered once only.</summary>
    public bool SecretBlockSingleUse { get; init; }

    /// <summary>Whether DEVICE_PASSWORD_VERIFIER comes with a session that its answer must bring back (else the SECRET_BLOCK alone tells what it answers).</summary>
    public bool DevicePasswordVerifierHasSession { get; init; } = true;

    /// <summary>
    /// Whether DEVICE_SRP_AUTH also takes the session of the answer that led to it: amazon-cognito-identity-js keeps sending that one after a second factor.
    /// </summary>
    public bool DeviceSrpAuthTakesEarlierSession { get; init; } = true;

    /// <summary>Whether the first call of a sign-in refuses a DEVICE_KEY nobody knows even before the password proof (else such a key is heeded from the next call on).</summary>
    public bool UnknownDeviceAtInitiateAuth { get; init; }

    /// <summary>Whether forgetting a device ends the refresh tokens that were issued to it.</summary>
    public bool ForgettingDeviceEndsRefresh { get; init; } = true;

    /// <summary>Whether a refresh token is bound to its device from the start (else from <c>ConfirmDevice</c> on).</summary>
    public bool UnconfirmedDeviceBindsRefresh { get; init; } = true;

    /// <summary>
    /// Whether CUSTOM_AUTH asks for a second factor once its triggers have issued tokens (else only after the password that it may begin with).
    /// </summary>
    public bool MfaAfterCustomChallenges { get; init; }

    /// <summary>What becomes of the first factors without a password where the user has, or needs, a second factor.</summary>
    public PasswordlessMfa PasswordlessMfa { get; init; } = PasswordlessMfa.NotOffered;

    /// <summary>Whether a user who was asked for one first factor can still answer SELECT_CHALLENGE and take another.</summary>
    public bool FirstFactorCanBeSwitched { get; init; } = true;

    /// <summary>How many digits the code of SMS_OTP has.</summary>
    public int SmsOtpDigits { get; init; } = 8;

    /// <summary>How long the registration of a passkey can be completed.</summary>
    public TimeSpan PasskeyRegistrationLifetime { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Whether ConfirmSignUp refuses the session of a SignUp that is too long ago (else it is ignored).</summary>
    public bool ConfirmSignUpRefusesExpiredSession { get; init; }

    /// <summary>Whether a user may sign in with the <c>sub</c> in place of the user name.</summary>
    public bool SubAsUsername { get; init; }

    /// <summary>Whether a successful sign-in clears the count of failed ones (it is known that 15 quiet minutes do).</summary>
    public bool SuccessClearsLockOut { get; init; } = true;

    /// <summary>Whether a new sign-up code makes the older one invalid.</summary>
    public bool NewCodeReplacesOlder { get; init; } = true;

    /// <summary>Whether a SECRET_HASH sent for a client without a secret is refused (else ignored).</summary>
    public bool RefuseUnexpectedSecretHash { get; init; } = true;

    /// <summary>Whether using a rotated refresh token after its grace period also revokes the newer ones of that sign-in.</summary>
    public bool ReuseRevokesFamily { get; init; }

    /// <summary>Whether a code that is presented a second time revokes the tokens of its first use, as RFC 6749 §4.1.2 advises.</summary>
    public bool CodeReuseRevokesTokens { get; init; }

    /// <summary>The message of <c>RefreshTokenReuseException</c>.</summary>
    public string RefreshTokenReuseMessage { get; init; } = "Refresh token reuse detected.";

    /// <summary>Whether refreshed tokens carry an <c>event_id</c> of their own (else that of the sign-in).</summary>
    public bool NewEventIdOnRefresh { get; init; }

    /// <summary>The message of <c>CodeMismatchException</c> for a wrong SMS_MFA code.</summary>
    public string SmsMfaMismatchMessage { get; init; } = "Invalid code or auth state for the user.";

    /// <summary>How many bytes a TOTP secret has.</summary>
    public int TotpSecretBytes { get; init; } = 32;

    /// <summary>Whether the ClientMetadata of InitiateAuth also reaches the triggers after the password (custom message, pre token generation); the service documents that it does not.</summary>
    public bool InitiateAuthMetadataReachesLaterTriggers { get; init; }

    /// <summary>Whether an account that is unconfirmed or waits for a password reset is refused with an access token it still holds.</summary>
    public bool AccountStateClosesAccessTokens { get; init; } = true;

    /// <summary>Whether operations without any output (DeleteUser) answer <c>{}</c>; else their body is empty.</summary>
    public bool AnswersWithoutOutputAreObjects { get; init; }

    /// <summary>Whether too many wrong codes for a new password are a <c>TooManyFailedAttemptsException</c> (else a <c>LimitExceededException</c>).</summary>
    public bool TooManyResetCodesAreFailedAttempts { get; init; }

    /// <summary>Whether the code that verifies an authenticator app counts as used, so that the first sign-in needs the next one.</summary>
    public bool VerifyingUsesUpTotpCode { get; init; } = true;

    /// <summary>Whether the identity of a guest who turns out to be a known user is deleted ("not found"); else it is disabled ("forbidden"), as users report.</summary>
    public bool MergedIdentitiesAreDeleted { get; init; }
}
