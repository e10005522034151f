using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Amplify.Emulator;

/// <summary>One member of an operation's request with the constraints the service model states for it.</summary>
internal sealed class Member(string name)
{
    private Regex? _regex;

    public string Name { get; } = name;

    public bool IsRequired { get; init; }

    public int? MinLength { get; init; }

    public int? MaxLength { get; init; }

    public int? Minimum { get; init; }

    public int? Maximum { get; init; }

    /// <summary>The pattern as the service model writes it, unanchored.</summary>
    public string? Pattern { get; init; }

    public IReadOnlyList<string>? Values { get; init; }

    /// <summary>What is wrong with the member, in the words of the service; nothing when it may stand.</summary>
    public IEnumerable<string> Violations(JsonObject body)
    {
        string path = char.ToLowerInvariant(Name[0]) + Name[1..];
        JsonNode? node = body[Name];
        if (node is null)
        {
            return IsRequired ? [$"Value at '{path}' failed to satisfy constraint: Member must not be null"] : [];
        }

        return Broken(node).Select(rule => $"Value at '{path}' failed to satisfy constraint: Member must {rule}");
    }

    private IEnumerable<string> Broken(JsonNode node) => node.GetValueKind() switch
    {
        JsonValueKind.String => BrokenByText(node.GetValue<string>()),
        JsonValueKind.Number => BrokenByNumber(node.AsValue().GetValue<double>()),
        _ => [],
    };

    private IEnumerable<string> BrokenByNumber(double value)
    {
        if (value < Minimum)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"have value greater than or equal to {Minimum}");
        }

        if (value > Maximum)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"have value less than or equal to {Maximum}");
        }
    }

    private IEnumerable<string> BrokenByText(string value)
    {
        if (value.Length < MinLength)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"have length greater than or equal to {MinLength}");
        }

        if (value.Length > MaxLength)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"have length less than or equal to {MaxLength}");
        }

        if (Pattern is not null && !(_regex ??= new Regex($"^(?:{Pattern})\\z", RegexOptions.CultureInvariant)).IsMatch(InOneUnitEach(value)))
        {
            yield return $"satisfy regular expression pattern: {Pattern}";
        }

        if (Values is not null && !Values.Contains(value))
        {
            yield return $"satisfy enum value set: [{string.Join(", ", Values)}]";
        }
    }

    /// <summary>The service matches characters, .NET UTF-16 units: a character of two units stands here as one of the same kind.</summary>
    private static string InOneUnitEach(string value) => value.Any(char.IsSurrogate)
        ? string.Concat(value.EnumerateRunes().Select(rune => rune.IsBmp ? (char)rune.Value : StandInFor(rune)))
        : value;

    private static char StandInFor(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.OtherSymbol or UnicodeCategory.MathSymbol or UnicodeCategory.ModifierSymbol or UnicodeCategory.CurrencySymbol => '\u00A9',
        _ when Rune.IsLetter(rune) => '\u00AA',
        _ when Rune.IsNumber(rune) => '\u00B2',
        _ when Rune.IsPunctuation(rune) => '\u00A1',
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark => '\u0301',
        _ => '\uE000',
    };
}
