using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <summary><c>/setupMfa</c>: a second factor for someone who has none and needs one: an authenticator app, or an e-mail address.</summary>
internal static class SetUpMfaPage
{
    private const string Start = "start";

    public static FlowPage Page { get; } = new() { Fits = flow => flow.ChallengeName == "MFA_SETUP", Show = Show, Send = Send };

    private static Answer Show(FlowContext flow, Message message) => flow.Flow.TotpSecret is null ? ShowWays(flow, message) : ShowApp(flow, message);

    private static Answer ShowWays(FlowContext flow, Message message)
    {
        IReadOnlyList<string> offered = flow.Flow.List("MFAS_CAN_SETUP");
        Html app = flow.FormTo("setupMfa", Html.Format($"""<h2>With an authenticator app</h2><p><button name="{Start}" value="1">Set up an app</button></p>"""));
        Html email = flow.FormTo("setupMfa", Html.Format(
            $"""<h2>By email</h2>{new Field("email", "Email") { Type = "email", Autocomplete = "email" }.Render(message)}<button class="primary">Send a code</button>"""));
        return flow.Show("Add a second step", message, Html.Format(
            $"""
            <p>{(offered.Count == 0 ? "Signing in here needs a second step, which an administrator must set up for you." : "Signing in here needs a second step.")}</p>
            {(offered.Contains(UserMfa.SoftwareToken) ? app : Html.None)}{(offered.Contains(UserMfa.Email) ? email : Html.None)}
            """));
    }

    private static Answer ShowApp(FlowContext flow, Message message)
    {
        string secret = flow.Flow.TotpSecret!;
        string issuer = Uri.EscapeDataString(flow.Page.Pool.Settings.Name);
        string link = $"otpauth://totp/{issuer}:{Uri.EscapeDataString(flow.Flow.Username)}?secret={secret}&issuer={issuer}";
        return flow.Show("Add a second step", message, Html.Format(
            $"""
            <p>Add this key to your authenticator app, or <a href="{link}">open the app</a>.</p>
            <p><code class="secret">{string.Join(' ', secret.Chunk(4).Select(part => new string(part)))}</code></p>
            {flow.FormTo("setupMfa", Html.Format($"""{Field.Code("code", "Code the app shows").Render(message)}<button class="primary">Verify</button>"""))}
            """));
    }

    private static Answer Send(FlowContext flow)
    {
        var operations = new UserOperations(flow.Page, flow.Flow.Request.Client);
        if (flow.Form[Start] is not null)
        {
            JsonObject associated = operations.CallInSignIn("AssociateSoftwareToken", flow.Flow.Session);
            flow.Flow.Session = (string)associated["Session"]!;
            flow.Flow.TotpSecret = (string)associated["SecretCode"]!;
            return NextStep.ToPage(flow);
        }

        if (flow.Flow.TotpSecret is null)
        {
            return NextStep.Continue(flow, new PageSignIn(flow.Page).Answer(flow.Flow, new Dictionary<string, string> { ["EMAIL"] = flow.Form["email"]?.Trim() ?? "" }));
        }

        JsonObject verified = operations.CallInSignIn("VerifySoftwareToken", flow.Flow.Session, ("UserCode", flow.Form["code"]?.Trim() ?? ""));
        flow.Flow.Session = (string)verified["Session"]!;
        return NextStep.Continue(flow, new PageSignIn(flow.Page).Answer(flow.Flow, new Dictionary<string, string>()));
    }
}
