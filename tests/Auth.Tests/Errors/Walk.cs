using Amplify.Emulator;
using Amplify.Tests.Support;

namespace Amplify.Tests.Errors;

/// <summary>One operation, as the engine calls it: what must be there first, and the call itself, right in every respect.</summary>
/// <param name="operation">The operation.</param>
/// <param name="call">Does it; what comes back is judged by <see cref="Walk.OutcomeOf"/>.</param>
internal sealed class Walk(string operation, Func<Walk.Scene, Task<object?>> call)
{
    private static readonly UserPoolSettings _tracked = new() { DeviceConfiguration = new DeviceConfiguration { ChallengeRequiredOnNewDevice = true } };

    public string Operation => operation;

    /// <summary>The pool it needs; null for any.</summary>
    public UserPoolSettings? Pool { get; private init; }

    public static IReadOnlyList<Walk> All { get; } =
    [
        new("SignUp", async s => await s.Auth.SignUpAsync("ben", AuthWorld.Password, new SignUpOptions { UserAttributes = s.BensAttributes })),
        new("ConfirmSignUp", async s => await s.Auth.ConfirmSignUpAsync("ben", await s.CodeAsync("ben", () => s.Auth.SignUpAsync("ben", AuthWorld.Password, new SignUpOptions { UserAttributes = s.BensAttributes })))),
        new("ResendConfirmationCode", async s =>
        {
            await s.CodeAsync("ben", () => s.Auth.SignUpAsync("ben", AuthWorld.Password, new SignUpOptions { UserAttributes = s.BensAttributes }));
            return await s.Auth.ResendSignUpCodeAsync("ben");
        }),
        new("InitiateAuth", async s => await s.Auth.SignInAsync("ana", AuthWorld.Password, Scene.Plain)),
        new("RespondToAuthChallenge", async s =>
        {
            SignInResult first = await s.Auth.SignInAsync("invited", AuthWorld.Password, Scene.Plain);
            return await s.Auth.ConfirmSignInAsync(((SignInStep.NewPassword)first.NextStep!).With("Another-Horse-8!"));
        }),
        new("GetTokensFromRefreshToken", async s =>
        {
            // A new sign-in each time: a session that could not be renewed waits before it tries again.
            await s.Auth.SignInAsync("ana", AuthWorld.Password, Scene.Plain);
            return await s.Auth.CurrentSessionAsync(new CurrentSessionOptions { ForceRefresh = true });
        }),
        new("ForgotPassword", async s => await s.Auth.ResetPasswordAsync("ana")),
        new("ConfirmForgotPassword", async s => await s.Auth.ConfirmResetPasswordAsync("ana", await s.CodeAsync("ana", () => s.Auth.ResetPasswordAsync("ana")), "Another-Horse-8!")),
        new("ChangePassword", async s => await (await s.SignedInAsync()).ChangePasswordAsync(AuthWorld.Password, "Another-Horse-8!")),
        new("GetUser", async s => await (await s.SignedInAsync()).Attributes.FetchAsync()),
        new("UpdateUserAttributes", async s => await (await s.SignedInAsync()).Attributes.UpdateAsync(new Dictionary<string, string> { ["name"] = "Ana Maria" })),
        new("DeleteUserAttributes", async s => await (await s.SignedInAsync()).Attributes.DeleteAsync(["name"])),
        new("GetUserAttributeVerificationCode", async s => await (await s.SignedInAsync()).Attributes.SendCodeAsync("email")),
        new("VerifyUserAttribute", async s =>
        {
            Auth auth = await s.SignedInAsync();
            return await auth.Attributes.ConfirmAsync("email", await s.CodeAsync("ana", () => auth.Attributes.SendCodeAsync("email")));
        }),
        new("AssociateSoftwareToken", async s => await (await s.SignedInAsync()).Mfa.SetUpTotpAsync()),
        new("VerifySoftwareToken", async s =>
        {
            Auth auth = await s.SignedInAsync();
            await auth.Mfa.SetUpTotpAsync();
            return await auth.Mfa.VerifyTotpAsync(s.World.User.CurrentTotpCode());
        }),
        new("SetUserMFAPreference", async s =>
        {
            await (await s.SignedInAsync()).Mfa.UpdatePreferencesAsync(new MfaPreferenceUpdate { Sms = MfaPreference.Disabled });
            return null;
        }),
        new("GetUserAuthFactors", async s => await (await s.SignedInAsync()).Account.FetchFactorsAsync()),
        new("ConfirmDevice", async s => await s.Auth.SignInAsync("ana", AuthWorld.Password, Scene.Plain)) { Pool = _tracked },
        new("UpdateDeviceStatus", async s => await Scene.DoneAsync((await s.SignedInAsync()).Devices.RememberAsync())) { Pool = _tracked },
        new("ForgetDevice", async s => await Scene.DoneAsync((await s.SignedInAsync()).Devices.ForgetAsync())) { Pool = _tracked },
        new("ListDevices", async s => await (await s.SignedInAsync()).Devices.ListAsync()) { Pool = _tracked },
        new("StartWebAuthnRegistration", async s => await (await s.SignedInAsync()).Passkeys.BeginRegistrationAsync()),
        new("CompleteWebAuthnRegistration", async s =>
        {
            Auth auth = await s.SignedInAsync();
            return await Scene.DoneAsync(auth.Passkeys.CompleteRegistrationAsync(new SoftwarePasskeys().Create(await auth.Passkeys.BeginRegistrationAsync())));
        }),
        new("ListWebAuthnCredentials", async s => await (await s.SignedInAsync()).Passkeys.ListAsync()),
        new("DeleteWebAuthnCredential", async s =>
        {
            Auth auth = await s.SignedInAsync();
            if (s.World.User.Passkeys.Count == 0)
            {
                await auth.Passkeys.CompleteRegistrationAsync(s.World.Passkeys.Create(await auth.Passkeys.BeginRegistrationAsync()));
            }

            return await Scene.DoneAsync(auth.Passkeys.DeleteAsync(s.World.User.Passkeys[0].CredentialId));
        }),
        new("GlobalSignOut", async s => await (await s.SignedInAsync()).SignOutAsync(new SignOutOptions { Global = true })),
        new("RevokeToken", async s => await (await s.SignedInAsync()).SignOutAsync()),
        new("DeleteUser", async s => await (await s.SignedInAsync()).Account.DeleteUserAsync()),
    ];

