using System.Text.Json;
using System.Text.Json.Serialization;
using Amazon.Runtime;

namespace Amplify.CognitoClients;

/// <summary>Reads and writes an AWS constant as the text it stands for; unknown texts are kept.</summary>
internal sealed class ConstantJsonConverter<T> : JsonConverter<T>
    where T : ConstantClass, IServiceConstant<T>
{
    public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? T.FindValue(reader.GetString()!) : throw new JsonException();

    // The conversion to string, unlike Value, gives the service's own casing.
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue((string)value);
}
