namespace Amplify.Desktop;

/// <summary>The keys of this process's terminal. What is typed is not shown by it.</summary>
internal sealed class TerminalKeys : IKeys
{
    public bool AreThere => !Console.IsInputRedirected;

    public ConsoleKeyInfo? Next() => Console.KeyAvailable ? Console.ReadKey(intercept: true) : null;
}
