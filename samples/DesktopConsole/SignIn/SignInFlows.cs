namespace Amplify.Samples;

/// <summary>The ways to sign in. Each begins in its own way, and all go on in the same loop.</summary>
/// <param name="auth">Signs in.</param>
/// <param name="prompts">Asks.</param>
/// <param name="hasPages">Whether the pool has pages to sign in on.</param>
internal sealed class SignInFlows(IAuth auth, IPrompts prompts, bool hasPages)
{
    private const string Browser = "In the browser";
    private const string SomethingElse = "With something else";
    private readonly StepAnswers _answers = new(prompts);

    /// <summary>With a password: by SRP, so that it never leaves this computer.</summary>
    public async Task<SignInResult> WithPasswordAsync(CancellationToken cancellationToken)
    {
        string username = await prompts.TextAsync("User name", cancellationToken);
        string password = await prompts.SecretAsync("Password", cancellationToken);
        return await LoopAsync(
            await prompts.BusyAsync("Signing in", () => auth.SignInAsync(username, password, cancellationToken: cancellationToken)),
            cancellationToken);
    }

    /// <summary>Without one: the user chooses among what the pool offers.</summary>
    /// <param name="preferred">What to begin with; null to be asked.</param>
    /// <param name="cancellationToken">Ends the sign-in.</param>
    public async Task<SignInResult> WithoutPasswordAsync(FirstFactor? preferred, CancellationToken cancellationToken)
    {
        string username = await prompts.TextAsync("User name", cancellationToken);
        var options = new SignInOptions { Flow = Amplify.SignInFlow.UserAuth, PreferredChallenge = preferred };
        return await LoopAsync(
            await prompts.BusyAsync("Asking what you can sign in with", () => auth.SignInAsync(username, options, cancellationToken)),
            cancellationToken);
    }

    /// <summary>With the pool's own pages, in the browser.</summary>
    public Task<SignInResult> WithBrowserAsync(CancellationToken cancellationToken) =>
        prompts.InBrowserAsync("Sign in on the page in your browser", stop => auth.FederatedSignInAsync(cancellationToken: stop), cancellationToken);

    /// <summary>With an account elsewhere, in the browser.</summary>
    public Task<SignInResult> WithProviderAsync(IdentityProvider provider, CancellationToken cancellationToken) =>
        prompts.InBrowserAsync($"Sign in with {Names.Of(provider)} in your browser", stop => auth.FederatedSignInAsync(provider, cancellationToken: stop), cancellationToken);

    /// <summary>
    /// The whole loop: asks for whatever comes next until the user is signed in, or something has to happen elsewhere first
    /// (<see cref="SignInResult.Detour"/>). A wrong answer is no exception: the same step comes again, with a reason.
    /// </summary>
    public async Task<SignInResult> LoopAsync(SignInResult result, CancellationToken cancellationToken)
    {
        while (result.NextStep is { } step)
        {
            if (result.Rejection is { } why)
            {
                prompts.Rejected(why);
            }

            if (step is SignInStep.Passkey passkey && hasPages && await PrefersBrowserAsync(cancellationToken))
            {
                return await prompts.InBrowserAsync("Use your passkey on the page in your browser", stop => auth.FederatedSignInAsync(passkey.InBrowser(), stop), cancellationToken);
            }

            SignInAnswer answer = await _answers.AnswerAsync(step, cancellationToken);
            result = await prompts.BusyAsync("Checking", () => auth.ConfirmSignInAsync(answer, cancellationToken: cancellationToken));
        }

        return result;
    }

    /// <summary>A console has no passkeys, but on the pool's pages the browser has them.</summary>
    private async Task<bool> PrefersBrowserAsync(CancellationToken cancellationToken) =>
        await prompts.ChooseAsync("Your browser has your passkeys, a console has not. How do you want to go on?", [Browser, SomethingElse], name => name, cancellationToken) == Browser;
}
