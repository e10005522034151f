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
