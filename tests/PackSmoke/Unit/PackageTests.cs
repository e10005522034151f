using System.IO.Compression;
using System.Xml.Linq;

namespace Smoke;

/// <summary>What the packages in the folder feed say and hold.</summary>
[TestFixtureSource(nameof(Ids))]
public sealed class PackageTests(string id)
{
    // What each package may depend on, and what it must bring. A new package needs a row.
    private static readonly Dictionary<string, (string[] MayDependOn, string[] Assets)> Rows = new()
    {
        ["Amplify.Auth.Abstractions"] = (["AWSSDK.Core", "System.Threading.Tasks.Extensions"], ["lib/netstandard2.0", "lib/net8.0"]),
        ["Amplify.CognitoClients"] = (["AWSSDK.Core"], ["lib/net8.0"]),
        ["Amplify.Auth"] = (
            ["Amplify.Auth.Abstractions", "Amplify.CognitoClients", "AWSSDK.Core", "AWSSDK.SecurityToken", "Microsoft.Extensions.Logging.Abstractions"],
            ["lib/net8.0"]),
        ["Amplify.Auth.Testing"] = (["Amplify.Auth", "AWSSDK.Core", "AWSSDK.SecurityToken", "Microsoft.Extensions.Logging.Abstractions"], ["lib/net8.0"]),
        ["Amplify.Auth.Desktop"] = (["Amplify.Auth", "AWSSDK.Core", "AWSSDK.SecurityToken", "Microsoft.Extensions.Logging.Abstractions"], ["lib/net8.0"]),
        ["Amplify.Auth.Emulator"] = ([], ["lib/net10.0"]),
        ["Amplify.Auth.Emulator.Tool"] = ([], ["tools/net10.0/any"]),
    };

    // The lowest versions that the packages work with: an application that has newer ones keeps them, one that has older ones is not forced far.
    private static readonly Dictionary<string, string> Floors = new()
    {
        ["AWSSDK.Core"] = "4.0.3.3",
        ["AWSSDK.SecurityToken"] = "4.0.5.1",
        ["Microsoft.Extensions.Logging.Abstractions"] = "8.0.",
        ["System.Threading.Tasks.Extensions"] = "4.5.4",
    };

    private static readonly string Feed = Environment.GetEnvironmentVariable("SMOKE_FEED")!;
    private static readonly string Version = Environment.GetEnvironmentVariable("SMOKE_VERSION")!;

    private ZipArchive _package = null!;
    private XElement _metadata = null!;

    private static IEnumerable<string> Ids => Directory.EnumerateFiles(Feed, "*.nupkg")
        .Select(file => Path.GetFileName(file).Replace($".{Version}.nupkg", "", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);

    [OneTimeSetUp]
    public void Open_the_package()
    {
        _package = ZipFile.OpenRead(Path.Combine(Feed, $"{id}.{Version}.nupkg"));
        using Stream nuspec = _package.GetEntry($"{id}.nuspec")!.Open();
        _metadata = XDocument.Load(nuspec).Root!.Elements().Single(element => element.Name.LocalName == "metadata");
    }

    [OneTimeTearDown]
    public void Close_the_package() => _package?.Dispose();

    [Test]
    public void It_says_who_made_it_what_it_is_and_under_which_licence()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Text("id"), Is.EqualTo(id));
            Assert.That(Text("version"), Is.EqualTo(Version));
            Assert.That(Text("license"), Is.EqualTo("Apache-2.0"));
            Assert.That(Text("authors"), Is.Not.Empty.And.Not.EqualTo(id), "not NuGet's default");
            Assert.That(Text("description"), Is.Not.Empty.And.Not.EqualTo("Package Description"), "not NuGet's default");
            Assert.That(Text("tags"), Does.Contain("cognito"));
        });
    }

    [Test]
    public void Its_readme_is_in_it()
    {
        Assert.That(Text("readme"), Is.EqualTo("README.md"));
        using var reader = new StreamReader(_package.GetEntry("README.md")!.Open());
        Assert.That(reader.ReadToEnd(), Does.StartWith("# ").And.Length.GreaterThan(300), "a readme, not a title");
    }

    [Test]
    public void It_depends_on_nothing_but_what_its_room_may_know()
    {
        Assert.That(Rows, Does.ContainKey(id), "a new package needs a row in this table");
        Assert.That(Dependencies().Select(dependency => dependency.Id).Distinct(), Is.SubsetOf(Rows[id].MayDependOn));
    }

    [Test]
    public void It_asks_for_low_floors() => Assert.Multiple(() =>
    {
        foreach ((string dependency, string version) in Dependencies())
        {
            string floor = dependency.StartsWith("Amplify.", StringComparison.Ordinal) ? Version : Floors[dependency];
            Assert.That(version, floor.EndsWith('.') ? Does.StartWith(floor) : Is.EqualTo(floor), dependency);
        }
    });

    [Test]
    public void It_brings_its_assemblies_with_their_documentation_and_no_others()
    {
        string[] expected = [.. Rows[id].Assets.Select(folder => $"{folder}/{id}.dll")];
        string[] assemblies = [.. _package.Entries.Select(entry => entry.FullName).Where(name => name.EndsWith(".dll", StringComparison.Ordinal))];

        // A tool carries what it runs on.
        Assert.That(assemblies, id.EndsWith(".Tool", StringComparison.Ordinal) ? Is.SupersetOf(expected) : Is.EquivalentTo(expected));
        foreach (string assembly in expected)
        {
            Assert.That(_package.GetEntry(Path.ChangeExtension(assembly, ".xml"))?.Length, Is.GreaterThan(100), $"documentation of {assembly}");
        }
    }

    [Test]
    public void It_is_a_tool_exactly_when_it_is_called_one()
    {
        IEnumerable<string?> types = _metadata.Descendants().Where(element => element.Name.LocalName == "packageType").Select(type => type.Attribute("name")?.Value);

        Assert.That(types, id.EndsWith(".Tool", StringComparison.Ordinal) ? Is.EqualTo(new[] { "DotnetTool" }) : Is.Empty);
    }

    private string? Text(string name) => _metadata.Elements().SingleOrDefault(element => element.Name.LocalName == name)?.Value;

    private IEnumerable<(string Id, string Version)> Dependencies() => _metadata.Descendants()
        .Where(element => element.Name.LocalName == "dependency")
        .Select(element => (element.Attribute("id")!.Value, element.Attribute("version")!.Value));
}
