namespace Amplify.Emulator;

/// <summary><c>/selectMfa</c>: which second factor it shall be.</summary>
internal static class SelectMfaPage
{
    public static FlowPage Page { get; } = new() { Fits = flow => flow.ChallengeName == "SELECT_MFA_TYPE", Show = Show, Send = Send };

    public static string Label(string factor) => factor switch
    {
        UserMfa.Sms => "Text message",
        UserMfa.Email => "Email",
        _ => "Authenticator app",
    };

    private static Answer Show(FlowContext flow, Message message)
    {
        Html choices = Html.Join(flow.Flow.List("MFAS_CAN_CHOOSE").Select((factor, index) => Choice(factor, isFirst: index == 0)));
        return flow.Show("One more step", message, flow.FormTo("selectMfa", Html.Format(
            $"""<fieldset><legend>How do you want to get your code?</legend>{choices}</fieldset><button class="primary">Continue</button>""")));
    }

    private static Answer Send(FlowContext flow) =>
        NextStep.Continue(flow, new PageSignIn(flow.Page).Answer(flow.Flow, new Dictionary<string, string> { ["ANSWER"] = flow.Form["factor"] ?? "" }));

    private static Html Choice(string factor, bool isFirst)
    {
        Html chosen = isFirst ? Html.Format($""" checked="checked" autofocus="autofocus" """) : Html.None;
        return Html.Format($"""<label class="choice"><input type="radio" name="factor" value="{factor}" required="required"{chosen}/>{Label(factor)}</label>""");
    }
}
