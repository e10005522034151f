using System.Collections.Concurrent;
using Amazon.Runtime;

namespace Amplify.Samples;

/// <summary>The program with a person in front of it: a menu, what was chosen, and the menu again.</summary>
internal sealed class App(Place place, Engine engine, Screen screen, IPrompts prompts, ConcurrentQueue<AuthChangedEventArgs> changes)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            AuthSession session = await engine.Auth.CurrentSessionAsync(cancellationToken: cancellationToken);
            ShowState(session);
            IEnumerable<MenuItem> items = session.HasUser ? new SignedInMenu(engine, screen, prompts).Items() : new SignedOutMenu(place, engine, screen, prompts).Items();
            if (!await ChooseAsync([.. items], cancellationToken))
            {
                screen.Say(session.HasUser ? $"Until next time, {session.User.Name}." : "Bye.");
                return;
            }
        }
    }

    private void ShowState(AuthSession session)
    {
        while (changes.TryDequeue(out AuthChangedEventArgs? change))
        {
            if (change.Change is AuthChange.TokensRefreshed or AuthChange.RefreshFailed)
            {
                screen.Hint(change.Change == AuthChange.TokensRefreshed ? "(The tokens were renewed.)" : $"(The tokens could not be renewed: {change.Session.Error?.Message})");
            }
        }

        screen.Title(SessionView.Line(session));
        if (session.Error is { } error)
        {
            screen.Failed(error);
        }
        else if (session.EndReason is { } reason and not SessionEndReason.SignedOut)
        {
            screen.Say($"The last session ended: {reason}. Sign in again.");
        }
    }

    /// <returns>False to quit.</returns>
    private async Task<bool> ChooseAsync(MenuItem[] items, CancellationToken cancellationToken)
    {
        try
        {
            MenuItem item = await prompts.ChooseAsync("What next?", items, i => i.Label, cancellationToken);
            if (item.Act is null)
            {
                return false;
            }

            screen.Title(item.Label);
            await item.Act(cancellationToken);
        }
        catch (WentBackException)
        {
            screen.Hint("Back to the menu.");
        }
        catch (AuthException e)
        {
            screen.Failed(e.Error);
        }
        catch (Exception e) when (e is NotSupportedException or AmazonServiceException or IOException or UnauthorizedAccessException)
        {
            screen.Failed(e.Message);
        }

        return true;
    }
}
