namespace Amplify.Tests.Testing;

public sealed class ReadmeTests
{
    [TestCase("ViewModelExampleTests", "A_wrong_code_is_shown_and_the_next_one_signs_in", 2)]
    [TestCase("EngineExampleTests", "Admins_are_recognised_by_their_group", 1)]
    public void The_examples_in_the_README_are_the_ones_that_are_run(string file, string test, int blocks)
    {
        string source = Resource(file + ".cs");
        string[] codes = [.. Resource("Auth.Testing.README.md").Split("```csharp\n")[1..].Select(rest => rest.Split("```")[0].TrimEnd())];
        int first = Array.FindIndex(codes, code => code.Contains(test, StringComparison.Ordinal));

        Assert.That(first, Is.GreaterThanOrEqualTo(0), "the example is in the README");
        foreach (string code in codes[first..(first + blocks)])
        {
            string indented = string.Join('\n', code.Split('\n').Select(line => line.Length == 0 ? line : "    " + line));
            Assert.That(source, Does.Contain(indented));
        }
    }

    private static string Resource(string name)
    {
        using var reader = new StreamReader(typeof(ReadmeTests).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
