namespace Amplify.Tests.Adversary;

/// <summary>Every call of a signed-in or locked-out user, with arguments the service may take or refuse.</summary>
internal static class NewCalls
{
    public static IEnumerable<(string Operation, Func<IAuth, CancellationToken, Task> Call)> All { get; } =
    [
        ("ForgotPassword", (auth, token) => auth.ResetPasswordAsync("ana", cancellationToken: token)),
        ("ConfirmForgotPassword", (auth, token) => auth.ConfirmResetPasswordAsync("ana", "123456", "Another-Horse-8!", cancellationToken: token)),
        ("ChangePassword", (auth, token) => auth.ChangePasswordAsync("Wrong-Horse-7!", "Another-Horse-8!", cancellationToken: token)),
        ("GetUser", (auth, token) => auth.Attributes.FetchAsync(cancellationToken: token)),
        ("GetUser", (auth, token) => auth.Attributes.FetchVerifiedContactsAsync(cancellationToken: token)),
        ("UpdateUserAttributes", (auth, token) => auth.Attributes.UpdateAsync(new Dictionary<string, string> { ["name"] = "Ana", ["email"] = "new@example.com" }, cancellationToken: token)),
        ("DeleteUserAttributes", (auth, token) => auth.Attributes.DeleteAsync(["name"], cancellationToken: token)),
        ("GetUserAttributeVerificationCode", (auth, token) => auth.Attributes.SendCodeAsync("email", cancellationToken: token)),
        ("VerifyUserAttribute", (auth, token) => auth.Attributes.ConfirmAsync("email", "123456", cancellationToken: token)),
        ("AssociateSoftwareToken", (auth, token) => auth.Mfa.SetUpTotpAsync(cancellationToken: token)),
        ("VerifySoftwareToken", (auth, token) => auth.Mfa.VerifyTotpAsync("123456", new VerifyTotpOptions { Preference = MfaPreference.Enabled }, token)),
        ("GetUser", (auth, token) => auth.Mfa.FetchPreferencesAsync(cancellationToken: token)),
        ("SetUserMFAPreference", (auth, token) => auth.Mfa.UpdatePreferencesAsync(new MfaPreferenceUpdate { Sms = MfaPreference.Disabled }, cancellationToken: token)),
        ("GetUserAuthFactors", (auth, token) => auth.Account.FetchFactorsAsync(cancellationToken: token)),
        ("ListDevices", (auth, token) => auth.Devices.ListAsync(cancellationToken: token)),
        ("ForgetDevice", (auth, token) => auth.Devices.ForgetAsync(new ForgetDeviceOptions { DeviceKey = "eu-west-1_11111111-2222-3333-4444-555555555555" }, token)),
        ("UpdateDeviceStatus", (auth, token) => auth.Devices.RememberAsync(new RememberDeviceOptions { DeviceKey = "eu-west-1_11111111-2222-3333-4444-555555555555" }, token)),
        ("StartWebAuthnRegistration", (auth, token) => auth.Passkeys.BeginRegistrationAsync(cancellationToken: token)),
        ("CompleteWebAuthnRegistration", (auth, token) => auth.Passkeys.CompleteRegistrationAsync("{}", cancellationToken: token)),
        ("ListWebAuthnCredentials", (auth, token) => auth.Passkeys.ListAsync(cancellationToken: token)),
        ("DeleteWebAuthnCredential", (auth, token) => auth.Passkeys.DeleteAsync("AQ", cancellationToken: token)),
        ("DeleteUser", (auth, token) => auth.Account.DeleteUserAsync(cancellationToken: token)),
        ("GlobalSignOut", (auth, token) => auth.SignOutAsync(new SignOutOptions { Global = true }, token)),
        ("RevokeToken", (auth, token) => auth.SignOutAsync(cancellationToken: token)),
    ];

    /// <summary>What a call threw; null when nothing.</summary>
    public static async Task<Exception?> FaultOf(Func<Task> call)
    {
        try
        {
            await call();
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
    }
}
