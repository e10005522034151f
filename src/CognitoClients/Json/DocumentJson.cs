using System.Text.Json.Serialization;
using Amazon.Runtime.Documents;

namespace Amplify.CognitoClients;

/// <summary>
/// What the JSON generator sees in place of a <see cref="Document"/>: that type enumerates in two ways, for which the generated code would not compile.
/// </summary>
[JsonConverter(typeof(DocumentJsonConverter))]
internal sealed class DocumentJson
{
    private DocumentJson(Document document) => Document = document;

    public Document Document { get; }

    /// <summary>Wraps a document; none at all becomes null, so that it is left out like every other null member.</summary>
    public static DocumentJson? Of(Document document) => document.IsNull() ? null : new DocumentJson(document);
}
