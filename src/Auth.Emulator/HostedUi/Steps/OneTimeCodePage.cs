using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <summary><c>/oneTimeCode</c>: the code that takes the place of a password.</summary>
internal static class OneTimeCodePage
{
    private const string Resend = "resend";

    public static FlowPage Page { get; } = new()
    {
        Fits = flow => flow.IsAtFirstFactor && flow.ChallengeName is FirstFactors.EmailOtp or FirstFactors.SmsOtp,
        Show = Show,
        Send = Send,
    };

    private static Answer Show(FlowContext flow, Message message)
    {
        Html code = flow.FormTo("oneTimeCode", Html.Format($"""{Field.Code("code", "Code").Render(message)}<button class="primary">Sign in</button>"""));
        Html others = flow.FormTo("oneTimeCode", Html.Format(
            $"""
            <p class="below"><button class="link" name="{Resend}" value="1">Send a new code</button></p>
            <p class="below"><button class="link" name="{OtherWays.Wanted}" value="1">{OtherWays.Label}</button></p>
            """));
        return flow.Show(
            flow.Flow.ChallengeName == FirstFactors.EmailOtp ? "Check your email" : "Check your phone",
            message,
            Html.Format($"""<p>Enter the code we sent to {flow.Flow.Parameter("CODE_DELIVERY_DESTINATION")}.</p>{code}{others}"""));
    }

    private static Answer Send(FlowContext flow)
    {
        if (flow.Form[OtherWays.Wanted] is not null)
        {
            return OtherWays.Again(flow);
        }

        return flow.Form[Resend] is not null
            ? SendAgain(flow)
            : NextStep.Continue(flow, new PageSignIn(flow.Page).Answer(flow.Flow, new Dictionary<string, string> { [$"{flow.Flow.ChallengeName}_CODE"] = flow.Form["code"]?.Trim() ?? "" }));
    }

    // Another code is another sign-in: the one before counts no longer.
    private static Answer SendAgain(FlowContext flow)
    {
        string factor = flow.Flow.ChallengeName!;
        JsonObject next = new PageSignIn(flow.Page).WithoutPassword(flow.Flow.Request.Client, flow.Flow.Username, factor).Next;
        if ((string)next["ChallengeName"]! != factor)
        {
            return OtherWays.Again(flow);
        }

        flow.Flow.Challenge = next;
        return Show(flow, Message.Good("A new code is on its way."));
    }
}
