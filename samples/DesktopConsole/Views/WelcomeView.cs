using Spectre.Console;

namespace Amplify.Samples;

/// <summary>What somebody who has just started the program should know.</summary>
internal static class WelcomeView
{
    public static void Show(Screen screen, Place place, StoreFolder folder)
    {
        screen.Title("Amplify-style Auth for .NET: desktop sample");
        screen.Say($"{place.Description}.");
        foreach (string note in place.Notes)
        {
            screen.Say(note);
        }

        screen.Hint($"The session is kept in {folder.Path}{(folder.IsThrownAway ? ", until this program ends" : "")}.");
        ShowUsers(screen, place);
    }

    public static void ShowUsers(Screen screen, Place place)
    {
        if (place.Users.Count == 0)
        {
            return;
        }

        Table table = new Table().RoundedBorder().Title("Users to sign in as").AddColumn("User name").AddColumn(new TableColumn("Password").NoWrap()).AddColumn("");
        foreach (DemoUser user in place.Users)
        {
            table.AddRow(new Markup($"[bold]{Markup.Escape(user.Username)}[/]"), new Text(user.Password), new Text(user.Note));
        }

        screen.Show(table);
    }
}
