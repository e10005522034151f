namespace Amplify.Emulator;

/// <summary>One request to an emulated identity provider.</summary>
internal sealed class ProviderContext(EmulatedIdentityProvider provider, WebRequest web)
{
    public EmulatedIdentityProvider Provider { get; } = provider;

    public WebRequest Web { get; } = web;

    public EmulatedUserPool Pool => Provider.Pool;

    public TimeProvider Clock => Pool.State.Clock;

    public BrowserIdentity Browser { get; } = new(provider.Pool, web);

    public Answer Page(string title, Html content, int status = 200, string? script = null) =>
        Emulator.Page.Of(title, $"{Provider.DisplayName} (emulated)", content, new PageOptions { Status = status, Script = script, Cookies = [.. Cookies()] });

    public Answer Redirect(string location) => Answer.Redirect(location, [.. Cookies()]);

    /// <summary>A form that this browser alone can send.</summary>
    public Html Form(string page, Html content) => Html.Format(
        $"""
        <form method="post" action="{Provider.Path}/{page}{Web.QueryString}"><input type="hidden" name="{BrowserIdentity.FormField}" value="{Browser.FormToken}"/>
        {content}</form>

        """);

    private IEnumerable<string> Cookies() => Browser.IsNew ? [$"{BrowserIdentity.Cookie}={Browser.Id}; Path={Provider.Path}; HttpOnly; SameSite=Lax"] : [];
}
