namespace Amplify.Emulator;

/// <summary>One request to the hosted UI of a pool, and what every page of it needs.</summary>
internal sealed class HostedUiContext(EmulatorState state, OperationTable operations, EmulatedUserPool pool, WebRequest web)
{
    public EmulatorState State { get; } = state;

    public OperationTable Operations { get; } = operations;

    public EmulatedUserPool Pool { get; } = pool;

    public WebRequest Web { get; } = web;

    public BrowserIdentity Browser { get; } = new(pool, web);

    /// <summary>The session of the browser, while its user may sign in. The caller holds the pool's gate.</summary>
    public BrowserSession? Session =>
        Web.Cookies.TryGetValue(BrowserSession.Cookie, out string? key) && Pool.HostedUi.Sessions.Find(key) is { } session
        && Pool.Directory.Contains(session.User) && session.User is { Enabled: true, Status: not (UserStatus.Unconfirmed or UserStatus.ResetRequired) }
            ? session
            : null;

    /// <summary>The address of a page, as the browser sees the emulator.</summary>
    public string Url(string page) => $"{Web.Origin}{Pool.HostedUiPath}/{page}";

    public Answer Redirect(string location, params IEnumerable<string> cookies) => Answer.Redirect(location, [.. cookies, .. BrowserCookies()]);

    /// <summary>A page, with the cookie its forms need.</summary>
    public Answer Page(string title, Html content, AuthorizeRequest? request = null, int status = 200, string? script = null)
    {
        string? scheme = request is not null && Uri.TryCreate(request.RedirectUri, UriKind.Absolute, out Uri? uri) && uri.Scheme is not ("http" or "https") ? uri.Scheme : null;
        var options = new PageOptions { Status = status, FormScheme = scheme, Script = script, Cookies = [.. BrowserCookies()] };
        return Emulator.Page.Of(title, request?.Client.Settings.Name ?? Pool.Settings.Name, content, options);
    }

    /// <summary>A form that this browser alone can send.</summary>
    public Html Form(string page, Html content) => Html.Format(
        $"""
        <form method="post" action="{Pool.HostedUiPath}/{page}"><input type="hidden" name="{BrowserIdentity.FormField}" value="{Browser.FormToken}"/>
        {content}</form>

        """);

    public string Cookie(string name, string value, TimeSpan? lifetime = null) =>
        $"{name}={value}; Path={Pool.HostedUiPath}; HttpOnly; SameSite=Lax{(lifetime is { } age ? $"; Max-Age={(long)age.TotalSeconds}" : "")}";

    private IEnumerable<string> BrowserCookies() => Browser.IsNew ? [Cookie(BrowserIdentity.Cookie, Browser.Id)] : [];
}
