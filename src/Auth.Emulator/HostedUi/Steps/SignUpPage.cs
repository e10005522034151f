using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <summary><c>/signup</c>: a new account.</summary>
internal static class SignUpPage
{
    public static Answer Act(HostedUiContext context)
    {
        AuthorizeRequest request = AuthorizeRules.Read(context);
        if (!request.Client.Settings.Supports(BrowserSession.OwnUsers))
        {
            return LoginPage.Show(context, request, Message.Bad("The application does not let users sign up with a password."), null);
        }

        if (!context.Web.IsPost)
        {
            return Show(context, request, Message.None);
        }

        if (!context.Browser.Sent(context.Web.Form))
        {
            return Show(context, request, Message.TooOld);
        }

        try
        {
            return SignUp(context, request);
        }
        catch (ServiceException refusal)
        {
            return Show(context, request, Message.Of(refusal));
        }
    }

    private static Answer SignUp(HostedUiContext context, AuthorizeRequest request)
    {
        WebParameters form = context.Web.Form;
        string username = form["username"]?.Trim() ?? "";
        IEnumerable<KeyValuePair<string, string>> attributes = SignUpForm.Asked(context.Pool.Settings)
            .Where(name => form[name] is not null)
            .Select(name => KeyValuePair.Create(name, form[name]!));
        JsonObject made = new UserOperations(context, request.Client)
            .Call("SignUp", username, ("Password", form["password"] ?? ""), ("UserAttributes", Shapes.Attributes(attributes)));
        var flow = new BrowserFlow
        {
            BrowserId = context.Browser.Id,
            Request = request,
            Username = username,
            MadeSub = (string)made["UserSub"]!,
            Destination = (string?)made["CodeDeliveryDetails"]?["Destination"],
        };
        return (bool)made["UserConfirmed"]!
            ? NextStep.Begin(context, request, username, new PageSignIn(context).AfterSignUp(request.Client, flow.MadeSub))
            : NextStep.Open(context, flow, "confirmUser");
    }

    private static Answer Show(HostedUiContext context, AuthorizeRequest request, Message message)
    {
        WebParameters form = context.Web.Form;
        UserPoolSettings settings = context.Pool.Settings;
        Html name = SignUpForm.Username(settings, form["username"], focus: true).Render(message);
        Html attributes = Html.Join(SignUpForm.Asked(settings).Select(attribute => SignUpForm.Attribute(attribute, form[attribute]).Render(message)));
        Html fields = Html.Format(
            $"""
            {name}{attributes}{SignUpForm.NewPassword(settings.PasswordPolicy).Render(message)}
            <button class="primary">Create account</button>
            """);
        return context.Page(
            "Create an account",
            Html.Format(
                $"""
                {message.Render()}{context.Form($"signup{request.QueryString}", fields)}
                <p class="below">You have an account? <a href="{context.Pool.HostedUiPath}/login{request.QueryString}">Sign in</a></p>
                """),
            request,
            message.Status);
    }
}
