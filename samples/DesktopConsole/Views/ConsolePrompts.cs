using Spectre.Console;

namespace Amplify.Samples;

/// <summary>Asks at the terminal. Leaving a question empty goes back to the menu.</summary>
/// <param name="screen">Where.</param>
/// <param name="place">What is signed in to: its mailbox and its phone are looked at before codes are asked for.</param>
/// <param name="browserAsks">Whether the browser asks at the terminal itself.</param>
internal sealed class ConsolePrompts(Screen screen, Place place, bool browserAsks) : IPrompts
{
    private const string Back = "[grey](empty: back)[/]";

    private string? _shownSecret;

    public Task<string> TextAsync(string question, CancellationToken cancellationToken) => AskAsync(new TextPrompt<string>($"{Markup.Escape(question)} {Back}:"), cancellationToken);

    public Task<string> SecretAsync(string question, CancellationToken cancellationToken) => AskAsync(new TextPrompt<string>($"{Markup.Escape(question)} {Back}:").Secret(), cancellationToken);

    public Task<string> MailedCodeAsync(CodeDelivery? delivery, CancellationToken cancellationToken)
    {
        if (place.Helper is { } helper)
        {
            screen.Mail(helper.TakeMail());
        }

        return TextAsync(delivery is null ? "Code that was sent to you" : $"Code sent to {delivery.Destination}", cancellationToken);
    }

    public Task<string> AppCodeAsync(string username, string? appName, CancellationToken cancellationToken)
    {
        HintAt(place.Helper?.AppCodeOf(username));
        return TextAsync(string.IsNullOrEmpty(appName) ? "Code of your authenticator app" : $"Code of {appName}", cancellationToken);
    }

    public Task<string> NewAppCodeAsync(TotpSetUp setUp, CancellationToken cancellationToken)
    {
        string secret = setUp.SharedSecret.Reveal();
        if (secret != _shownSecret)
        {
            screen.ShowTotp(setUp, Product.Name);
            _shownSecret = secret;
        }

        HintAt(place.Helper?.AppCode(secret));
        return TextAsync("Code the app shows", cancellationToken);
    }

    public Task<T> ChooseAsync<T>(string question, IReadOnlyList<T> choices, Func<T, string> name, CancellationToken cancellationToken)
        where T : notnull => Selection(question, "arrows and Enter; Escape: back", choices, name)
            .AddCancelResult(() => throw new WentBackException())
            .ShowAsync(screen.Console, cancellationToken);

    /// <summary>The menu that everything comes back to.</summary>
    public Task<MenuItem> MenuAsync(string title, IReadOnlyList<MenuItem> items, CancellationToken cancellationToken) =>
        Selection(title, "arrows and Enter; Ctrl+C leaves", items, item => item.Label).ShowAsync(screen.Console, cancellationToken);

    public Task<T> BusyAsync<T>(string what, Func<Task<T>> work) => screen.Console.Status().StartAsync($"{Markup.Escape(what)} …", _ => work());

    public async Task<T> InBrowserAsync<T>(string what, Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        if (browserAsks)
        {
            screen.Say(what);
            return await work(cancellationToken);
        }

        using var givenUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task escape = EscapeAsync(givenUp, done.Token);
        try
        {
            return await screen.Console.Status().StartAsync($"{Markup.Escape(what)} … [grey](Escape: give up)[/]", _ => work(givenUp.Token));
        }
        catch (OperationCanceledException) when (givenUp.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new WentBackException();
        }
        finally
        {
            await done.CancelAsync();
            await escape;
        }
    }

    public void Rejected(Rejection rejection) => screen.Rejected(rejection);

    public void Say(string text) => screen.Say(text);

    private static SelectionPrompt<T> Selection<T>(string title, string hint, IReadOnlyList<T> choices, Func<T, string> name)
        where T : notnull => new SelectionPrompt<T> { Converter = choice => Markup.Escape(name(choice)) }
            .Title($"{Markup.Escape(title)} [grey]({hint})[/]")
            .PageSize(15)
            .AddChoices(choices)
            .DefaultValue(choices[0]);

    private async Task<string> AskAsync(TextPrompt<string> prompt, CancellationToken cancellationToken) =>
        (await prompt.AllowEmpty().ShowAsync(screen.Console, cancellationToken)) is { Length: > 0 } typed ? typed : throw new WentBackException();

    private void HintAt(string? code)
    {
        if (code is not null)
        {
            screen.Hint($"No phone at hand? The app would show {code} now.");
        }
    }

    private async Task EscapeAsync(CancellationTokenSource givenUp, CancellationToken done)
    {
        try
        {
            while (await screen.Console.Input.ReadKeyAsync(intercept: true, done) is { } key)
            {
                if (key.Key == ConsoleKey.Escape)
                {
                    await givenUp.CancelAsync();
                    return;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The browser came back first.
        }
    }
}
