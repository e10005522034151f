using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Amplify.Tests.Secrets;

/// <summary>Every way an object becomes text without anybody asking for the secret.</summary>
internal static partial class Printer
{
    private const BindingFlags Instance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly JsonSerializerOptions _reflection = new() { ReferenceHandler = ReferenceHandler.IgnoreCycles, IncludeFields = true };

    /// <summary>What ends in logs and windows: text, debugger's line, exception text.</summary>
    public static IEnumerable<(string How, string Text)> Shown(object value)
    {
        yield return ("ToString", value.ToString() ?? "");
        yield return ("interpolation", $"{value}");
        if (value.GetType().GetCustomAttribute<DebuggerDisplayAttribute>() is { } display)
        {
            yield return ("DebuggerDisplay", Evaluate(value, display.Value));
        }

        if (value is Exception exception)
        {
            yield return ("Message", exception.Message);
            yield return ("wrapped", new InvalidOperationException("Outer.", exception).ToString());
            yield return ("Data", string.Join(";", exception.Data.Cast<System.Collections.DictionaryEntry>().Select(e => $"{e.Key}={e.Value}")));
        }
    }

    /// <summary>What serialisers make of it by reflection; where one refuses, its refusal.</summary>
    public static IEnumerable<(string How, string Text)> Serialised(object value)
    {
        yield return ("System.Text.Json", Try(() => JsonSerializer.Serialize(value, value.GetType(), _reflection)));
        yield return ("System.Text.Json as object", Try(() => JsonSerializer.Serialize<object>(new { Value = value }, _reflection)));
        yield return ("Newtonsoft.Json", Try(() => Newtonsoft.Json.JsonConvert.SerializeObject(value, new Newtonsoft.Json.JsonSerializerSettings { ReferenceLoopHandling = Newtonsoft.Json.ReferenceLoopHandling.Ignore })));
        yield return ("dictionary key", Try(() => Newtonsoft.Json.JsonConvert.SerializeObject(new Dictionary<object, int> { [value] = 1 })));
    }

    /// <summary>Fields a debugger would unfold: those that hold the secret itself must be hidden from it.</summary>
    public static IEnumerable<string> UnfoldedFields(object value) => value.GetType()
        .GetFields(Instance)
        .Where(f => f.GetCustomAttribute<DebuggerBrowsableAttribute>()?.State != DebuggerBrowsableState.Never && !f.Name.StartsWith('<'))
        .Where(f => f.GetValue(value) is { } held && (held is string text ? Marker.IsIn(text) : held is byte[] bytes && Marker.IsIn(Convert.ToHexString(bytes))))
        .Select(f => f.Name);

    private static string Try(Func<string> serialise)
    {
        try
        {
            return serialise();
        }
#pragma warning disable CA1031 // Serialisers refuse with whatever they like; what they say then is looked at too.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return e.ToString();
        }
    }

    private static string Evaluate(object value, string display) => Hole().Replace(display, hole =>
    {
        string name = hole.Groups["name"].Value;
        Type type = value.GetType();
        object? shown = type.GetProperty(name, Instance)?.GetValue(value)
            ?? type.GetField(name, Instance)?.GetValue(value)
            ?? type.GetMethod(name, Instance, [])?.Invoke(value, [])
            ?? throw new InvalidOperationException($"{type.Name}'s DebuggerDisplay names {name}, which is more than a member: keep it simple.");
        return shown.ToString() ?? "";
    });

    [GeneratedRegex(@"\{(?<name>[^{}(),]+)(\(\))?(,[^{}]*)?\}")]
    private static partial Regex Hole();
}