    public Task<object?> CallAsync(Scene scene) => call(scene);

    /// <summary>Why it was refused; null when it was not.</summary>
    public static (AuthErrorReason Reason, string? Suggestion)? OutcomeOf(object? result) => result switch
    {
        AuthException e => (e.Reason, e.Suggestion),
        SignInResult { Detour: Detour.ConfirmSignUp } => (AuthErrorReason.UserNotConfirmed, "a detour"),
        SignInResult { Detour: Detour.ResetPassword } => (AuthErrorReason.PasswordResetRequired, "a detour"),
        SignInResult { NewDevice.Error: { } error } => (error.Reason, error.Suggestion),
        SignOutResult { Global.Error: { } error } => (error.Reason, error.Suggestion),
        SignOutResult { Revocation.Error: { } error } => (error.Reason, error.Suggestion),
        AuthSession { Error: { } error } => (error.Reason, error.Suggestion),
        AuthSession { EndReason: { } end } => (ReasonOf(end), "the sign-in"),
        _ => result?.GetType().GetProperty("Rejection")?.GetValue(result) is Rejection rejection ? (rejection.Reason, rejection.Suggestion) : null,
    };

    public override string ToString() => operation;

    private static AuthErrorReason ReasonOf(SessionEndReason end) => end switch
    {
        SessionEndReason.UserDeleted => AuthErrorReason.UserNotFound,
        _ => AuthErrorReason.RefreshTokenRejected,
    };

    /// <summary>Where an operation is called.</summary>
    internal sealed class Scene(AuthWorld world)
    {
        private readonly Dictionary<string, string> _codes = [];

        public static SignInOptions Plain { get; } = new() { Flow = SignInFlow.UserPassword, WhenAlreadySignedIn = WhenAlreadySignedIn.Replace };

        public AuthWorld World => world;

        public Auth Auth { get; } = world.NewAuth();

        public Dictionary<string, string> BensAttributes { get; } = new() { ["email"] = "ben@example.com" };

        public static async Task<object?> DoneAsync(Task call)
        {
            await call;
            return null;
        }

        public async Task<Auth> SignedInAsync()
        {
            if (!(await Auth.CurrentSessionAsync()).IsSignedIn)
            {
                Assert.That((await Auth.SignInAsync("ana", AuthWorld.Password, Plain)).IsSignedIn);
            }

            return Auth;
        }

        /// <summary>The code that something sends; sent once, used until it is accepted.</summary>
        public async Task<string> CodeAsync(string username, Func<Task> send)
        {
            if (!_codes.TryGetValue(username, out string? code))
            {
                await send();
                _codes[username] = code = world.Cognito.Outbox.LatestCode(username);
            }

            return code;
        }
    }
}
