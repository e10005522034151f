namespace Amplify;

/// <summary>
/// Which user pool and identity pool, and how to behave: plain data that configuration can bind. Copied and validated once, when an engine is made.
/// </summary>
public sealed class AuthOptions
{
    /// <summary>The AWS region, such as <c>eu-west-1</c>. Null: the part of <see cref="UserPoolId"/> before the underscore.</summary>
    public string? Region { get; set; }

    /// <summary>The user pool's id, such as <c>eu-west-1_AbCdEfGhI</c>. Required.</summary>
    public string? UserPoolId { get; set; }

    /// <summary>The app client's id. Required.</summary>
    public string? UserPoolClientId { get; set; }

    /// <summary>The app client's secret, for server applications only: whoever has the program has it. Null when the client has none.</summary>
    public Secret? ClientSecret { get; set; }

    /// <summary>
    /// The identity pool's id, such as <c>eu-west-1:6f1c0f8e-…</c>, which gives AWS credentials for logins. Its region may be
    /// another one than the user pool's. Null: there are no AWS credentials.
    /// </summary>
    public string? IdentityPoolId { get; set; }

    /// <summary>Whether there are credentials while nobody is signed in, where the identity pool gives guests some. Default false.</summary>
    public bool AllowGuestAccess { get; set; }

    /// <summary>
    /// The role that signed-in users assume at the Security Token Service: the basic (classic) flow, which the identity pool must
    /// allow. Null: the enhanced flow, where the identity pool chooses the role. The default.
    /// </summary>
    public string? AuthenticatedRoleArn { get; set; }

    /// <summary>The role that guests assume, for the basic flow as <see cref="AuthenticatedRoleArn"/>. Null: the enhanced flow.</summary>
    public string? UnauthenticatedRoleArn { get; set; }

    /// <summary>What sessions of the basic flow are called in AWS's logs. Default <c>CognitoIdentityCredentials</c>; 2 to 64 letters, digits and <c>_+=,.@-</c>.</summary>
    public string RoleSessionName { get; set; } = "CognitoIdentityCredentials";

    /// <summary>
    /// The role to ask for in the enhanced flow, one of those the user's ID token names (<c>cognito:roles</c>). Null: the identity pool
    /// chooses. <c>AuthServices.RoleChooser</c> decides user by user.
    /// </summary>
    public string? CustomRoleArn { get; set; }

    /// <summary>Where the services are, when they are not AWS's. Null: AWS's own.</summary>
    public AuthEndpoints? Endpoints { get; set; }

    /// <summary>The pool's sign-in pages and OAuth endpoints. Null: there is no sign-in with a browser.</summary>
    public OAuthOptions? OAuth { get; set; }

    /// <summary>How a sign-in proves the password unless told otherwise. Default <see cref="SignInFlow.UserSrp"/>.</summary>
    public SignInFlow SignInFlow { get; set; } = SignInFlow.UserSrp;

    /// <summary>What a sign-in does when somebody is signed in, unless told otherwise. Default <see cref="WhenAlreadySignedIn.Throw"/>.</summary>
    public WhenAlreadySignedIn WhenAlreadySignedIn { get; set; } = WhenAlreadySignedIn.Throw;

    /// <summary>
    /// Whether the pool asks for a second factor (<c>mfa_configuration</c>). Null: not known. With
    /// <see cref="MfaRequirement.None"/> enabling one is refused before a call is made.
    /// </summary>
    public MfaRequirement? MfaRequirement { get; set; }

    /// <summary>
    /// The second factors the pool offers (<c>mfa_methods</c>). Null: not known. Where it is, a factor that is not among them is
    /// refused before a call is made.
    /// </summary>
    public IReadOnlyList<MfaMethod>? MfaMethods { get; set; }

    /// <summary>
    /// The first factors the pool offers to <see cref="SignInFlow.UserAuth"/> (<c>passwordless</c>). Null: not known. Where it is, preferring
    /// another is refused before a call is made.
    /// </summary>
    public IReadOnlyList<FirstFactor>? FirstFactors { get; set; }

    /// <summary>What a <see cref="SignInFlow.UserAuth"/> sign-in without a password begins with unless told otherwise. Null: the user is asked to choose.</summary>
    public FirstFactor? PreferredChallenge { get; set; }

    /// <summary>What happens to new devices in a pool that remembers them only when their users want it. Default <see cref="RememberDevice.Ask"/>.</summary>
    public RememberDevice RememberDevice { get; set; } = RememberDevice.Ask;

    /// <summary>What new devices are called in the user's list of devices, at most 1024 characters. Null: this machine's name.</summary>
    public string? DeviceName { get; set; }

    /// <summary>Which call renews tokens. Default <see cref="RefreshVia.Auto"/>.</summary>
    public RefreshVia RefreshVia { get; set; } = RefreshVia.Auto;

    /// <summary>
    /// How long a session read from the store is believed before the store is asked whether it changed: a sign-out elsewhere
    /// takes effect within this time. Default 30 s; between zero and one hour.
    /// </summary>
    public TimeSpan SessionFreshness { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Whether tokens are renewed in the background shortly before they expire, while callers get the valid ones at once.
    /// Default true; false for Lambda functions and short-lived tools, where background work is frozen or cut off.
    /// </summary>
    public bool BackgroundRefresh { get; set; } = true;

    /// <summary>How long one call to a service may take, connection included. Default 30 s; between 100 ms and 5 min.</summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long the store keeps a session that is not renewed any more. Default 30 days, the default validity of refresh tokens;
    /// set it to the app client's if that is longer. At least one hour.
    /// </summary>
    public TimeSpan SessionLifetime { get; set; } = TimeSpan.FromDays(30);

    /// <summary>
    /// How long the store keeps what a device remembers (remembered devices, a guest's identity) when nobody uses it any more.
    /// Default 365 days; at least one hour. On a server that gives no device profile key it is <see cref="SessionLifetime"/>.
    /// </summary>
    public TimeSpan DeviceProfileLifetime { get; set; } = TimeSpan.FromDays(365);

    /// <summary>How long a session nobody asks about stays in memory. The store keeps it longer. Default 30 min; at least one minute.</summary>
    public TimeSpan IdleEviction { get; set; } = TimeSpan.FromMinutes(30);
}
