namespace Amplify.Tests.Support;

/// <summary>A console at which nobody has typed yet: reading blocks, as a console's does.</summary>
internal sealed class SlowReader : TextReader
{
    private readonly SemaphoreSlim _typed = new(0);
    private readonly TaskCompletionSource _reading = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _line;

    /// <summary>Ends when somebody waits for a line.</summary>
    public Task Reading => _reading.Task;

    public int Reads { get; private set; }

    public void Type(string line)
    {
        _line = line;
        _typed.Release();
    }

    public override string? ReadLine()
    {
        Reads++;
        _reading.TrySetResult();
        _typed.Wait();
        return _line;
    }

    protected override void Dispose(bool disposing)
    {
        // Lets go whoever still waits.
        _typed.Release();
        base.Dispose(disposing);
    }
}
