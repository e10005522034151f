using System.Text.Json;
using System.Text.Json.Serialization;
using Amazon.Runtime.Documents;

namespace Amplify.CognitoClients;

/// <summary>Reads and writes free-form JSON (WebAuthn options and answers) as AWS's <see cref="Document"/>, without reflection.</summary>
internal sealed class DocumentJsonConverter : JsonConverter<DocumentJson>
{
    public override DocumentJson? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => DocumentJson.Of(Read(ref reader));

    public override void Write(Utf8JsonWriter writer, DocumentJson value, JsonSerializerOptions options) => Write(writer, value.Document);

    /// <summary>The value the reader stands on.</summary>
    internal static Document Read(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Null => default,
        JsonTokenType.True => new Document(true),
        JsonTokenType.False => new Document(false),
        JsonTokenType.String => new Document(reader.GetString()),
        JsonTokenType.Number when reader.TryGetInt32(out int number) => new Document(number),
        JsonTokenType.Number when reader.TryGetInt64(out long number) => new Document(number),
        JsonTokenType.Number => new Document(reader.GetDouble()),
        JsonTokenType.StartArray => ReadList(ref reader),
        JsonTokenType.StartObject => ReadDictionary(ref reader),
        _ => throw new JsonException(),
    };

    private static Document ReadList(ref Utf8JsonReader reader)
    {
        List<Document> items = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(Read(ref reader));
        }

        return new Document(items);
    }

    private static Document ReadDictionary(ref Utf8JsonReader reader)
    {
        Dictionary<string, Document> members = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            string name = reader.GetString()!;
            reader.Read();
            members[name] = Read(ref reader);
        }

        return new Document(members);
    }

    internal static void Write(Utf8JsonWriter writer, Document value)
    {
        switch (value.Type)
        {
            case DocumentType.Bool: writer.WriteBooleanValue(value.AsBool()); break;
            case DocumentType.Int: writer.WriteNumberValue(value.AsInt()); break;
            case DocumentType.Long: writer.WriteNumberValue(value.AsLong()); break;
            case DocumentType.Double: writer.WriteNumberValue(value.AsDouble()); break;
            case DocumentType.String: writer.WriteStringValue(value.AsString()); break;
            case DocumentType.List: WriteList(writer, value.AsList()); break;
            case DocumentType.Dictionary: WriteDictionary(writer, value.AsDictionary()); break;
            default: writer.WriteNullValue(); break;
        }
    }

    private static void WriteList(Utf8JsonWriter writer, List<Document> items)
    {
        writer.WriteStartArray();
        foreach (Document item in items)
        {
            Write(writer, item);
        }

        writer.WriteEndArray();
    }

    private static void WriteDictionary(Utf8JsonWriter writer, Dictionary<string, Document> members)
    {
        writer.WriteStartObject();
        foreach ((string name, Document member) in members)
        {
            writer.WritePropertyName(name);
            Write(writer, member);
        }

        writer.WriteEndObject();
    }
}
