namespace Amplify.Tests.Model;

/// <summary>What an engine saw of a session: a session, or nobody and why.</summary>
internal sealed record ModelView(HeldSession? Held, SessionEndReason? End = null)
{
    public static ModelView SignedOut { get; } = new(null, SessionEndReason.SignedOut);
}
