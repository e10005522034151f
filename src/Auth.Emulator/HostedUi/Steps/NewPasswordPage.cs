namespace Amplify.Emulator;

/// <summary><c>/changePassword</c>: a new password in place of the temporary one, and whatever else the account lacks.</summary>
internal static class NewPasswordPage
{
    private const string Prefix = "userAttributes.";

    public static FlowPage Page { get; } = new() { Fits = flow => flow.ChallengeName == "NEW_PASSWORD_REQUIRED", Show = Show, Send = Send };

    private static Answer Show(FlowContext flow, Message message)
    {
        Html attributes = Html.Join(Missing(flow).Select(name => SignUpForm.Attribute(name, flow.Form[name]).Render(message)));
        Html fields = Html.Format(
            $"""
            {SignUpForm.NewPassword(flow.Page.Pool.Settings.PasswordPolicy, focus: true).Render(message)}{attributes}
            <button class="primary">Save and continue</button>
            """);
        return flow.Show("Choose a new password", message, Html.Format($"""<p>Your password was a temporary one.</p>{flow.FormTo("changePassword", fields)}"""));
    }

    private static Answer Send(FlowContext flow)
    {
        var responses = new Dictionary<string, string> { ["NEW_PASSWORD"] = flow.Form["password"] ?? "" };
        foreach (string name in Missing(flow).Where(name => flow.Form[name] is not null))
        {
            responses[Prefix + name] = flow.Form[name]!;
        }

        return NextStep.Continue(flow, new PageSignIn(flow.Page).Answer(flow.Flow, responses));
    }

    private static IEnumerable<string> Missing(FlowContext flow) => flow.Flow.List("requiredAttributes").Select(name => name[Prefix.Length..]);
}
