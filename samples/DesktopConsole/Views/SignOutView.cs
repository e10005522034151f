using Spectre.Console;
using Spectre.Console.Rendering;

namespace Amplify.Samples;

/// <summary>What a sign-out came to, part by part.</summary>
internal static class SignOutView
{
    public static IRenderable Of(SignOutResult result)
    {
        Table table = new Table().RoundedBorder().AddColumn("Sign-out").AddColumn("Outcome");
        Add(table, "This computer forgets the session", result.Local);
        Add(table, "All other devices of the user", result.Global);
        Add(table, "The refresh token ends at the service", result.Revocation);
        Add(table, "What this computer knows of its users", result.Device);
        Add(table, "The browser's session at the sign-in pages", result.Browser);
        return table;
    }

    private static void Add(Table table, string what, SignOutPart part) => table.AddRow(
        new Text(what),
        part.Outcome switch
        {
            SignOutOutcome.Done => new Markup("[green]done[/]"),
            SignOutOutcome.Failed => new Markup($"[red]failed[/]: {Markup.Escape(part.Error?.Message ?? "")}"),
            _ => new Markup("[grey]not needed[/]"),
        });
}
