namespace Amplify.Desktop;

/// <summary>The keys of a terminal, taken without waiting for one.</summary>
internal interface IKeys
{
    /// <summary>Whether there is a terminal at all; input from a file or pipe is read by lines.</summary>
    bool AreThere { get; }

    /// <summary>The next key that was pressed; null when none was.</summary>
    ConsoleKeyInfo? Next();
}
