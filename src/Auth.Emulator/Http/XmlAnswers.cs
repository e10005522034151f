using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Amplify.Emulator;

/// <summary>Answers in XML.</summary>
internal static class XmlAnswers
{
    public static Answer Of(XElement document, string contentType, int status = 200)
    {
        using var bytes = new MemoryStream();
        using (var writer = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), CheckCharacters = false }))
        {
            document.WriteTo(writer);
        }

        return new Answer { Status = status, ContentType = contentType, Body = bytes.ToArray() };
    }
}
