namespace Amplify.Tests;

/// <summary>
/// The public API of every room is what the reviewed text file says. A change is accepted by running these tests with
/// ACCEPT_PUBLIC_API=1 and committing the files: the review is the diff.
/// </summary>
internal sealed class PublicApiTests
{
    private const string Accept = "ACCEPT_PUBLIC_API";

    private static IEnumerable<SourceProject> AllRooms => Repository.Rooms;

    [TestCaseSource(nameof(AllRooms))]
    public void The_public_api_is_the_reviewed_one(SourceProject project)
    {
        string reviewed = ReviewedFile(project);
        string actual = ApiText.Of(project.Assembly);
        if (Environment.GetEnvironmentVariable(Accept) == "1")
        {
            File.WriteAllText(reviewed, actual);
            return;
        }

        string expected = File.Exists(reviewed) ? File.ReadAllText(reviewed).ReplaceLineEndings("\n") : "";
        if (expected == actual)
        {
            return;
        }

        string received = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"{project.AssemblyName}.received.txt");
        File.WriteAllText(received, actual);
        Assert.Fail($"""
            The public API of {project.AssemblyName} is not the reviewed one ({Repository.Relative(reviewed)}):

            {LineDiff.Of(expected, actual)}

            If it is meant: run these tests with {Accept}=1 and commit the file. The actual text is in {Path.GetFileName(received)} beside the test's output.
            """);
    }

    [Test]
    public void Every_reviewed_file_belongs_to_a_room()
    {
        IEnumerable<string> files = Repository.Files("tests/Conventions.Tests/PublicApi", "*.txt").Select(f => Path.GetFileNameWithoutExtension(f));

        Assert.That(files, Is.EquivalentTo(Repository.Rooms.Select(r => r.AssemblyName)));
    }

    private static string ReviewedFile(SourceProject project) => Path.Combine(Repository.Root, "tests", "Conventions.Tests", "PublicApi", $"{project.AssemblyName}.txt");
}
