namespace Amplify;

/// <summary>Where <see cref="ConsoleBrowser"/> writes and reads.</summary>
public sealed class ConsoleBrowserOptions
{
    /// <summary>Where pasted addresses come from. Null: the console.</summary>
    public TextReader? Input { get; init; }

    /// <summary>Where the address and the questions go. Null: the console. Keep it out of logs: the address is for one attempt and for the browser.</summary>
    public TextWriter? Output { get; init; }

    /// <summary>The clock. Null: the system's.</summary>
    public TimeProvider? TimeProvider { get; init; }
}
