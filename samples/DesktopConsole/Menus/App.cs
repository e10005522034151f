using System.Collections.Concurrent;
using Amazon.Runtime;

namespace Amplify.Samples;

/// <summary>The program with a person in front of it: a menu, what was chosen, and the menu again.</summary>
internal sealed class App(Place place, Engine engine, Screen screen, ConsolePrompts prompts, ConcurrentQueue<AuthChangedEventArgs> changes)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        AuthSession first = await engine.Auth.CurrentSessionAsync(cancellationToken: cancellationToken);
        if (first.HasUser)
        {
            screen.Good($"Still signed in as {first.User.Name}, from an earlier run: nothing was asked.");
        }

        while (true)
        {
            AuthSession session = await engine.Auth.CurrentSessionAsync(cancellationToken: cancellationToken);
            ShowState(session);
            IEnumerable<MenuItem> items = session.HasUser ? new SignedInMenu(engine, screen, prompts).Items() : new SignedOutMenu(place, engine, screen, prompts).Items();
            MenuItem item = await prompts.MenuAsync($"{SessionView.Line(session)}. What next?", [.. items, Quit(session)], cancellationToken);
            if (item.Act is null)
            {
                screen.Say(session.HasUser && place.Lasts ? $"Until next time, {session.User.Name}: you are still signed in then." : "Bye.");
                return;
            }

            screen.Title(item.Label);
            await ActAsync(item.Act, cancellationToken);
        }
    }

    private MenuItem Quit(AuthSession session) =>
        new(!session.HasUser ? "Quit" : place.Lasts ? "Quit, and stay signed in" : "Quit (the emulator ends, too, and forgets everything)", null);

    private void ShowState(AuthSession session)
    {
        while (changes.TryDequeue(out AuthChangedEventArgs? change))
        {
            if (change.Change is AuthChange.TokensRefreshed or AuthChange.RefreshFailed)
            {
                screen.Hint(change.Change == AuthChange.TokensRefreshed ? "(The tokens were renewed.)" : $"(The tokens could not be renewed: {change.Session.Error?.Message})");
            }
        }

        screen.Say("");
        if (session.Error is { } error)
        {
            screen.Failed(error);
        }
        else if (session.EndReason is { } reason and not SessionEndReason.SignedOut)
        {
            screen.Say($"The last session ended: {reason}. Sign in again.");
        }
    }

    /// <summary>What goes wrong is shown, and the menu comes again.</summary>
    private async Task ActAsync(Func<CancellationToken, Task> act, CancellationToken cancellationToken)
    {
        try
        {
            await act(cancellationToken);
        }
        catch (WentBackException)
        {
            screen.Hint("Back to the menu.");
        }
        catch (AuthException e) when (e.Reason == AuthErrorReason.Cancelled)
        {
            screen.Hint($"{e.Error.Message} Back to the menu.");
        }
        catch (AuthException e)
        {
            screen.Failed(e.Error);
            if (e.Reason == AuthErrorReason.BrowserUnavailable)
            {
                screen.Say("Start this program with --paste to use a browser on another machine.");
            }
        }
        catch (Exception e) when (e is NotSupportedException or AmazonServiceException or IOException or UnauthorizedAccessException)
        {
            screen.Failed(e.Message);
        }
    }
}
