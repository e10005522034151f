using Spectre.Console;
using Spectre.Console.Rendering;

namespace Amplify.Samples;

/// <summary>Everything that is shown. Nothing here asks, and nothing here knows how signing in works.</summary>
internal sealed class Screen(IAnsiConsole console)
{
    public IAnsiConsole Console { get; } = console;

    public void Show(IRenderable view) => Console.Write(view);

    /// <summary>A line that parts one thing from the next.</summary>
    public void Title(string text)
    {
        Console.WriteLine();
        Console.Write(new Rule($"[bold]{Markup.Escape(text)}[/]").LeftJustified());
    }

    public void Say(string text) => Console.MarkupLineInterpolated($"{text}");

    public void Good(string text) => Console.MarkupLineInterpolated($"[green]✓[/] {text}");

    public void Hint(string text) => Console.MarkupLineInterpolated($"[grey]{text}[/]");

    public void Rejected(Rejection rejection) => Console.MarkupLineInterpolated($"[yellow]✗ {rejection.Message}[/]\n  {rejection.Suggestion}");

    public void Failed(string text) => Console.MarkupLineInterpolated($"[red]✗ {text}[/]");

    public void Failed(AuthError error)
    {
        Failed(error.Message);
        Hint($"  {error.Suggestion}");
        Hint($"  {string.Join(", ", new[] { $"{error.Reason}", error.Code, error.RequestId is null ? null : $"request {error.RequestId}" }.OfType<string>())}");
    }

    public void Mail(IEnumerable<Mail> mails)
    {
        foreach (Mail mail in mails)
        {
            string text = Markup.Escape(mail.Text).Replace(mail.Code, $"[bold]{mail.Code}[/]", StringComparison.Ordinal);
            Show(new Panel(new Markup($"[grey]To {Markup.Escape(mail.To)}[/]\n{text}")).Header($" {Markup.Escape(mail.Kind)} arrived ").BorderColor(Color.Blue));
        }
    }

    /// <summary>For the eyes of the person in front of it: it holds the secret. Code, secret and question fit into 24 lines.</summary>
    public void ShowTotp(TotpSetUp setUp, string issuer)
    {
        Say("Scan this with your authenticator app, or type the secret below into it:");
        foreach (string line in QrCode.Draw(setUp.GetUri(issuer).Reveal()))
        {
            Console.Write("  ");
            Console.WriteLine(line, new Style(Color.White, Color.Black));
        }

        string secret = setUp.SharedSecret.Reveal();
        Console.MarkupLineInterpolated($"  [bold]{string.Join(' ', secret.Chunk(4).Select(four => new string(four)))}[/]");
    }

    /// <summary>A bar that grows while something goes up or comes down; without a terminal, a line now and then.</summary>
    public Task WithProgressAsync(string what, long total, Func<IProgress<long>, Task> work) => !Console.Profile.Capabilities.Interactive
        ? work(new ProgressLines(this, what, total))
        : Console.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new DownloadedColumn(), new TransferSpeedColumn())
            .StartAsync(async context =>
            {
                ProgressTask task = context.AddTask(Markup.Escape(what), maxValue: Math.Max(1, total));
                await work(new Bar(task));
                task.Value = task.MaxValue;
            });

    private sealed class Bar(ProgressTask task) : IProgress<long>
    {
        public void Report(long value) => task.Value = value;
    }
}
