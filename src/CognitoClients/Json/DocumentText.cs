using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Amazon.Runtime.Documents;

namespace Amplify.CognitoClients;

/// <summary>JSON text to a <see cref="Document"/> and back, as the services' free-form members hold it.</summary>
internal static class DocumentText
{
    /// <exception cref="JsonException">It is no JSON.</exception>
    /// <exception cref="InvalidOperationException">A text in it is none: half a surrogate pair.</exception>
    public static Document Parse(string json)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        reader.Read();
        Document document = DocumentJsonConverter.Read(ref reader);
        return reader.Read() ? throw new JsonException() : document;
    }

    public static string Write(Document document)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            DocumentJsonConverter.Write(writer, document);
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}
