namespace Amplify.Emulator;

/// <summary><c>/mfa</c>: the code of the second factor.</summary>
internal static class MfaPage
{
    public static FlowPage Page { get; } = new() { Fits = flow => !flow.IsAtFirstFactor && flow.ChallengeName is UserMfa.Sms or UserMfa.Email or UserMfa.SoftwareToken, Show = Show, Send = Send };

    private static Answer Show(FlowContext flow, Message message)
    {
        string told = flow.Flow.ChallengeName == UserMfa.SoftwareToken
            ? "Enter the code your authenticator app shows."
            : $"Enter the code we sent to {flow.Flow.Parameter("CODE_DELIVERY_DESTINATION")}.";
        return flow.Show("One more step", message, Html.Format(
            $"""<p>{told}</p>{flow.FormTo("mfa", Html.Format($"""{Field.Code("code", "Code").Render(message)}<button class="primary">Sign in</button>"""))}"""));
    }

    private static Answer Send(FlowContext flow) => NextStep.Continue(flow, new PageSignIn(flow.Page).Answer(
        flow.Flow, new Dictionary<string, string> { [flow.Flow.ChallengeName == UserMfa.Email ? "EMAIL_OTP_CODE" : $"{flow.Flow.ChallengeName}_CODE"] = flow.Form["code"]?.Trim() ?? "" }));
}
