using Amplify.CognitoIdentity;
using Amplify.CognitoIdentityProvider;
using Amplify.Errors;

namespace Amplify.Tests.Errors;

/// <summary>The table of the service's errors: whole, reachable, and the same in the documents.</summary>
public sealed class ServiceErrorTableTests
{
    private static IEnumerable<Type> Exceptions => typeof(AmazonCognitoIdentityProviderException).Assembly.GetExportedTypes()
        .Where(t => t.IsSubclassOf(typeof(AmazonCognitoIdentityProviderException)) || t.IsSubclassOf(typeof(AmazonCognitoIdentityException)))
        .DistinctBy(t => t.Name);

    [TestCaseSource(nameof(Exceptions))]
    public void Every_exception_the_service_models_has_its_row_for_any_message(Type exception) =>
        Assert.That(ServiceErrorTable.Rows.Any(r => r.Code == exception.Name && r.Message is null), Is.True);

    [Test]
    public void Every_code_ends_with_a_row_for_any_message()
    {
        IEnumerable<string> open = ServiceErrorTable.Rows.GroupBy(r => r.Code)
            .Where(code => code.Last().Message is not null || code.SkipLast(1).Any(r => r.Message is null))
            .Select(code => code.Key);

        Assert.That(open, Is.Empty);
    }

    [Test]
    public void Every_row_is_the_first_that_fits_its_own_message()
    {
        IEnumerable<string> hidden = ServiceErrorTable.Rows
            .Where(row => ServiceErrorTable.Rows.First(r => r.Fits(row.Code, row.Message ?? "Some words.")) != row)
            .Select(row => $"{row.Code} {row.Message}");

        Assert.That(hidden, Is.Empty);
    }

    [Test]
    public void Every_row_says_what_to_do_and_what_it_is()
    {
        Assert.That(ServiceErrorTable.Rows.Where(r => string.IsNullOrWhiteSpace(r.Suggestion) || !r.Suggestion.EndsWith('.')), Is.Empty);
        Assert.That(
            ServiceErrorTable.Rows.Where(r => r.Reason == AuthErrorReason.Unknown).Select(r => (r.Code, r.Message)),
            Is.EqualTo(new[] { ("NotAuthorizedException", (string?)null) }),
            "only the code that means everything may mean anything");
    }

    [Test]
    public void The_documented_table_is_the_table()
    {
        string path = Path.Combine(TestContext.CurrentContext.TestDirectory, "docs", "errors.md");
        string[] documented =
        [
            .. File.ReadAllLines(path)
                .SkipWhile(l => l != "## What the service says")
                .TakeWhile(l => l != "## Reasons")
                .Where(l => l.StartsWith("| `", StringComparison.Ordinal)),
        ];

        Assert.That(documented, Is.EqualTo(ServiceErrorTable.Rows.Select(Document)));
    }

    private static string Document(ServiceErrorRow row) =>
        $"| `{row.Code}` | {(row.Message is null ? "any other" : $"“{row.Message}”")} | `{row.Reason}`{(row.IsTransient ? ", passes" : "")} | {row.Suggestion} |";
}
