using System.Text;

namespace Amplify.Desktop;

/// <summary>
/// A line typed or pasted at a terminal, key by key: unlike a read of a whole line it can be called off, and then leaves the terminal to
/// whoever asks next.
/// </summary>
internal sealed class TypedLine(IKeys keys, TextWriter echo, TimeProvider time)
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(50);

    private readonly StringBuilder _text = new();

    /// <exception cref="OperationCanceledException">It was called off.</exception>
    public async Task<string> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (keys.Next() is not { } key)
            {
                await Task.Delay(_pause, time, cancellationToken).ConfigureAwait(false);
            }
            else if (await TakeAsync(key).ConfigureAwait(false))
            {
                return _text.ToString();
            }
        }
    }

    /// <returns>Whether the line is whole.</returns>
    private async Task<bool> TakeAsync(ConsoleKeyInfo key)
    {
        if (key.Key == ConsoleKey.Enter)
        {
            await echo.WriteLineAsync().ConfigureAwait(false);
            return true;
        }

        if (key.Key == ConsoleKey.Backspace && _text.Length > 0)
        {
            _text.Length--;
            await echo.WriteAsync("\b \b").ConfigureAwait(false);
        }
        else if (!char.IsControl(key.KeyChar))
        {
            _text.Append(key.KeyChar);
            await echo.WriteAsync(key.KeyChar).ConfigureAwait(false);
        }

        await echo.FlushAsync(CancellationToken.None).ConfigureAwait(false);
        return false;
    }
}
