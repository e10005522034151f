using System.Text.Json;
using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <summary>The members of one request, read with the types the operation declares.</summary>
internal sealed class OperationCall(JsonObject body)
{
    public JsonObject Body { get; } = body;

    /// <summary>What the caller hands to triggers.</summary>
    public IReadOnlyDictionary<string, string> ClientMetadata => Map("ClientMetadata");

    /// <summary>What the caller tells of its surroundings, where it tells anything.</summary>
    public UserContext? UserContext => Body["UserContextData"] is null ? null : Part("UserContextData") switch
    {
        var told => new UserContext { EncodedData = told.Optional("EncodedData"), IpAddress = told.Optional("IpAddress") },
    };

    /// <summary>A member that validation has already found present.</summary>
    public string Text(string name) => Optional(name) ?? throw ServiceException.MissingParameter(name);

    public string? Optional(string name) => Body[name] switch
    {
        null => null,
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        _ => throw NotConvertible(name, "String"),
    };

    public bool? Flag(string name) => Body[name] switch
    {
        null => null,
        JsonValue value when value.GetValueKind() is JsonValueKind.True or JsonValueKind.False => value.GetValue<bool>(),
        _ => throw NotConvertible(name, "Boolean"),
    };

    public int? Number(string name) => Body[name] switch
    {
        null => null,
        JsonValue value when value.GetValueKind() == JsonValueKind.Number && value.TryGetValue(out int number) => number,
        _ => throw NotConvertible(name, "Integer"),
    };

    /// <summary>A nested structure; an empty one where the request has none.</summary>
    public OperationCall Part(string name) => Body[name] switch
    {
        null => new OperationCall([]),
        JsonObject part => new OperationCall(part),
        _ => throw NotConvertible(name, "Structure"),
    };

    /// <summary>A list of strings; <see langword="null"/> where the request has none.</summary>
    public IReadOnlyList<string>? Texts(string name) => Body[name] switch
    {
        null => null,
        JsonArray list => [.. list.Select(item => TextOf(name, item))],
        _ => throw NotConvertible(name, "List"),
    };

    /// <summary>A list of structures; empty where the request has none.</summary>
    public IReadOnlyList<OperationCall> Parts(string name) => Body[name] switch
    {
        null => [],
        JsonArray list => [.. list.Select(item => item is JsonObject part ? new OperationCall(part) : throw NotConvertible(name, "Structure"))],
        _ => throw NotConvertible(name, "List"),
    };

    /// <summary>A map of strings; empty where the request has none.</summary>
    public IReadOnlyDictionary<string, string> Map(string name) => Body[name] switch
    {
        null => new Dictionary<string, string>(),
        JsonObject map => map.Where(pair => pair.Value is not null).ToDictionary(pair => pair.Key, pair => TextOf(name, pair.Value)),
        _ => throw NotConvertible(name, "Map"),
    };

    /// <summary>A list of <c>{Name, Value}</c>; a later value of the same name wins.</summary>
    public IReadOnlyDictionary<string, string> Attributes(string name)
    {
        var attributes = new Dictionary<string, string>();
        foreach (OperationCall attribute in Parts(name))
        {
            attributes[attribute.Text("Name")] = attribute.Optional("Value") ?? "";
        }

        return attributes;
    }

    private static string TextOf(string name, JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : throw NotConvertible(name, "String");

    private static ServiceException NotConvertible(string name, string type) =>
        new("SerializationException", $"The value of {name} can not be converted to {type}");
}
