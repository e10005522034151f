using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace Amplify.Emulator;

/// <summary>Names and forms of SAML 2.0 that both sides write.</summary>
internal static class Saml
{
    public const string Success = "urn:oasis:names:tc:SAML:2.0:status:Success";
    public const string Bearer = "urn:oasis:names:tc:SAML:2.0:cm:bearer";
    public static readonly XNamespace Protocol = "urn:oasis:names:tc:SAML:2.0:protocol";
    public static readonly XNamespace Assertion = "urn:oasis:names:tc:SAML:2.0:assertion";

    /// <summary>What a pool is called at its SAML providers.</summary>
    public static string ServiceProvider(EmulatedUserPool pool) => $"urn:amazon:cognito:sp:{pool.Id}";

    public static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static DateTimeOffset? Instant(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset at) ? at : null;

    /// <summary>Reads XML from outside: no document type, so no entities, and nothing is fetched.</summary>
    /// <exception cref="XmlException">It is not well formed, or has a document type.</exception>
    public static XElement Parse(Stream xml)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = 1024 * 1024 };
        using XmlReader reader = XmlReader.Create(xml, settings);
        return XElement.Load(reader);
    }
}
