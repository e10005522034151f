namespace Amplify.Desktop;

/// <summary>Reads lines without holding anybody up: a terminal's key by key; any other reader may block, and cannot be told to stop.</summary>
internal sealed class LineReader(TextReader? input, IKeys keys, TimeProvider time)
{
    private readonly object _gate = new();
    private Task<string?>? _reading;

    /// <summary>The next line; null at the end of the input. A read that was given up is gone on with, so that no line is lost to nobody.</summary>
    public async Task<string?> ReadAsync(TextWriter echo, CancellationToken cancellationToken)
    {
        if (input is null && keys.AreThere)
        {
            return await new TypedLine(keys, echo, time).ReadAsync(cancellationToken).ConfigureAwait(false);
        }

        Task<string?> reading;
        lock (_gate)
        {
            reading = _reading ??= Task.Run(() => (input ?? Console.In).ReadLine(), CancellationToken.None);
        }

        try
        {
            string? line = await reading.WaitAsync(cancellationToken).ConfigureAwait(false);
            Taken();
            return line;
        }
        catch (Exception) when (reading.IsFaulted)
        {
            Taken();
            throw;
        }
    }

    /// <summary>The read has been used. One that was given up stays, also where it ends in the same moment: its line is the next caller's.</summary>
    private void Taken()
    {
        lock (_gate)
        {
            _reading = null;
        }
    }
}
