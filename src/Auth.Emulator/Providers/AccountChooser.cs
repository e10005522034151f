using Microsoft.AspNetCore.Http;

namespace Amplify.Emulator;

/// <summary>The page of a provider where someone picks the account to sign in with, or goes back without.</summary>
internal static class AccountChooser
{
    public const string Account = "account";
    public const string Cancel = "cancel";

    /// <summary>Who was chosen.</summary>
    /// <returns>The user; <see langword="null"/> where someone goes back without.</returns>
    /// <exception cref="HostedUiException">The form is not this browser's, or names nobody.</exception>
    public static ProviderUser? Chosen(ProviderContext context)
    {
        if (!context.Browser.Sent(context.Web.Form))
        {
            throw new HostedUiException(Wrong(context, "This page was too old, or did not come from here.", StatusCodes.Status403Forbidden));
        }

        return context.Web.Form[Cancel] is not null ? null
            : context.Provider.Users.FirstOrDefault(user => user.Subject == context.Web.Form[Account]) ?? throw new HostedUiException(Wrong(context, "There is no such account."));
    }

    /// <param name="context">The request.</param>
    /// <param name="page">Where the choice is sent.</param>
    /// <param name="hint">An address or id whose account comes first.</param>
    public static Answer Show(ProviderContext context, string page, string? hint)
    {
        IEnumerable<ProviderUser> users = context.Provider.Users.OrderByDescending(user => hint is not null && (user.Subject == hint || user.Claims.GetValueOrDefault("email") == hint));
        Html[] accounts = [.. users.Select(user => Html.Format($"<li>{Button(user)}</li>\n"))];
        Html choice = accounts.Length == 0
            ? Html.Format($"""<p>Nobody has an account here yet. Add one with <code>AddUser</code>.</p>""")
            : Html.Format($"""<p>Choose an account to continue to {context.Pool.Settings.Name}.</p><ul class="stack">{Html.Join(accounts)}</ul>""");
        return context.Page(
            $"Continue with {context.Provider.DisplayName}",
            context.Form(page, Html.Format($"""{choice}<p class="below"><button class="link" name="{Cancel}" value="1">Cancel</button></p>""")));
    }

    public static Answer Wrong(ProviderContext context, string text, int status = StatusCodes.Status400BadRequest) =>
        context.Page("This did not work", Html.Format($"""<p class="message bad" role="alert">{text}</p>"""), status);

    private static Html Button(ProviderUser user)
    {
        IReadOnlyDictionary<string, string> claims = user.Claims;
        string name = claims.GetValueOrDefault("name") ?? claims.GetValueOrDefault("email") ?? user.Subject;
        string detail = claims.GetValueOrDefault("email") ?? user.Subject;
        Html more = detail == name ? Html.None : Html.Format($" <small>{detail}</small>");
        return Html.Format(
            $"""<button class="account" name="{Account}" value="{user.Subject}"><span class="badge" aria-hidden="true">{Initial(name)}</span><span><strong>{name}</strong>{more}</span></button>""");
    }

    private static string Initial(string name) => name.EnumerateRunes().First().ToString().ToUpperInvariant();
}
