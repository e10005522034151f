using System.Reflection;
using System.Xml.Linq;

namespace Amplify.Tests;

/// <summary>A project of src/: what its file says, and the assembly made of it.</summary>
internal sealed class SourceProject(string path)
{
    private readonly XDocument _xml = XDocument.Load(path);

    public string Path { get; } = path;

    public string Folder { get; } = System.IO.Path.GetDirectoryName(path)!;

    /// <summary>The room's name, such as <c>Auth.Abstractions</c>.</summary>
    public string Name { get; } = System.IO.Path.GetFileNameWithoutExtension(path);

    public string AssemblyName => $"{Repository.Prefix}.{Name}";

    public Assembly Assembly => Assembly.Load(AssemblyName);

    public IReadOnlyList<string> Packages => Included("PackageReference");

    public IReadOnlyList<string> Frameworks => Included("FrameworkReference");

    public IReadOnlyList<string> Projects => [.. Included("ProjectReference").Select(p => System.IO.Path.GetFileNameWithoutExtension(p.Replace('\\', '/')))];

    public string? Property(string name) => _xml.Descendants(name).FirstOrDefault()?.Value;

    public override string ToString() => Name;

    private string[] Included(string item) => [.. _xml.Descendants(item).Select(e => e.Attribute("Include")?.Value).OfType<string>()];
}
