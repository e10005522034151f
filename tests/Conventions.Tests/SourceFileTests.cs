using System.Text.RegularExpressions;

namespace Amplify.Tests;

/// <summary>How source files are cut, and that nobody silences a warning without saying why.</summary>
internal sealed partial class SourceFileTests
{
    private const int MaxLines = 350;

    private static readonly string[] _folders = ["src", "tests", "samples"];

    [Test]
    public void A_file_of_src_holds_one_public_type_and_is_named_after_it()
    {
        var wrong = new List<string>();
        foreach (string path in Repository.Files("src", "*.cs"))
        {
            // Namespaces are file-scoped: what begins a line is a type of its own, what is indented belongs to one.
            string[] types = [.. File.ReadLines(path).Select(l => PublicType().Match(l)).Where(m => m.Success).Select(m => m.Groups["name"].Value)];
            string name = Path.GetFileNameWithoutExtension(path).Split('.')[0];
            if (types.Length > 1 || types.Any(t => t != name))
            {
                wrong.Add($"{Repository.Relative(path)}: {string.Join(", ", types)}");
            }
        }

        Assert.That(wrong, Is.Empty);
    }

    [Test]
    public void Namespaces_are_file_scoped_so_that_the_rule_above_sees_every_type()
    {
        // Polyfills repeat the framework's own namespaces, several in one file, and hold nothing public.
        IEnumerable<string> wrong = Repository.Files("src", "*.cs")
            .Where(p => Path.GetFileName(p) != "Polyfills.cs" && File.ReadLines(p).Any(l => l.StartsWith("namespace ", StringComparison.Ordinal) && !l.TrimEnd().EndsWith(';')))
            .Select(Repository.Relative);

        Assert.That(wrong, Is.Empty);
    }

    [Test]
    public void Files_of_src_fit_in_the_head()
    {
        IEnumerable<string> tooLong = Repository.Files("src", "*.cs")
            .Select(p => (Path: p, Lines: File.ReadLines(p).Count()))
            .Where(f => f.Lines > MaxLines && !IsList(f.Path))
            .Select(f => $"{Repository.Relative(f.Path)}: {f.Lines} lines");

        Assert.That(tooLong, Is.Empty);
    }

    [Test]
    public void No_warning_is_silenced_without_a_reason_beside_it()
    {
        var silent = new List<string>();
        IEnumerable<string> files = _folders.SelectMany(f => Repository.Files(f, "*.cs").Concat(Repository.Files(f, "*.csproj")).Concat(Repository.Files(f, "*.props")).Concat(Repository.Files(f, "*.targets")))
            .Concat(Directory.GetFiles(Repository.Root, "Directory.*"));
        foreach (string path in files.Where(p => Path.GetFileName(p) != $"{nameof(SourceFileTests)}.cs"))
        {
            string[] lines = File.ReadAllLines(path);
            for (int i = 0; i < lines.Length; i++)
            {
                if (Silencer().IsMatch(lines[i]) && !HasReason(lines[i]) && !(i > 0 && HasReason(lines[i - 1])))
                {
                    silent.Add($"{Repository.Relative(path)}:{i + 1}: {lines[i].Trim()}");
                }
            }
        }

        Assert.That(silent, Is.Empty);
    }

    [TestCase("#pragma warning disable CA1031", ExpectedResult = true)]
    [TestCase("[SuppressMessage(\"A\", \"B\")]", ExpectedResult = true)]
    [TestCase("<NoWarn>$(NoWarn);CS1591</NoWarn>", ExpectedResult = true)]
    [TestCase("#nullable disable", ExpectedResult = true)]
    [TestCase("#pragma warning restore CA1031", ExpectedResult = false)]
    public bool Silencers_are_recognised(string line) => Silencer().IsMatch(line) && !HasReason(line);

    [TestCase("#pragma warning disable CA1031 // It is the last line of defence.", ExpectedResult = true)]
    [TestCase("[SuppressMessage(\"A\", \"B\", Justification = \"Because.\")]", ExpectedResult = true)]
    [TestCase("<!-- The tool's own names. --><NoWarn>CA1707</NoWarn>", ExpectedResult = true)]
    [TestCase("#pragma warning disable CA1031 //", ExpectedResult = false)]
    public bool Reasons_are_recognised(string line) => HasReason(line);

    private static bool HasReason(string line) => Reason().IsMatch(line);

    /// <summary>An interface with one member per operation of a service is a list, however long.</summary>
    private static bool IsList(string path) => Path.GetFileName(path) is "IAmazonCognitoIdentityProvider.cs" or "AmazonCognitoIdentityProviderClient.cs";

    [GeneratedRegex(@"^public\s+(?:(?:static|sealed|abstract|partial|readonly|ref|unsafe)\s+)*(?:class|record\s+struct|record\s+class|struct|record|interface|enum|delegate\s+\S+)\s+(?<name>\w+)")]
    private static partial Regex PublicType();

    [GeneratedRegex(@"#pragma\s+warning\s+disable|SuppressMessage\(|<NoWarn|<WarningsNotAsErrors|#nullable\s+disable|<TreatWarningsAsErrors>\s*false")]
    private static partial Regex Silencer();

    [GeneratedRegex(@"//\s*\w+|<!--\s*\w+|Justification\s*=\s*""\w+")]
    private static partial Regex Reason();
}
