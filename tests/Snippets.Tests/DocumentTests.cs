namespace Amplify.Snippets;

/// <summary>
/// Every C# block of README, docs and package pages is compiled: it is a region of this project, letter by letter. A block is
/// preceded by <c>&lt;!-- snippet: name --&gt;</c>; UPDATE_SNIPPETS=1 writes the regions into the documents.
/// </summary>
internal sealed class DocumentTests
{
    private static IEnumerable<CodeBlock> AllBlocks
    {
        get
        {
            if (Environment.GetEnvironmentVariable("UPDATE_SNIPPETS") == "1")
            {
                Documents.Update();
            }

            return Documents.Blocks;
        }
    }

    [TestCaseSource(nameof(AllBlocks))]
    public void A_block_is_its_snippet(CodeBlock block)
    {
        string? snippet = block.Snippet ?? Documents.Snippets.FirstOrDefault(s => s.Value == block.Code).Key;
        Assert.That(snippet, Is.Not.Null, $"{block} is no snippet: put it into tests/Snippets.Tests/Snippets and '<!-- snippet: name -->' above it");
        Assert.That(Documents.Snippets, Does.ContainKey(snippet!), $"{block}");
        Assert.That(block.Code, Is.EqualTo(Documents.Snippets[snippet!]), $"{block} differs from its snippet; run with UPDATE_SNIPPETS=1");
    }

    [Test]
    public void Every_snippet_stands_in_a_document() =>
        Assert.That(Documents.Snippets.Where(s => Documents.Blocks.All(b => b.Snippet != s.Key && b.Code != s.Value)).Select(s => s.Key), Is.Empty);

    [Test]
    public void Blocks_are_found_with_and_without_a_name()
    {
        CodeBlock[] blocks = [.. Documents.BlocksOf("x.md", "Text\n\n<!-- snippet: one -->\n```csharp\nint a;\n\nint b;\n```\n\n```sh\nls\n```\n\n```csharp\nint c;\n```\n")];

        Assert.That(blocks.Select(b => (b.Snippet, b.Code, b.Line)), Is.EqualTo(new[] { ("one", "int a;\n\nint b;", 3), ((string?)null, "int c;", 14) }));
    }
}
