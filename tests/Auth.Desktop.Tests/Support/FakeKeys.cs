using Amplify.Desktop;

namespace Amplify.Tests.Support;

/// <summary>A terminal whose keys a test presses.</summary>
internal sealed class FakeKeys : IKeys
{
    private readonly Queue<ConsoleKeyInfo> _pressed = new();

    public bool AreThere { get; init; } = true;

    /// <summary>How many keys nobody has taken.</summary>
    public int Left
    {
        get
        {
            lock (_pressed)
            {
                return _pressed.Count;
            }
        }
    }

    public ConsoleKeyInfo? Next()
    {
        lock (_pressed)
        {
            return _pressed.TryDequeue(out ConsoleKeyInfo key) ? key : null;
        }
    }

    /// <summary>Presses the keys of a text: \n is Enter, \b Backspace.</summary>
    public void Type(string text)
    {
        lock (_pressed)
        {
            foreach (char c in text)
            {
                _pressed.Enqueue(new ConsoleKeyInfo(c, c switch { '\n' => ConsoleKey.Enter, '\b' => ConsoleKey.Backspace, _ => ConsoleKey.None }, false, false, false));
            }
        }
    }
}
