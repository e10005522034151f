namespace Amplify.Tests.Adversary;

/// <summary>A store operation that stands still until the test lets it go on.</summary>
internal sealed class StoreHold
{
    private readonly TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Arrival => _arrived.Task;

    public void Release() => _released.TrySetResult();

    public async Task PassAsync()
    {
        _arrived.TrySetResult();
        await _released.Task;
    }
}
