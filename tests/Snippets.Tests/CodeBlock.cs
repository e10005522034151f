namespace Amplify.Snippets;

/// <summary>A C# block of a document.</summary>
internal sealed class CodeBlock
{
    public required string Document { get; init; }

    public required int Line { get; init; }

    /// <summary>The snippet the block says it is; null when it says nothing.</summary>
    public required string? Snippet { get; init; }

    public required string Code { get; init; }

    public override string ToString() => $"{Document}:{Line}";
}
