using System.Text.Json;

namespace Amplify.Tests.Srp;

/// <summary>Known answers, computed by another implementation.</summary>
internal static class SrpVectors
{
    public static IEnumerable<TestCaseData> All()
    {
        using Stream file = typeof(SrpVectors).Assembly.GetManifestResourceStream("srp-user.json")!;
        using JsonDocument document = JsonDocument.Parse(file);
        foreach (JsonProperty vector in document.RootElement.EnumerateObject())
        {
            Dictionary<string, string> values = vector.Value.EnumerateObject().ToDictionary(member => member.Name, member => member.Value.GetString()!);
            yield return new TestCaseData(values).SetArgDisplayNames(vector.Name);
        }
    }
}
