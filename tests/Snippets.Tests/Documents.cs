using System.Text.RegularExpressions;

namespace Amplify.Snippets;

/// <summary>C# blocks of documents, and the regions of code they are copied from.</summary>
internal static partial class Documents
{
    private static readonly string _root = FindRoot();

    public static IReadOnlyDictionary<string, string> Snippets { get; } = Directory
        .EnumerateFiles(Path.Combine(_root, "tests", "Snippets.Tests", "Snippets"), "*.cs")
        .SelectMany(path => Region().Matches(Read(path)))
        .ToDictionary(m => m.Groups["name"].Value, m => Dedent(m.Groups["code"].Value));

    public static IEnumerable<CodeBlock> Blocks => Paths().SelectMany(path => BlocksOf(Path.GetRelativePath(_root, path).Replace('\\', '/'), Read(path)));

    public static IEnumerable<CodeBlock> BlocksOf(string document, string text) => Block().Matches(text).Select(m => new CodeBlock
    {
        Document = document,
        Line = text.AsSpan(0, m.Index).Count('\n') + 1,
        Snippet = m.Groups["name"].Success ? m.Groups["name"].Value : null,
        Code = m.Groups["code"].Value.TrimEnd('\n'),
    });

    /// <summary>Puts the snippets into the documents: where a block names one, the block becomes it.</summary>
    public static void Update()
    {
        foreach (string path in Paths())
        {
            string text = Read(path);
            string updated = Block().Replace(text, m => m.Groups["name"].Success && Snippets.TryGetValue(m.Groups["name"].Value, out string? code)
                ? $"<!-- snippet: {m.Groups["name"].Value} -->\n```csharp\n{code}\n```"
                : m.Value);
            if (updated != text)
            {
                File.WriteAllText(path, updated);
            }
        }
    }

    private static IEnumerable<string> Paths() => Directory.EnumerateFiles(_root, "*.md")
        .Concat(Directory.Exists(Path.Combine(_root, "docs")) ? Directory.EnumerateFiles(Path.Combine(_root, "docs"), "*.md", SearchOption.AllDirectories) : [])
        .Concat(Directory.EnumerateDirectories(Path.Combine(_root, "src")).Select(d => Path.Combine(d, "README.md")).Where(File.Exists))
        .Order(StringComparer.Ordinal);

    private static string Read(string path) => File.ReadAllText(path).ReplaceLineEndings("\n");

    private static string Dedent(string code)
    {
        string[] lines = code.Trim('\n').Split('\n');
        int indent = lines.Where(l => l.Length > 0).Min(l => l.Length - l.TrimStart(' ').Length);
        return string.Join('\n', lines.Select(l => l.Length == 0 ? l : l[indent..])).TrimEnd();
    }

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Auth.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"Auth.sln was not found above {AppContext.BaseDirectory}.");
    }

    [GeneratedRegex(@"#region Snippet: (?<name>[\w-]+)\n(?<code>.*?)\n[ ]*#endregion", RegexOptions.Singleline)]
    private static partial Regex Region();

    [GeneratedRegex(@"(?:<!-- snippet: (?<name>[\w-]+) -->\n)?```(?:csharp|cs|c#)\n(?<code>.*?)```", RegexOptions.Singleline | RegexOptions.IgnoreCase)]
    private static partial Regex Block();
}
