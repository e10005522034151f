namespace Amplify.Samples;

/// <summary>What may have to happen before somebody can sign in: a new account, or a new password.</summary>
internal sealed class AccountFlows(IAuth auth, IPrompts prompts)
{
    private readonly SignInFlows _signIns = new(auth, prompts, hasPages: false);

    /// <summary>Signs up, confirms with the code that was sent, and signs in with that code as well, where the pool allows it.</summary>
    /// <returns>The sign-in; null where one has to sign in now.</returns>
    public async Task<SignInResult?> SignUpAsync(CancellationToken cancellationToken)
    {
        string username = await prompts.TextAsync("User name you would like", cancellationToken);
        string email = await prompts.TextAsync("E-mail address", cancellationToken);
        var options = new SignUpOptions { UserAttributes = new Dictionary<string, string> { ["email"] = email, ["name"] = username } };
        SignUpResult signUp = await SignUpAsync(username, options, cancellationToken);
        AutoSignIn? autoSignIn = signUp.IsConfirmed ? signUp.AutoSignIn : await ConfirmAsync(username, signUp.CodeDelivery, signUp.AutoSignIn, cancellationToken);
        if (autoSignIn is null)
        {
            prompts.Say("The account is ready. Sign in with it.");
            return null;
        }

        prompts.Say("The account is ready; the code that proved it signs you in, too.");
        return await _signIns.LoopAsync(
            await prompts.BusyAsync("Signing in", () => auth.AutoSignInAsync(autoSignIn, cancellationToken: cancellationToken)),
            cancellationToken);
    }

    /// <summary>Somebody signed up earlier and never typed the code: another one is sent.</summary>
    public async Task ConfirmAsync(string username, CancellationToken cancellationToken)
    {
        prompts.Say($"{username} has signed up but not been confirmed yet. Another code is on its way.");
        CodeDelivery? delivery = await auth.ResendSignUpCodeAsync(username, cancellationToken: cancellationToken);
        await ConfirmAsync(username, delivery, autoSignIn: null, cancellationToken);
        prompts.Say("Confirmed. Sign in now.");
    }

    /// <summary>A forgotten password is replaced with the help of a code.</summary>
    /// <param name="username">Whose; null to ask.</param>
    /// <param name="cancellationToken">Ends the flow.</param>
    public async Task ResetPasswordAsync(string? username, CancellationToken cancellationToken)
    {
        string whose = username ?? await prompts.TextAsync("User name", cancellationToken);
        ResetPasswordResult reset = await prompts.BusyAsync("Asking for a code", () => auth.ResetPasswordAsync(whose, cancellationToken: cancellationToken));
        ConfirmResetPasswordResult outcome;
        do
        {
            string code = await prompts.MailedCodeAsync(reset.CodeDelivery, cancellationToken);
            string password = await prompts.SecretAsync("New password", cancellationToken);
            outcome = await prompts.BusyAsync("Setting the password", () => auth.ConfirmResetPasswordAsync(whose, code, password, cancellationToken: cancellationToken));
            if (outcome.Rejection is { } why)
            {
                prompts.Rejected(why);
            }
        }
        while (!outcome.IsReset);

        prompts.Say("The new password is in force. Sign in with it.");
    }

    /// <summary>A password that the pool finds too weak is asked for again; whatever else is wrong takes another beginning.</summary>
    private async Task<SignUpResult> SignUpAsync(string username, SignUpOptions options, CancellationToken cancellationToken)
    {
        while (true)
        {
            string password = await prompts.SecretAsync("Password", cancellationToken);
            try
            {
                return await prompts.BusyAsync("Making the account", () => auth.SignUpAsync(username, password, options, cancellationToken));
            }
            catch (AuthException weak) when (weak.Reason == AuthErrorReason.InvalidPassword)
            {
                prompts.Rejected(new Rejection { Reason = weak.Reason, Message = weak.Error.Message, Suggestion = weak.Suggestion });
            }
        }
    }

    private async Task<AutoSignIn?> ConfirmAsync(string username, CodeDelivery? delivery, AutoSignIn? autoSignIn, CancellationToken cancellationToken)
    {
        while (true)
        {
            string code = await prompts.MailedCodeAsync(delivery, cancellationToken);
            var options = new ConfirmSignUpOptions { AutoSignIn = autoSignIn };
            ConfirmSignUpResult confirmed = await prompts.BusyAsync("Checking", () => auth.ConfirmSignUpAsync(username, code, options, cancellationToken));
            if (confirmed.Rejection is not { } why)
            {
                return confirmed.AutoSignIn;
            }

            prompts.Rejected(why);
            if (why.Reason == AuthErrorReason.ExpiredCode)
            {
                delivery = await auth.ResendSignUpCodeAsync(username, cancellationToken: cancellationToken);
                prompts.Say("Another code is on its way.");
            }
        }
    }
}
