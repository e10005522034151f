using System.Xml.Linq;

namespace Amplify.Tests;

/// <summary>The source tree the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>The product's name prefix, from the one place it stands in.</summary>
    public static string Prefix { get; } =
        XDocument.Load(Path.Combine(Root, "Directory.Build.props")).Descendants("ProductPrefix").Single().Value;

    public static IReadOnlyList<SourceProject> Rooms { get; } =
        [.. Directory.GetFiles(Path.Combine(Root, "src"), "*.csproj", SearchOption.AllDirectories).Where(IsSource).Order(StringComparer.Ordinal).Select(path => new SourceProject(path))];

    /// <summary>Files under a folder of the tree, without what builds leave there.</summary>
    public static IEnumerable<string> Files(string folder, string pattern)
    {
        string path = Path.Combine(Root, folder);
        return Directory.Exists(path)
            ? Directory.EnumerateFiles(path, pattern, SearchOption.AllDirectories).Where(IsSource).Order(StringComparer.Ordinal)
            : [];
    }

    /// <summary>A path as it is written in messages: from the root, with slashes.</summary>
    public static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    private static bool IsSource(string path) =>
        !Relative(path).Split('/').Any(part => part is "bin" or "obj" or "node_modules" or "artifacts" or "TestResults" or ".git");

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
}
