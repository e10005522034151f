namespace Amplify.Samples;

/// <summary>What somebody can do who is not signed in.</summary>
internal sealed class SignedOutMenu(Place place, Engine engine, Screen screen, IPrompts prompts)
{
    private static readonly IdentityProvider[] _usual = [IdentityProvider.Google, IdentityProvider.Facebook, IdentityProvider.Amazon, IdentityProvider.Apple];

    private SignInFlows SignIns => new(engine.Auth, prompts, hasPages: place.Options.OAuth is not null);

    private AccountFlows Accounts => new(engine.Auth, prompts);

    public IEnumerable<MenuItem> Items()
    {
        yield return new("Sign in with a password", async stop => await EndAsync(await SignIns.WithPasswordAsync(stop), stop));
        yield return new("Sign in without a password", async stop => await EndAsync(await SignIns.WithoutPasswordAsync(preferred: null, stop), stop));
        if (place.Options.OAuth is not null)
        {
            yield return new("Sign in with the browser", async stop => await EndAsync(await SignIns.WithBrowserAsync(stop), stop));
            yield return new("Sign in with Google, Facebook … in the browser", WithProviderAsync);
        }

        yield return new("Create an account", async stop =>
        {
            if (await Accounts.SignUpAsync(stop) is { } result)
            {
                await EndAsync(result, stop);
            }
        });
        yield return new("I forgot my password", stop => Accounts.ResetPasswordAsync(username: null, stop));
        if (place.Users.Count > 0)
        {
            yield return new("Show the users to sign in as", _ =>
            {
                WelcomeView.ShowUsers(screen, place);
                return Task.CompletedTask;
            });
        }
    }

    private async Task WithProviderAsync(CancellationToken stop)
    {
        IReadOnlyList<IdentityProvider> providers = place.Options.OAuth?.Providers is { Count: > 0 } offered ? offered : _usual;
        IdentityProvider provider = await prompts.ChooseAsync("Whose account?", providers, Names.Of, stop);
        await EndAsync(await SignIns.WithProviderAsync(provider, stop), stop);
    }

    private async Task EndAsync(SignInResult result, CancellationToken stop)
    {
        if (result.Session is { } session)
        {
            screen.Good($"{SessionView.Line(session)}.");
        }

        switch (result.Detour)
        {
            case Detour.ConfirmSignUp confirm:
                await Accounts.ConfirmAsync(confirm.Username, stop);
                break;
            case Detour.ResetPassword reset:
                screen.Say("An administrator wants you to choose a new password. A code is on its way.");
                await Accounts.ResetPasswordAsync(reset.Username, stop);
                break;
        }
    }
}
