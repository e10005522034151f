using System.Security.Cryptography;
using Amplify.Emulator;

namespace Amplify.Samples;

/// <summary>Everything once, without a person and without a terminal: the same flows and views, with <see cref="DemoPrompts"/> to answer.</summary>
internal sealed class DemoWalk(Screen screen)
{
    private const int FileBytes = 3_000_000;

    public async Task RunAsync(string? storeFolder, CancellationToken cancellationToken)
    {
        await using CognitoEmulator cognito = await EmulatedPlace.StartAsync(cancellationToken);
        StoreFolder folder = storeFolder is null ? StoreFolder.OpenTemporary() : StoreFolder.Open(storeFolder);
        try
        {
            await StrictAsync(EmulatedPlace.Set(cognito, requireMfa: true), folder, cancellationToken);
            await OpenAsync(EmulatedPlace.Set(cognito, requireMfa: false), folder, cancellationToken);
        }
        finally
        {
            folder.Close();
        }

        screen.Say("");
        screen.Say("Done. Without --demo it is you who signs in; with --config amplify_outputs.json to your own user pool.");
    }

    /// <summary>A pool that requires a second factor, which the user sets up on the way in.</summary>
    private async Task StrictAsync(Place place, StoreFolder folder, CancellationToken stop)
    {
        WelcomeView.Show(screen, place, folder);
        var prompts = new DemoPrompts(screen, place) { User = place.Users[0], Prefers = Names.Of(MfaMethod.Totp) };
        using var browser = new RobotBrowser(prompts.User, screen.Hint);
        await using Engine engine = await Engine.StartAsync(place, browser, folder, _ => { }, stop);

        screen.Title("Sign in with a password, and set up an authenticator app");
        SignedIn(await new SignInFlows(engine.Auth, prompts, hasPages: true).WithPasswordAsync(stop));
        await ShowSessionAsync(engine, stop);
        await FilesAsync(engine, prompts, stop);
        await StartAgainAsync(engine, stop);
        await SignOutAsync(engine, stop);
    }

    /// <summary>A pool in which one can sign in without a password, and with the browser.</summary>
    private async Task OpenAsync(Place place, StoreFolder folder, CancellationToken stop)
    {
        var prompts = new DemoPrompts(screen, place) { User = place.Users[0] };
        using var browser = new RobotBrowser(prompts.User, screen.Hint);
        await using Engine engine = await Engine.StartAsync(place, browser, folder, _ => { }, stop);
        var signIns = new SignInFlows(engine.Auth, prompts, hasPages: true);

        screen.Title("Sign in without a password: a code by e-mail");
        SignedIn(await signIns.WithoutPasswordAsync(FirstFactor.EmailOtp, stop));
        await SignOutAsync(engine, stop);

        screen.Title("Sign in with the browser");
        SignedIn(await signIns.WithBrowserAsync(stop));
        await SignOutAsync(engine, stop);

        screen.Title("Sign in with Google, in the browser");
        SignedIn(await signIns.WithProviderAsync(IdentityProvider.Google, stop));
        screen.Show(SessionView.Of(await engine.Auth.CurrentSessionAsync(cancellationToken: stop)));
        SignOutResult result = await SignOutAsync(engine, stop);
        Expected.That(result.Browser.Outcome == SignOutOutcome.Done, "the browser to be signed out of the pool's pages");
    }

    private async Task ShowSessionAsync(Engine engine, CancellationToken stop)
    {
        screen.Title("Who is signed in");
        AuthSession session = await engine.Auth.CurrentSessionAsync(cancellationToken: stop);
        screen.Show(SessionView.Of(session));
        screen.Show(SessionView.ClaimsOf(Expected.Of(session.User, "a user")));
        screen.Show(SessionView.CredentialsOf(await engine.Auth.CurrentCredentialsAsync(cancellationToken: stop)));
    }

    private async Task FilesAsync(Engine engine, DemoPrompts prompts, CancellationToken stop)
    {
        screen.Title("A file goes up and comes back");
        var menu = new FileMenu(Expected.Of(engine.Files, "a bucket"), screen, prompts);
        byte[] cat = RandomNumberGenerator.GetBytes(FileBytes);
        using var content = new MemoryStream(cat);
        await menu.UploadAsync("cat.jpg", content, stop);

        UserFile file = Expected.Of((await menu.ListAsync(stop)).SingleOrDefault(), "one file");
        using var back = new MemoryStream();
        await menu.DownloadAsync(file, back, stop);
        Expected.That(back.ToArray().AsSpan().SequenceEqual(cat), "the same file back");
        screen.Good("The same, byte for byte.");
    }

    private async Task StartAgainAsync(Engine engine, CancellationToken stop)
    {
        screen.Title("The program starts again");
        await engine.StartAgainAsync();
        AuthSession session = await engine.Auth.CurrentSessionAsync(cancellationToken: stop);
        Expected.That(session is { IsSignedIn: true, Source: SessionSource.Store }, "to be signed in still, from the store");
        screen.Good($"Still signed in as {session.User!.Name}, without being asked anything.");

        session = await engine.Auth.CurrentSessionAsync(new CurrentSessionOptions { ForceRefresh = true }, stop);
        Expected.That(session is { IsSignedIn: true, Source: SessionSource.Refresh, Error: null }, "renewed tokens");
        screen.Good("The tokens were renewed.");
    }

    private async Task<SignOutResult> SignOutAsync(Engine engine, CancellationToken stop)
    {
        screen.Title("Sign out");
        SignOutResult result = await engine.Auth.SignOutAsync(cancellationToken: stop);
        screen.Show(SignOutView.Of(result));
        AuthSession session = await engine.Auth.CurrentSessionAsync(cancellationToken: stop);
        Expected.That(result.IsComplete && !session.HasUser, "to be signed out");
        return result;
    }

    private void SignedIn(SignInResult result)
    {
        Expected.That(result.IsSignedIn, "to be signed in");
        screen.Good($"{SessionView.Line(result.Session!)}.");
    }
}
