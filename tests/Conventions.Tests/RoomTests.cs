using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.CompilerServices;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Amplify.Tests;

internal sealed partial class RoomTests
{
    // Only the rooms that play the service itself are free to use ASP.NET Core's own assemblies.
    private static readonly string[] _framework = ["System", "netstandard", "mscorlib", "Microsoft.Win32."];
    private static readonly string[] _webFramework = ["Microsoft.AspNetCore", "Microsoft.Extensions", "Microsoft.Net.Http.Headers"];

    private static IEnumerable<SourceProject> AllRooms => Repository.Rooms;

    [Test]
    public void Every_project_in_src_is_a_room_of_the_table() =>
        Assert.That(Repository.Rooms.Select(r => r.Name), Is.SubsetOf(Rooms.All.Keys).And.Not.Empty);

    [TestCaseSource(nameof(AllRooms))]
    public void Project_files_reference_only_what_the_table_allows(SourceProject project)
    {
        Room room = Rooms.All[project.Name];

        Assert.That(project.Projects, Is.SubsetOf(room.Rooms), "rooms");
        Assert.That(project.Packages, Is.SubsetOf(room.Packages), "packages");
        Assert.That(project.Frameworks, Is.SubsetOf(room.Frameworks), "frameworks");
    }

    [TestCaseSource(nameof(AllRooms))]
    public void Assemblies_reference_only_what_the_table_allows(SourceProject project)
    {
        bool web = Rooms.All[project.Name].Frameworks.Count > 0;
        IReadOnlySet<string> allowed = Rooms.Closure(project.Name);

        string[] strangers =
        [
            .. project.Assembly.GetReferencedAssemblies()
                .Select(a => a.Name!)
                .Where(name => !allowed.Contains(name) && !IsIn(_framework, name) && !(web && IsIn(_webFramework, name))),
        ];

        Assert.That(strangers, Is.Empty);
    }

    [Test]
    public void The_emulator_and_the_client_rooms_do_not_know_each_other()
    {
        string[] emulator = [$"{Repository.Prefix}.Auth.Emulator", $"{Repository.Prefix}.Auth.Emulator.Tool"];

        foreach (SourceProject project in Repository.Rooms)
        {
            IEnumerable<string> ours = project.Assembly.GetReferencedAssemblies().Select(a => a.Name!).Where(n => n.StartsWith($"{Repository.Prefix}.", StringComparison.Ordinal));
            Assert.That(ours.Select(emulator.Contains).Distinct(), Is.All.EqualTo(emulator.Contains(project.AssemblyName)), project.Name);
        }
    }

    [TestCaseSource(nameof(AllRooms))]
    public void Internals_are_shown_to_tests_and_to_rooms_below_only(SourceProject project)
    {
        IEnumerable<string> friends = project.Assembly.GetCustomAttributes<InternalsVisibleToAttribute>().Select(a => a.AssemblyName.Split(',')[0]);

        string[] strangers =
        [
            .. friends.Where(f => !f.EndsWith(".Tests", StringComparison.Ordinal)
                && !(Repository.Rooms.FirstOrDefault(r => r.AssemblyName == f) is { } friend && Rooms.Closure(friend.Name).Contains(project.AssemblyName))),
        ];

        Assert.That(strangers, Is.Empty);
    }

    [TestCaseSource(nameof(AllRooms))]
    public void No_assembly_defines_or_names_a_namespace_that_ends_in_Auth(SourceProject project)
    {
        // Amplify.Auth is a class: such a namespace would hide it (CS0118).
        using var file = new PEReader(File.OpenRead(project.Assembly.Location));
        MetadataReader metadata = file.GetMetadataReader();
        IEnumerable<string> referenced = metadata.TypeReferences.Select(h => metadata.GetString(metadata.GetTypeReference(h).Namespace));
        IEnumerable<string> defined = metadata.TypeDefinitions.Select(h => metadata.GetString(metadata.GetTypeDefinition(h).Namespace));

        Assert.That(referenced.Concat(defined).Distinct().Where(EndsInAuth), Is.Empty);
    }

    [Test]
    public void No_source_file_opens_or_uses_a_namespace_that_ends_in_Auth()
    {
        string[] offenders =
        [
            .. new[] { "src", "tests", "samples" }
                .SelectMany(folder => Repository.Files(folder, "*.cs"))
                .Where(path => File.ReadLines(path).Any(line => AuthNamespace().IsMatch(line)))
                .Select(Repository.Relative),
        ];

        Assert.That(offenders, Is.Empty);
    }

    private static bool EndsInAuth(string name) => name == "Auth" || name.EndsWith(".Auth", StringComparison.Ordinal);

    private static bool IsIn(string[] families, string name) =>
        families.Any(f => f.EndsWith('.') ? name.StartsWith(f, StringComparison.Ordinal) : name == f || name.StartsWith($"{f}.", StringComparison.Ordinal));

    [GeneratedRegex(@"^\s*(global\s+)?(using(\s+static)?|namespace)\s+([\w]+\.)*Auth\s*[;{]?\s*$")]
    private static partial Regex AuthNamespace();
}
