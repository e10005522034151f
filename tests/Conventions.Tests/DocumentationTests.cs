using System.Text.RegularExpressions;

namespace Amplify.Tests;

/// <summary>Documents name files; the files are there.</summary>
internal sealed partial class DocumentationTests
{
    private static IEnumerable<string> Documents =>
        Directory.GetFiles(Repository.Root, "*.md")
            .Concat(new[] { "docs", "src", "samples", "tests" }.SelectMany(f => Repository.Files(f, "*.md")))
            .Select(Repository.Relative);

    [Test]
    public void There_are_documents() => Assert.That(Documents, Does.Contain("README.md").And.Some.StartsWith("docs/"));

    [TestCaseSource(nameof(Documents))]
    public void Every_file_a_document_links_to_or_names_exists(string document)
    {
        string text = File.ReadAllText(Path.Combine(Repository.Root, document));

        Assert.That(Missing(document, text), Is.Empty);
    }

    [Test]
    public void Every_document_that_comments_name_exists()
    {
        string[] missing =
        [
            .. Repository.Files("src", "*.cs")
                .SelectMany(path => InComment().Matches(File.ReadAllText(path)).Select(m => m.Value))
                .Distinct()
                .Where(name => !File.Exists(Path.Combine(Repository.Root, name))),
        ];

        Assert.That(missing, Is.Empty);
    }

    [Test]
    public void Every_reason_of_an_error_has_its_row()
    {
        string[] rows = [.. File.ReadLines(Path.Combine(Repository.Root, "docs", "errors.md")).SkipWhile(l => l != "## Reasons").Where(l => l.StartsWith("| `", StringComparison.Ordinal)).Select(l => l.Split('`')[1])];

        Assert.That(rows, Is.EquivalentTo(Enum.GetNames<AuthErrorReason>()));
    }

    [Test]
    public void Every_state_of_a_session_has_its_row()
    {
        string[] rows = [.. File.ReadLines(Path.Combine(Repository.Root, "docs", "sessions.md")).Where(l => l.StartsWith("| `", StringComparison.Ordinal)).Select(l => l.Split('`')[1])];

        Assert.That(rows, Is.EquivalentTo(Enum.GetNames<AuthSessionState>()));
    }

    [Test]
    public void A_missing_file_is_found() => Assert.That(
        Missing("README.md", "See [this](docs/nowhere.md#part), `src/Nowhere/File.cs`, [web](https://example.com/a.md) and [here](#there)."),
        Is.EqualTo(new[] { "docs/nowhere.md", "src/Nowhere/File.cs" }));

    private static string[] Missing(string document, string text)
    {
        string folder = Path.GetDirectoryName(Path.Combine(Repository.Root, document))!;
        IEnumerable<string> links = Link().Matches(text).Select(m => m.Groups["target"].Value.Split('#')[0])
            .Where(t => t.Length > 0 && !t.Contains(':', StringComparison.Ordinal) && !Exists(Path.Combine(folder, t)));
        IEnumerable<string> names = Named().Matches(text).Select(m => m.Groups["path"].Value).Where(p => !Exists(Path.Combine(Repository.Root, p)));
        return [.. links.Concat(names).Distinct()];
    }

    private static bool Exists(string path) => File.Exists(path) || Directory.Exists(path);

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    // Paths from the root, wherever they stand: in text, in code, in commands.
    [GeneratedRegex(@"(?<![\w/.-])(?<path>(?:src|tests|samples|docs)/[\w./-]*\w)")]
    private static partial Regex Named();

    [GeneratedRegex(@"docs/[\w./-]*\.md")]
    private static partial Regex InComment();
}
