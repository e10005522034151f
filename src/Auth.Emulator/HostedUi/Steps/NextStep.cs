using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <summary>Where the browser goes after a step of a sign-in: to the page that asks what is asked next, or back to the client.</summary>
internal static class NextStep
{
    /// <summary>A sign-in has begun.</summary>
    public static Answer Begin(HostedUiContext context, AuthorizeRequest request, string username, (EmulatedUser User, JsonObject Next) step) =>
        IsDone(step.Next)
            ? Finish(context, request, step.User)
            : Open(context, new BrowserFlow { BrowserId = context.Browser.Id, Request = request, Username = username, Challenge = step.Next });

    /// <summary>A sign-in goes on.</summary>
    public static Answer Continue(FlowContext flow, (EmulatedUser User, JsonObject Next) step)
    {
        if (IsDone(step.Next))
        {
            flow.End();
            return Finish(flow.Page, flow.Flow.Request, step.User);
        }

        flow.Flow.Challenge = step.Next;
        return ToPage(flow);
    }

    /// <summary>Begins a flow and goes to its page.</summary>
    public static Answer Open(HostedUiContext context, BrowserFlow flow, string? page = null)
    {
        lock (context.Pool.Gate)
        {
            string key = context.Pool.HostedUi.Flows.Add(flow);
            return context.Redirect(context.Url($"{page ?? PageOf(flow)}?flow={key}"));
        }
    }

    public static Answer ToPage(FlowContext flow) => flow.Page.Redirect(flow.Page.Url($"{PageOf(flow.Flow)}?flow={flow.Key}"));

    private static bool IsDone(JsonObject next) => next["ChallengeName"] is null;

    private static Answer Finish(HostedUiContext context, AuthorizeRequest request, EmulatedUser user)
    {
        lock (context.Pool.Gate)
        {
            return SignedIn.Begin(context, request, user, BrowserSession.OwnUsers);
        }
    }

    private static string PageOf(BrowserFlow flow) => flow.ChallengeName switch
    {
        FirstFactors.Choice => "selectFactor",
        FirstFactors.Passkey => "passkey",
        FirstFactors.EmailOtp or FirstFactors.SmsOtp when flow.IsAtFirstFactor => "oneTimeCode",
        "NEW_PASSWORD_REQUIRED" => "changePassword",
        UserMfa.Sms or UserMfa.Email or UserMfa.SoftwareToken => "mfa",
        "SELECT_MFA_TYPE" => "selectMfa",
        "MFA_SETUP" => "setupMfa",
        _ => "error",
    };
}
