namespace Amplify.Emulator;

/// <summary><c>/login</c>: name and password, or the name alone for another way; the identity providers; or the session that is there already.</summary>
internal static class LoginPage
{
    private const string Continue = "continue";

    public static Answer Act(HostedUiContext context)
    {
        AuthorizeRequest request = AuthorizeRules.Read(context);
        if (!context.Web.IsPost)
        {
            return Show(context, request, Message.None, request.LoginHint);
        }

        string username = context.Web.Form["username"]?.Trim() ?? "";
        if (!context.Browser.Sent(context.Web.Form))
        {
            return Show(context, request, Message.TooOld, username);
        }

        if (context.Web.Form[Continue] is not null)
        {
            return GoOn(context, request);
        }

        if (!request.Client.Settings.Supports(BrowserSession.OwnUsers))
        {
            return Show(context, request, Message.Bad("The application does not let users sign in with a password."), username);
        }

        return context.Web.Form[OtherWays.Wanted] is not null
            ? Begin(context, request, username, () => OtherWays.Begin(context, request, username))
            : Begin(context, request, username, () => NextStep.Begin(
                context, request, username, new PageSignIn(context).WithPassword(request.Client, username, context.Web.Form["password"] ?? "")));
    }

    public static Answer Show(HostedUiContext context, AuthorizeRequest request, Message message, string? username)
    {
        Html[] ways = [.. Ways(context, request, message, username)];
        return context.Page("Sign in", Html.Format($"{message.Render()}{Html.Join(Separated(ways))}"), request, message.Status);
    }

    private static Answer GoOn(HostedUiContext context, AuthorizeRequest request)
    {
        lock (context.Pool.Gate)
        {
            if (Usable(context, request) is { } session)
            {
                return SignedIn.Return(context, request, session);
            }
        }

        return Show(context, request, Message.Bad("Please sign in again."), null);
    }

    private static Answer Begin(HostedUiContext context, AuthorizeRequest request, string username, Func<Answer> signIn)
    {
        var flow = new BrowserFlow { BrowserId = context.Browser.Id, Request = request, Username = username };
        try
        {
            return signIn();
        }
        catch (ServiceException refusal) when (refusal.Code == "UserNotConfirmedException")
        {
            return NextStep.Open(context, flow, "confirmUser");
        }
        catch (ServiceException refusal) when (refusal.Code == "PasswordResetRequiredException")
        {
            return NextStep.Open(context, flow, "confirmForgotPassword");
        }
        catch (ServiceException refusal)
        {
            return Show(context, request, Message.Of(refusal), username);
        }
    }

    private static IEnumerable<Html> Ways(HostedUiContext context, AuthorizeRequest request, Message message, string? username)
    {
        BrowserSession? session;
        lock (context.Pool.Gate)
        {
            session = Usable(context, request);
        }

        if (session is not null && !message.IsError)
        {
            Html button = Html.Format($"""<button class="primary" name="{Continue}" value="1" autofocus="autofocus">Continue as {DisplayName(session.User)}</button>""");
            yield return context.Form($"login{request.QueryString}", button);
        }

        if (request.Client.Settings.Supports(BrowserSession.OwnUsers))
        {
            yield return PasswordForm.Render(context, request, message, username, focus: session is null);
        }

        Html[] links = request.Provider == BrowserSession.OwnUsers ? [] :
        [
            .. context.Pool.IdentityProviders.Where(provider => request.Client.Settings.Supports(provider.Name))
                .Select(provider => Html.Format($"<li>{ProviderLink(context, request, provider)}</li>\n")),
        ];
        if (links.Length > 0)
        {
            yield return Html.Format($"""<ul class="stack">{Html.Join(links)}</ul>""");
        }
    }

    private static Html ProviderLink(HostedUiContext context, AuthorizeRequest request, EmulatedIdentityProvider provider)
    {
        IEnumerable<string> kept = request.QueryString.TrimStart('?').Split('&').Where(pair => pair.Split('=')[0] is not ("identity_provider" or "idp_identifier"));
        string query = string.Join('&', kept.Append($"identity_provider={Uri.EscapeDataString(provider.Name)}"));
        string initial = provider.DisplayName.EnumerateRunes().First().ToString().ToUpperInvariant();
        Html label = Html.Format($"""<span class="badge" aria-hidden="true">{initial}</span>Continue with {provider.DisplayName}""");
        return Html.Format($"""<a class="button" href="{context.Pool.HostedUiPath}/oauth2/authorize?{query}">{label}</a>""");
    }

    /// <summary>The session that may answer without a new proof. The caller holds the pool's gate.</summary>
    private static BrowserSession? Usable(HostedUiContext context, AuthorizeRequest request) =>
        !request.Prompts.Contains("login") && context.Session is { } session && AuthorizeEndpoint.Serves(session, request) ? session : null;

    private static string DisplayName(EmulatedUser user) => user.Attributes.GetValueOrDefault("name") ?? user.Attributes.GetValueOrDefault("email") ?? user.Username;

    private static IEnumerable<Html> Separated(IEnumerable<Html> ways) =>
        ways.SelectMany((way, index) => index == 0 ? [way] : new[] { Html.Format($"""<p class="or">or</p>"""), way });
}
