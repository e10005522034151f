using System.Reflection;
using System.Xml.Linq;

namespace Amplify.Tests;

/// <summary>What packages carry, and that every project is under the same rules.</summary>
internal sealed class PackageTests
{
    private static readonly Dictionary<string, XDocument> _props = new()
    {
        ["root"] = XDocument.Load(Path.Combine(Repository.Root, "Directory.Build.props")),
        ["src"] = XDocument.Load(Path.Combine(Repository.Root, "src", "Directory.Build.props")),
    };

    private static IEnumerable<SourceProject> AllRooms => Repository.Rooms;

    [TestCaseSource(nameof(AllRooms))]
    public void Every_room_packs_with_a_description_a_readme_and_the_licence(SourceProject project)
    {
        Assert.That(project.Property("Description"), Does.EndWith("."), "description");
        Assert.That(project.Property("IsPackable"), Is.Null, "packed unless it says otherwise");
        foreach (string shared in new[] { "PackageLicenseExpression", "PackageReadmeFile", "PackageId", "AssemblyName", "GenerateDocumentationFile" })
        {
            Assert.That(project.Property(shared), Is.Null, $"{shared} is set for all rooms at once");
        }

        string readme = Path.Combine(project.Folder, "README.md");
        Assert.That(readme, Does.Exist);
        string text = File.ReadAllText(readme);
        Assert.That(text, Does.StartWith($"# {project.AssemblyName}\n"), "the readme's title is the package's id");
        Assert.That(text, Has.Length.GreaterThan(200), "the readme says something");
    }

    [Test]
    public void The_shared_properties_put_readme_licence_and_documentation_into_packages()
    {
        Assert.That(Value("root", "PackageLicenseExpression"), Is.EqualTo("Apache-2.0"));
        Assert.That(Value("src", "PackageReadmeFile"), Is.EqualTo("README.md"));
        Assert.That(Value("src", "IsPackable"), Is.EqualTo("true"));
        Assert.That(Value("src", "GenerateDocumentationFile"), Is.EqualTo("true"));
        Assert.That(_props["src"].Descendants("None").Single().Attribute("Pack")?.Value, Is.EqualTo("true"));
        Assert.That(Path.Combine(Repository.Root, "LICENSE"), Does.Exist);
    }

    [Test]
    public void Warnings_are_errors_and_banned_symbols_are_wired_in_for_every_project()
    {
        Assert.That(Value("root", "TreatWarningsAsErrors"), Is.EqualTo("true"));
        Assert.That(_props["root"].Descendants("PackageReference").Select(e => e.Attribute("Include")?.Value), Has.One.EqualTo("Microsoft.CodeAnalysis.BannedApiAnalyzers"));
        Assert.That(_props["root"].Descendants("AdditionalFiles").Select(e => e.Attribute("Include")?.Value), Has.One.EqualTo("$(MSBuildThisFileDirectory)BannedSymbols.txt"));

        foreach (string path in AllProjectFiles("Directory.Build.props"))
        {
            Assert.That(XDocument.Load(path).Root!.Elements("Import").Select(e => e.Attribute("Project")?.Value), Has.One.EqualTo("../Directory.Build.props"), Repository.Relative(path));
        }

        foreach (string path in AllProjectFiles("*.csproj"))
        {
            XDocument project = XDocument.Load(path);
            Assert.That(project.Descendants().Attributes("Remove").Select(a => a.Value), Has.None.Contains("Banned"), Repository.Relative(path));
            Assert.That(project.Descendants("ImportDirectoryBuildProps"), Is.Empty, Repository.Relative(path));
        }

        IEnumerable<string> settings = Directory.EnumerateFiles(Repository.Root, ".editorconfig", SearchOption.AllDirectories).SelectMany(File.ReadLines);
        Assert.That(settings, Has.None.Contains("RS0030"), "the ban's severity is never lowered");
    }

    [Test]
    public void Every_banned_symbol_exists()
    {
        // A symbol with a typing error bans nothing.
        string[] lines = [.. File.ReadLines(Path.Combine(Repository.Root, "BannedSymbols.txt")).Where(l => l.Length > 0)];

        Assert.That(lines.Where(l => !l.Contains(';', StringComparison.Ordinal)), Is.Empty, "each says what to do instead");
        Assert.That(lines.Select(l => l.Split(';')[0]).Where(id => !Exists(id)), Is.Empty);
    }

    [TestCase("P:System.DateTime.Now")]
    [TestCase("P:System.DateTime.UtcNow")]
    [TestCase("P:System.DateTimeOffset.UtcNow")]
    [TestCase("M:System.Random.#ctor")]
    [TestCase("P:System.Threading.Tasks.Task`1.Result")]
    [TestCase("M:System.Threading.Tasks.Task.Wait")]
    [TestCase("M:System.Threading.Thread.Sleep(System.Int32)")]
    [TestCase("M:System.Threading.Tasks.Task.Delay(System.TimeSpan)")]
    public void What_the_design_bans_is_banned(string symbol) =>
        Assert.That(File.ReadLines(Path.Combine(Repository.Root, "BannedSymbols.txt")).Select(l => l.Split(';')[0]), Has.One.EqualTo(symbol));

    private static string? Value(string file, string property) => _props[file].Descendants(property).SingleOrDefault()?.Value;

    private static IEnumerable<string> AllProjectFiles(string pattern) => new[] { "src", "tests", "samples" }.SelectMany(f => Repository.Files(f, pattern));

    private static bool Exists(string id)
    {
        string[] halves = id[2..].Split('(');
        int dot = halves[0].LastIndexOf('.');
        Type? type = typeof(object).Assembly.GetType(halves[0][..dot]) ?? typeof(TimeProvider).Assembly.GetType(halves[0][..dot]);
        string member = halves[0][(dot + 1)..].Replace("#ctor", ".ctor", StringComparison.Ordinal);
        string[] parameters = halves.Length == 1 ? [] : halves[1].TrimEnd(')').Split(',');
        return type is not null && type.GetMember(member, BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance).Any(m => id[0] switch
        {
            'P' => m is PropertyInfo,
            'M' => m is MethodBase method && method.GetParameters().Select(p => p.ParameterType.FullName).SequenceEqual(parameters),
            _ => false,
        });
    }
}
