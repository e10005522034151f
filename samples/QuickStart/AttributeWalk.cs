using Amplify.Emulator;

namespace Amplify.Samples;

/// <summary>The user changes the e-mail address and proves that the new one is theirs.</summary>
internal static class AttributeWalk
{
    private const string NewEmail = "ana.lima@example.com";

    public static async Task RunAsync(Story story, IAuth auth, CognitoEmulator cognito, CancellationToken cancellationToken)
    {
        UpdateAttributesResult update = await story.StepAsync(
            "Change name and e-mail address",
            () => auth.Attributes.UpdateAsync(new Dictionary<string, string> { ["name"] = "Ana de Lima", ["email"] = NewEmail }, cancellationToken: cancellationToken),
            r => string.Join('\n', r.Attributes.Select(a => a.Value.CodeDelivery is { } code ? $"{a.Key}: a code went to {code.Destination}" : $"{a.Key}: updated")));
        Story.Expect(!update.IsDone, "a code for the new address");

        ConfirmAttributeResult confirmed = await story.StepAsync(
            "Confirm the address, and renew the session",
            () => auth.Attributes.ConfirmAsync("email", cognito.Outbox.LatestCode(NewEmail), new ConfirmAttributeOptions { RefreshSession = true }, cancellationToken),
            r => r.IsConfirmed ? $"confirmed; the session now says {r.Session?.User?.Name}, {r.Session?.User?.Email}" : $"rejected: {r.Rejection?.Message}");
        Story.Expect(confirmed.Session?.User?.Email == NewEmail, "the new address in the session");
    }
}
