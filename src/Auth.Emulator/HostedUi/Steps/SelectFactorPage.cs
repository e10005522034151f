namespace Amplify.Emulator;

/// <summary><c>/selectFactor</c>: what to sign in with, of what the user has.</summary>
internal static class SelectFactorPage
{
    // Best first.
    private static readonly (string Factor, string Label)[] Labels =
    [
        (FirstFactors.Passkey, "Use a passkey"),
        (FirstFactors.EmailOtp, "Email me a code"),
        (FirstFactors.SmsOtp, "Text me a code"),
        (FirstFactors.Password, "Use my password"),
    ];

    public static FlowPage Page { get; } = new() { Fits = flow => flow.ChallengeName == FirstFactors.Choice, Show = Show, Send = Send };

    public static Answer Show(FlowContext flow, Message message)
    {
        Html buttons = Html.Join(Offered(flow.Flow).Select((choice, index) => Button(choice.Factor, choice.Label, isFirst: index == 0)));
        return flow.Show("Choose how to sign in", message, Html.Format(
            $"""
            <p>You sign in as <strong>{flow.Flow.Username}</strong>.</p>
            {flow.FormTo("selectFactor", Html.Format($"""<div class="stack">{buttons}</div>"""))}
            <p class="below"><a href="{flow.Page.Pool.HostedUiPath}/login{flow.Flow.Request.QueryString}">Back to sign-in</a></p>
            """));
    }

    private static Answer Send(FlowContext flow)
    {
        string factor = flow.Form["factor"] ?? "";
        if (!Offered(flow.Flow).Any(choice => choice.Factor == factor))
        {
            throw ServiceException.InvalidParameter($"{factor} is not an available challenge.");
        }

        if (factor != FirstFactors.Password)
        {
            return NextStep.Continue(flow, new PageSignIn(flow.Page).Answer(flow.Flow, new Dictionary<string, string> { ["ANSWER"] = factor }));
        }

        flow.End();
        return LoginPage.Show(flow.Page, flow.Flow.Request, Message.None, flow.Flow.Username);
    }

    private static IEnumerable<(string Factor, string Label)> Offered(BrowserFlow flow) => Labels.Where(choice => flow.AvailableFactors.Contains(choice.Factor));

    private static Html Button(string factor, string label, bool isFirst)
    {
        Html focus = isFirst ? Html.Format($""" class="primary" autofocus="autofocus" """) : Html.None;
        return Html.Format($"""<button name="factor" value="{factor}"{focus}>{label}</button>""");
    }
}
