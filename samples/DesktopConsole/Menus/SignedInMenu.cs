using System.Diagnostics;

namespace Amplify.Samples;

/// <summary>What somebody can do who is signed in.</summary>
internal sealed class SignedInMenu(Engine engine, Screen screen, IPrompts prompts)
{
    private IAuth Auth => engine.Auth;

    public IEnumerable<MenuItem> Items()
    {
        yield return new("Session and claims", SessionAsync);
        if (engine.Files is { } files)
        {
            var menu = new FileMenu(files, screen, prompts);
            yield return new("AWS credentials", CredentialsAsync);
            yield return new("Upload a file", menu.UploadAsync);
            yield return new("List my files", menu.ListAsync);
            yield return new("Download a file", menu.DownloadAsync);
        }

        yield return new("Renew the tokens now", RenewAsync);
        yield return new("Set up an authenticator app", stop => new AuthenticatorSetUp(Auth, prompts).RunAsync(stop));
        yield return new("Start again (a new engine over the same store)", StartAgainAsync);
        yield return new("Sign out", stop => SignOutAsync(new SignOutOptions(), stop));
        yield return new("Sign out of all devices", stop => SignOutAsync(new SignOutOptions { Global = true }, stop));
    }

    private async Task SessionAsync(CancellationToken stop)
    {
        AuthSession session = await Auth.CurrentSessionAsync(cancellationToken: stop);
        screen.Show(SessionView.Of(session));
        if (session.User is { } user)
        {
            screen.Show(SessionView.ClaimsOf(user));
        }
    }

    private async Task CredentialsAsync(CancellationToken stop) => screen.Show(SessionView.CredentialsOf(
        await prompts.BusyAsync("Asking the identity pool", async () => await Auth.CurrentCredentialsAsync(cancellationToken: stop))));

    private async Task RenewAsync(CancellationToken stop)
    {
        var options = new CurrentSessionOptions { ForceRefresh = true };
        screen.Show(SessionView.Of(await prompts.BusyAsync("Renewing", async () => await Auth.CurrentSessionAsync(options, stop))));
    }

    private async Task StartAgainAsync(CancellationToken stop)
    {
        await engine.StartAgainAsync();
        long started = Stopwatch.GetTimestamp();
        AuthSession session = await Auth.CurrentSessionAsync(cancellationToken: stop);
        screen.Good($"{SessionView.Line(session)}, {Stopwatch.GetElapsedTime(started).TotalMilliseconds:0} ms after the start and without being asked.");
        screen.Show(SessionView.Of(session));
    }

    private async Task SignOutAsync(SignOutOptions options, CancellationToken stop) => screen.Show(SignOutView.Of(
        await prompts.InBrowserAsync("Signing out", async givenUp => await Auth.SignOutAsync(options, givenUp), stop)));
}
