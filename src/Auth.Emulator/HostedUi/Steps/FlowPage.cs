namespace Amplify.Emulator;

/// <summary>A page within a flow: found by its key and this browser, shown, and shown again with what went wrong.</summary>
internal sealed class FlowPage
{
    /// <summary>Whether the page is of use in the flow's present state; else the browser goes on to the one that is.</summary>
    public Func<BrowserFlow, bool> Fits { get; init; } = _ => true;

    public required Func<FlowContext, Message, Answer> Show { get; init; }

    public required Func<FlowContext, Answer> Send { get; init; }

    public Answer Act(HostedUiContext context)
    {
        string? key = context.Web.Query["flow"];
        BrowserFlow? found;
        lock (context.Pool.Gate)
        {
            found = context.Pool.HostedUi.Flows.Find(key);
        }

        if (found is null || found.BrowserId != context.Browser.Id)
        {
            throw ErrorPage.Refuse(context, "invalid_state");
        }

        var flow = new FlowContext(context, found, key!);
        if (!Fits(found))
        {
            return NextStep.ToPage(flow);
        }

        if (!context.Web.IsPost)
        {
            return Show(flow, Message.None);
        }

        return context.Browser.Sent(context.Web.Form) ? Try(flow) : Show(flow, Message.TooOld);
    }

    private Answer Try(FlowContext flow)
    {
        try
        {
            return Send(flow);
        }
        catch (ServiceException over) when (over.Code == "NotAuthorizedException" && over.Message.StartsWith("Invalid session", StringComparison.Ordinal))
        {
            return LoginPage.Show(flow.Page, flow.Flow.Request, Message.Bad("That took too long. Please sign in again."), flow.Flow.Username);
        }
        catch (ServiceException refusal)
        {
            return Show(flow, Message.Of(refusal));
        }
    }
}
