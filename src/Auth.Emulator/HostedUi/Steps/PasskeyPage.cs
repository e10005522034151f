using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <summary><c>/passkey</c>: has the browser ask for the passkey, and takes what it says. The one page that cannot do without a script.</summary>
internal static class PasskeyPage
{
    private static readonly string Script = PageFile.Read("passkey.js");

    public static FlowPage Page { get; } = new() { Fits = flow => flow.ChallengeName == FirstFactors.Passkey, Show = Show, Send = Send };

    private static Answer Show(FlowContext flow, Message message)
    {
        string options = flow.Flow.Parameter("CREDENTIAL_REQUEST_OPTIONS")!;
        string party = (string)JsonNode.Parse(options)!["rpId"]!;
        var here = new Uri(flow.Page.Web.Origin);
        bool serves = here.Host == party || here.Host.EndsWith($".{party}", StringComparison.Ordinal);
        Html another = flow.FormTo("passkey", Html.Format($"""<p class="below"><button class="link" name="{OtherWays.Wanted}" value="1">{OtherWays.Label}</button></p>"""));
        return flow.Show(
            "Use your passkey",
            message,
            Html.Format($"{(serves ? Ask(flow, options, atOnce: !message.IsError) : Explain(flow, party, here))}{another}"),
            serves ? Script : null);
    }

    // The script takes the options from the form, hides what is said of its absence and shows the button that only works with it.
    private static Html Ask(FlowContext flow, string options, bool atOnce)
    {
        Html form = flow.FormTo("passkey", Html.Format(
            $"""
            <input type="hidden" name="credential" value="" data-options="{options}" data-at-once="{(atOnce ? "yes" : "no")}"/>
            <button class="primary" type="button" hidden="hidden">Use passkey</button>
            """));
        return Html.Format(
            $"""
            <p class="message bad" role="alert" id="told">A passkey needs JavaScript, which does not run here. Turn it on, or sign in another way.</p>
            <p>Your browser asks for the passkey of <strong>{flow.Flow.Username}</strong>.</p>
            {form}
            """);
    }

    // Browsers keep passkeys to the name they were made for, and 127.0.0.1 is none.
    private static Html Explain(FlowContext flow, string party, Uri here)
    {
        string there = $"{new UriBuilder(here) { Host = party }.Uri.GetLeftPart(UriPartial.Authority)}{flow.Page.Pool.HostedUiPath}/login{flow.Flow.Request.QueryString}";
        Html link = party == "localhost" ? Html.Format($"""<p><a class="button" href="{there}">Sign in at {party}</a></p>""") : Html.None;
        return Html.Format($"""<p class="message bad" role="alert">The passkeys of this pool belong to {party}. They do not work at {here.Host}, where this page is.</p>{link}""");
    }

    private static Answer Send(FlowContext flow)
    {
        if (flow.Form[OtherWays.Wanted] is not null)
        {
            return OtherWays.Again(flow);
        }

        try
        {
            return NextStep.Continue(flow, new PageSignIn(flow.Page).Answer(flow.Flow, new Dictionary<string, string> { ["CREDENTIAL"] = flow.Form["credential"] ?? "" }));
        }
        catch (ServiceException refusal) when (refusal.Message == ServiceException.WrongPassword().Message)
        {
            // Its challenge is used up: the next try needs another.
            return OtherWays.Again(flow, Message.Bad("That passkey was not accepted. Please try again, or choose another way."));
        }
    }
}
