namespace Amplify.Samples;

/// <summary>A person changes an attribute of theirs, and confirms it where the pool wants that.</summary>
internal static class RealAttributes
{
    public static async Task OfferAsync(Story story, IAuth auth, CancellationToken cancellationToken)
    {
        if (!Prompt.YesNo("Change an attribute now"))
        {
            return;
        }

        string name = Prompt.Text("Its name, such as email or name");
        string value = Prompt.Text($"Your new {name}");
        UpdateAttributesResult update = await story.StepAsync(
            $"Change {name}",
            () => auth.Attributes.UpdateAsync(new Dictionary<string, string> { [name] = value }, new UpdateAttributesOptions { RefreshSession = true }, cancellationToken),
            r => r.IsDone ? "updated" : $"a code went to {r.Attributes[name].CodeDelivery?.Destination}");
        bool confirmed = update.IsDone;
        while (!confirmed)
        {
            string code = Prompt.Text("Code that was sent");
            ConfirmAttributeResult result = await story.StepAsync(
                $"Confirm {name}",
                () => auth.Attributes.ConfirmAsync(name, code, new ConfirmAttributeOptions { RefreshSession = true }, cancellationToken),
                r => r.IsConfirmed ? "confirmed" : $"rejected: {r.Rejection?.Message}");
            confirmed = result.IsConfirmed;
        }
    }
}
