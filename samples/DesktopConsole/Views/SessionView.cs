using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Amplify.Samples;

/// <summary>Who is signed in, and since when until when.</summary>
internal static class SessionView
{
    /// <summary>In one line.</summary>
    public static string Line(AuthSession session) => session.State switch
    {
        AuthSessionState.SignedIn => $"Signed in as {session.User!.Name}",
        AuthSessionState.Offline => $"{session.User!.Name}, offline",
        AuthSessionState.Refused => $"{session.User!.Name}, refused by the service",
        AuthSessionState.Federated => "Signed in with another provider's token",
        _ => "Nobody is signed in",
    };

    public static IRenderable Of(AuthSession session)
    {
        Grid grid = new Grid().AddColumn(new GridColumn().NoWrap().PadRight(3)).AddColumn();
        void Row(string name, string? value)
        {
            if (value is not null)
            {
                grid.AddRow(new Markup($"[grey]{name}[/]"), new Text(value));
            }
        }

        Row("State", session.State.ToString());
        Row("User", session.User?.Name);
        Row("User id", session.User?.UserId);
        Row("From", From(session.Source));
        Row("Tokens end", TimeOf(session.Tokens?.ExpiresAt));
        Row("Renewed", session.RefreshAt is { } at ? $"{TimeOf(at)}, without being asked" : null);
        Row("Scopes", session.Tokens is { Scopes.Count: > 0 } tokens ? string.Join(' ', tokens.Scopes) : null);
        Row("Groups", session.User is { Groups.Count: > 0 } user ? string.Join(", ", user.Groups) : null);
        Row("Accounts", session.User is { Identities.Count: > 0 } federated ? string.Join(", ", federated.Identities.Select(i => i.ProviderName)) : null);
        Row("Error", session.Error?.Message);
        Row("Ended", session.EndReason?.ToString());
        return new Panel(grid).Header(" Session ").BorderColor(session.IsSignedIn ? Color.Green : Color.Yellow);
    }

    /// <summary>Every claim of the ID token. The token itself, and the others, are nobody's business.</summary>
    public static IRenderable ClaimsOf(AuthUser user)
    {
        Table table = new Table().RoundedBorder().Title("Claims of the ID token").AddColumn(new TableColumn("Claim").NoWrap()).AddColumn("Value");
        foreach (System.Security.Claims.Claim claim in user.Claims)
        {
            table.AddRow(new Text(claim.Type), new Text(Readable(claim)));
        }

        return table;
    }

    public static IRenderable CredentialsOf(SessionCredentials credentials) => new Panel(new Rows(
            new Markup($"[grey]Access key[/]   {Markup.Escape(credentials.AccessKeyId)}"),
            new Markup($"[grey]Secret[/]       {Markup.Escape(credentials.SecretAccessKey.ToString())}  [grey](never shown)[/]"),
            new Markup($"[grey]Identity[/]     {Markup.Escape(credentials.IdentityId)}"),
            new Markup($"[grey]They end[/]     {TimeOf(credentials.Expiration)}; AWS clients get new ones by themselves")))
        .Header(" AWS credentials ").BorderColor(Color.Green);

    private static string From(SessionSource source) => source switch
    {
        SessionSource.SignIn => "a sign-in in this run",
        SessionSource.Store => "the store: an earlier run signed in",
        SessionSource.Refresh => "a renewal in this run",
        _ => "nowhere",
    };

    private static string? TimeOf(DateTimeOffset? time) => time?.ToLocalTime().ToString("HH:mm:ss, d MMMM", CultureInfo.InvariantCulture);

    private static string Readable(System.Security.Claims.Claim claim) =>
        claim.Type is "exp" or "iat" or "auth_time" && long.TryParse(claim.Value, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds)
            ? $"{claim.Value} ({TimeOf(DateTimeOffset.FromUnixTimeSeconds(seconds))})"
            : claim.Value;
}
