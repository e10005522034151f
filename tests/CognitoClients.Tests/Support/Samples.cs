using System.Collections;
using System.Reflection;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using Amazon.Runtime.Documents;

namespace Amplify.Tests.Support;

/// <summary>Fills a model object, every member of it, and says what JSON it should be; by reflection, so that no member is forgotten.</summary>
internal static class Samples
{
    private static readonly DateTime Start = new(2026, 2, 3, 4, 5, 6, 789, DateTimeKind.Utc);

    public static object Fill(Type type)
    {
        object sample = Activator.CreateInstance(type)!;
        int index = 0;
        foreach (PropertyInfo property in ServiceModel.OwnProperties(type))
        {
            property.SetValue(sample, Value(property.PropertyType, property.Name, ++index));
        }

        return sample;
    }

    /// <summary>The JSON of a model object; null members are left out.</summary>
    public static JsonObject Json(object model) => new(
        ServiceModel.OwnProperties(model.GetType())
            .Select(property => KeyValuePair.Create(property.Name, JsonOf(property.GetValue(model))))
            .Where(member => member.Value is not null));

    private static object Value(Type type, string name, int index)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string))
        {
            return $"{name} \"{index}\" ü+/=";
        }

        if (typeof(ConstantClass).IsAssignableFrom(type))
        {
            return Activator.CreateInstance(type, $"NEW_{index}")!;
        }

        if (typeof(IList).IsAssignableFrom(type))
        {
            IList list = (IList)Activator.CreateInstance(type)!;
            list.Add(Value(type.GetGenericArguments()[0], name, index));
            list.Add(Value(type.GetGenericArguments()[0], name, index + 1));
            return list;
        }

        return type == typeof(int) ? index
            : type == typeof(bool) ? true
            : type == typeof(DateTime) ? Start.AddMinutes(index)
            : type == typeof(Document) ? new Document(new Dictionary<string, Document> { ["id"] = index, ["list"] = new Document("a", true) })
            : type == typeof(Dictionary<string, string>) ? new Dictionary<string, string> { [name] = "value", ["x:y"] = "z" }
            : Fill(type);
    }

    private static JsonNode? JsonOf(object? value) => value switch
    {
        null => null,
        string text => JsonValue.Create(text),
        int number => JsonValue.Create(number),
        bool truth => JsonValue.Create(truth),
        DateTime time => JsonValue.Create((time - DateTime.UnixEpoch).Ticks / 10_000_000m),
        ConstantClass constant => JsonValue.Create(constant.Value),
        Document document => OfDocument(document),
        Dictionary<string, string> map => new JsonObject(map.Select(pair => KeyValuePair.Create(pair.Key, JsonOf(pair.Value)))),
        IList list => new JsonArray([.. list.Cast<object>().Select(JsonOf)]),
        _ => Json(value),
    };

    private static JsonNode? OfDocument(Document document) => document.Type switch
    {
        DocumentType.Bool => JsonValue.Create(document.AsBool()),
        DocumentType.Int => JsonValue.Create(document.AsInt()),
        DocumentType.String => JsonValue.Create(document.AsString()),
        DocumentType.List => new JsonArray([.. document.AsList().Select(OfDocument)]),
        DocumentType.Dictionary => new JsonObject(document.AsDictionary().Select(pair => KeyValuePair.Create(pair.Key, OfDocument(pair.Value)))),
        _ => null,
    };
}
