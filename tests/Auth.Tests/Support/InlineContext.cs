namespace Amplify.Tests.Support;

/// <summary>Runs what is posted at once: what the engine told is told when its call returns.</summary>
internal sealed class InlineContext : SynchronizationContext
{
    public override void Post(SendOrPostCallback d, object? state) => d(state);
}
