namespace Amplify.Emulator;

/// <summary><c>/confirmForgotPassword</c>: the code, and the new password.</summary>
internal static class ConfirmForgotPasswordPage
{
    public static FlowPage Page { get; } = new() { Show = Show, Send = Send };

    private static Answer Show(FlowContext flow, Message message)
    {
        string told = flow.Flow.Destination is { } destination ? $"If the account exists, a code is on its way to {destination}." : "Your password must be changed. Enter the code we sent you.";
        Html fields = Html.Format(
            $"""
            {Field.Code("code", "Code").Render(message)}{SignUpForm.NewPassword(flow.Page.Pool.Settings.PasswordPolicy).Render(message)}
            <button class="primary">Change password</button>
            """);
        return flow.Show("Choose a new password", message, Html.Format($"""<p>{told}</p>{flow.FormTo("confirmForgotPassword", fields)}"""));
    }

    private static Answer Send(FlowContext flow)
    {
        BrowserFlow about = flow.Flow;
        new UserOperations(flow.Page, about.Request.Client)
            .Call("ConfirmForgotPassword", about.Username, ("ConfirmationCode", flow.Form["code"]?.Trim() ?? ""), ("Password", flow.Form["password"] ?? ""));
        flow.End();
        return LoginPage.Show(flow.Page, about.Request, Message.Good("Your password is changed. Please sign in."), about.Username);
    }
}
