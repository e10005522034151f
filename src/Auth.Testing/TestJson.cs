using System.Collections;
using System.Text.Json;

namespace Amplify.Testing;

/// <summary>Writes claims as JSON, without reflection.</summary>
internal static class TestJson
{
    public static byte[] Write(IReadOnlyDictionary<string, object?> members)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            Write(writer, members);
        }

        return stream.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, IReadOnlyDictionary<string, object?> members)
    {
        writer.WriteStartObject();
        foreach ((string name, object? value) in members)
        {
            // A claim that is null is one that is not there.
            if (value is not null)
            {
                writer.WritePropertyName(name);
                Write(writer, value);
            }
        }

        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case int number:
                writer.WriteNumberValue(number);
                break;
            case long number:
                writer.WriteNumberValue(number);
                break;
            case double number:
                writer.WriteNumberValue(number);
                break;
            case decimal number:
                writer.WriteNumberValue(number);
                break;
            case JsonElement element:
                element.WriteTo(writer);
                break;
            case IReadOnlyDictionary<string, object?> members:
                Write(writer, members);
                break;
            case IReadOnlyDictionary<string, string> members:
                Write(writer, members.ToDictionary(member => member.Key, member => (object?)member.Value));
                break;
            case IEnumerable list:
                writer.WriteStartArray();
                foreach (object? element in list)
                {
                    Write(writer, element);
                }

                writer.WriteEndArray();
                break;
            default:
                throw new ArgumentException($"A claim cannot be of type {value.GetType()}: use text, numbers, booleans, lists, dictionaries or JsonElement.", nameof(value));
        }
    }
}
