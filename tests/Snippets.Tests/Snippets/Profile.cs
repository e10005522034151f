namespace Amplify.Snippets;

/// <summary>Passwords, attributes and the account of one user.</summary>
internal static class Profile
{
    public static async Task RecoverAsync(IAuth auth)
    {
        #region Snippet: reset-password
        ResetPasswordResult reset = await auth.ResetPasswordAsync("ana");
        ConfirmResetPasswordResult outcome;
        do
        {
            string code = Ask($"Code sent to {reset.CodeDelivery?.Destination}");
            outcome = await auth.ConfirmResetPasswordAsync("ana", code, Ask("New password"));
            if (outcome.Rejection is { } why) Show($"{why.Message} {why.Suggestion}");   // wrong code, weak password: again
        }
        while (!outcome.IsReset);
        #endregion
    }

    public static async Task AttributesAsync(IAuth auth)
    {
        #region Snippet: attributes
        var changes = new Dictionary<string, string> { ["name"] = "Ana Lima", ["email"] = "ana@new.example" };
        UpdateAttributesResult updated = await auth.Attributes.UpdateAsync(changes, new UpdateAttributesOptions { RefreshSession = true });
        if (updated.Attributes["email"].CodeDelivery is { } delivery)
        {
            string code = Ask($"Code sent to {delivery.Destination}");
            ConfirmAttributeResult confirmed = await auth.Attributes.ConfirmAsync("email", code);
            if (confirmed.Rejection is { } why) Show(why.Message);
        }

        VerifiedContacts contacts = await auth.Attributes.FetchVerifiedContactsAsync();
        #endregion
        Show(string.Join(", ", contacts.Verified.Keys));
    }

    public static async Task AccountAsync(IAuth auth, string oldPassword, string newPassword)
    {
        #region Snippet: account
        ChangePasswordResult changed = await auth.ChangePasswordAsync(oldPassword, newPassword);
        if (changed.Rejection is { } why) Show($"{why.Message} {why.Suggestion}");

        await auth.Account.DeleteUserAsync();                                // for good, and signed out
        #endregion
    }

    public static async Task SignOutAsync(IAuth auth)
    {
        #region Snippet: sign-out
        SignOutResult here = await auth.SignOutAsync();                        // this session, and its refresh token
        SignOutResult all = await auth.SignOutAsync(new SignOutOptions { Global = true });
        if (!all.IsComplete) Show("You are signed out here. Other devices could not be told; try again online.");
        #endregion
        _ = here;
    }

    public static async Task TriggerAsync(IAuth auth, string password)
    {
        #region Snippet: trigger-error
        try
        {
            await auth.SignUpAsync("ana", password);
        }
        catch (AuthException e) when (e.Error.Trigger == "PreSignUp" && e.Error.TriggerMessage is { } message)
        {
            Show(message);
        }
        #endregion
    }

    public static Auth Providers(AuthOptions options, Vault vault)
    {
        #region Snippet: providers
        var auth = new Auth(options, new AuthServices
        {
            ClientSecretProvider = async (context, cancellation) => new Secret(await vault.CurrentAsync("cognito-client", fresh: context.Refused is not null, cancellation)),
            ClientMetadataProvider = (context, _) => new(new Dictionary<string, string> { ["app"] = "photos", ["operation"] = context.Operation }),
        });
        #endregion
        return auth;
    }

    private static string Ask(string question) => question;

    private static void Show(string text) => Console.WriteLine(text);

    internal sealed class Vault
    {
        public Task<string> CurrentAsync(string name, bool fresh, CancellationToken cancellationToken) =>
            Task.FromResult(cancellationToken.IsCancellationRequested || fresh ? "" : name);
    }
}
