namespace Amplify.Emulator;

/// <summary>What a page may need beside its content.</summary>
internal sealed class PageOptions
{
    public int Status { get; init; } = 200;

    /// <summary>A scheme besides http and https to which a form of the page may lead: an application's own.</summary>
    public string? FormScheme { get; init; }

    /// <summary>A script that runs, allowed by its hash.</summary>
    public string? Script { get; init; }

    /// <summary>Whole <c>Set-Cookie</c> lines.</summary>
    public IReadOnlyList<string> Cookies { get; init; } = [];
}
