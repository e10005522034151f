namespace Amplify.Emulator;

/// <summary>One request within a flow.</summary>
internal sealed class FlowContext(HostedUiContext page, BrowserFlow flow, string key)
{
    public HostedUiContext Page { get; } = page;

    public BrowserFlow Flow { get; } = flow;

    public string Key { get; } = key;

    public WebParameters Form => Page.Web.Form;

    public Html FormTo(string name, Html content) => Page.Form($"{name}?flow={Key}", content);

    public Answer Show(string title, Message message, Html content, string? script = null) =>
        Page.Page(title, Html.Format($"{message.Render()}{content}"), Flow.Request, message.Status, script);

    /// <summary>The flow has ended.</summary>
    public void End()
    {
        lock (Page.Pool.Gate)
        {
            Page.Pool.HostedUi.Flows.Remove(Key);
        }
    }
}
