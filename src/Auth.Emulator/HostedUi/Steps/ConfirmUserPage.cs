using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <summary><c>/confirmUser</c>: the code that proves a new account's address.</summary>
internal static class ConfirmUserPage
{
    private const string Resend = "resend";

    public static FlowPage Page { get; } = new() { Show = Show, Send = Send };

    private static Answer Show(FlowContext flow, Message message)
    {
        string told = flow.Flow.Destination is { } destination ? $"We sent a code to {destination}." : "Your account is not confirmed yet. Enter the code we sent you when you signed up.";
        return flow.Show("Confirm your account", message, Html.Format(
            $"""
            <p>{told}</p>
            {flow.FormTo("confirmUser", Html.Format($"""{Field.Code("code", "Confirmation code").Render(message)}<button class="primary">Confirm</button>"""))}
            {flow.FormTo("confirmUser", Html.Format($"""<p class="below"><button class="link" name="{Resend}" value="1">Send a new code</button></p>"""))}
            """));
    }

    private static Answer Send(FlowContext flow)
    {
        BrowserFlow about = flow.Flow;
        var operations = new UserOperations(flow.Page, about.Request.Client);
        if (flow.Form[Resend] is not null)
        {
            JsonObject sent = operations.Call("ResendConfirmationCode", about.Username);
            about.Destination = (string?)sent["CodeDeliveryDetails"]?["Destination"];
            return Show(flow, Message.Good("A new code is on its way."));
        }

        operations.Call("ConfirmSignUp", about.Username, ("ConfirmationCode", flow.Form["code"]?.Trim() ?? ""));
        flow.End();

        // Who has typed only a name here has proved no password yet.
        return about.MadeSub is { } sub
            ? NextStep.Begin(flow.Page, about.Request, about.Username, new PageSignIn(flow.Page).AfterSignUp(about.Request.Client, sub))
            : LoginPage.Show(flow.Page, about.Request, Message.Good("Your account is confirmed. Please sign in."), about.Username);
    }
}
