using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Amplify.Emulator;

/// <summary>The parameters of a query or form, decoded.</summary>
internal sealed class WebParameters
{
    public static readonly WebParameters None = new("");
    private readonly Dictionary<string, StringValues> _values;

    public WebParameters(string encoded) => _values = QueryHelpers.ParseQuery(encoded);

    public IEnumerable<KeyValuePair<string, string>> All => _values.SelectMany(pair => pair.Value, (pair, value) => KeyValuePair.Create(pair.Key, value ?? ""));

    /// <summary>All of these and others by name, the values of one joined by commas.</summary>
    public IReadOnlyDictionary<string, string> And(WebParameters others) =>
        All.Concat(others.All).GroupBy(pair => pair.Key).ToDictionary(group => group.Key, group => string.Join(',', group.Select(pair => pair.Value)));

    /// <summary>A parameter; <see langword="null"/> where there is none or it is empty, which OAuth treats alike.</summary>
    public string? this[string name] => _values.TryGetValue(name, out StringValues values) && values is [{ Length: > 0 } first, ..] ? first : null;

    /// <summary>The first of these parameters that is given more than once.</summary>
    public string? Repeated(params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (_values.TryGetValue(name, out StringValues values) && values.Count > 1)
            {
                return name;
            }
        }

        return null;
    }
}
