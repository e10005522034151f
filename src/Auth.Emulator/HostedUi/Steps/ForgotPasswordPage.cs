using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <summary><c>/forgotPassword</c>: asks for the code that allows a new password.</summary>
internal static class ForgotPasswordPage
{
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

        try
        {
            JsonObject sent = new UserOperations(context, request.Client).Call("ForgotPassword", username);
            var flow = new BrowserFlow
            {
                BrowserId = context.Browser.Id,
                Request = request,
                Username = username,
                Destination = (string?)sent["CodeDeliveryDetails"]?["Destination"],
            };
            return NextStep.Open(context, flow, "confirmForgotPassword");
        }
        catch (ServiceException refusal)
        {
            return Show(context, request, Message.Of(refusal), username);
        }
    }

    private static Answer Show(HostedUiContext context, AuthorizeRequest request, Message message, string? username)
    {
        Html form = context.Form(
            $"forgotPassword{request.QueryString}",
            Html.Format($"""{SignUpForm.Username(context.Pool.Settings, username, focus: true).Render(message)}<button class="primary">Send the code</button>"""));
        return context.Page(
            "Forgot your password?",
            Html.Format(
                $"""
                {message.Render()}<p>We send you a code, and with it you choose a new password.</p>
                {form}
                <p class="below"><a href="{context.Pool.HostedUiPath}/login{request.QueryString}">Back to sign-in</a></p>
                """),
            request,
            message.Status);
    }
}
