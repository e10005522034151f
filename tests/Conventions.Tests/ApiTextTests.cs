using System.Text;
using Amplify.Tests.ApiSamples;

namespace Amplify.Tests;

/// <summary>The lister itself: a change a caller would feel changes the text.</summary>
internal sealed class ApiTextTests
{
    [Test]
    public void Members_are_listed_with_nullability_defaults_and_accessors()
    {
        var text = new StringBuilder();

        ApiText.Write(text, typeof(Sample), "");

        Assert.That(text.ToString(), Is.EqualTo("""
            public abstract class Sample : IProgress<string>
                const string Text = "a\"b"
                protected Sample(int number = 3)
                [MemberNotNullWhen(true, "Name")] bool HasName { get; }
                required string? Name { get; init; }
                protected virtual IReadOnlyDictionary<string, string?>? Values { get; }
                event EventHandler<string?>? Happened
                abstract Task<string?> FindAsync<T>(T? key, out int? found, CancellationToken cancellationToken = default) where T : class
                [Obsolete("Old.")] static void Mix(DayOfWeek day = DayOfWeek.Monday, params string[] others)
                void Report(string value)
                override string ToString()
                public enum Sample.Kind
                    First = 0
                    Second = 5

            """.ReplaceLineEndings("\n")));
    }

    [Test]
    public void A_difference_is_told_line_by_line() =>
        Assert.That(
            LineDiff.Of("class A\n    int B()\n    int C()\n", "class A\n    long B()\n    int C()\n    int D()\n").ReplaceLineEndings("\n"),
            Is.EqualTo("  class A\n-     int B()\n+     long B()\n+     int D()"));
}
