using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Amplify.Emulator;

/// <summary><c>/login</c>: name and password, the identity providers, or the session that is there already.</summary>
internal static class LoginPage
{
    public static Answer Act(HostedUiContext context)
    {
        AuthorizeRequest request = AuthorizeRules.Read(context);
        return context.Web.IsPost ? SignIn(context, request) : Show(context, request, username: request.LoginHint);
    }

    private static Answer SignIn(HostedUiContext context, AuthorizeRequest request)
    {
        if (!context.Browser.Sent(context.Web.Form))
        {
            return Show(context, request, "This page was too old. Please try again.", status: StatusCodes.Status403Forbidden);
        }

        string username = context.Web.Form["username"]?.Trim() ?? "";
        string password = context.Web.Form["password"] ?? "";
        try
        {
            (EmulatedUser user, JsonObject next) = new PasswordSignIn(context).Start(request.Client, username, password);
            lock (context.Pool.Gate)
            {
                return SignedIn.Begin(context, request, user, "COGNITO");
            }
        }
        catch (ServiceException refusal)
        {
            return Show(context, request, refusal.Message, username, StatusCodes.Status400BadRequest);
        }
    }

    private static Answer Show(HostedUiContext context, AuthorizeRequest request, string? error = null, string? username = null, int status = StatusCodes.Status200OK)
    {
        var name = new Field("username", "Username") { Autocomplete = "username", Value = username, Focus = username is null };
        var password = new Field("password", "Password") { Type = "password", Autocomplete = "current-password", Focus = username is not null };
        Html message = error is null ? Html.None : Html.Format($"""<p class="message bad" role="alert" id="error">{error}</p>""");
        Html form = context.Form($"login{request.QueryString}", Html.Format($"""{name.Render(error is not null)}{password.Render(error is not null)}<button class="primary">Sign in</button>"""));
        return context.Page("Sign in", Html.Format($"{message}{form}"), request, status);
    }
}
