using System.IO.Compression;
using System.Text;
using System.Xml.Linq;

namespace Amplify.Emulator;

/// <summary>The pool's request to a SAML provider, in the redirect binding.</summary>
internal static class SamlRequest
{
    public static string Url(string target, ExternalSignIn signIn, string relayState, TimeProvider clock)
    {
        var request = new XElement(
            Saml.Protocol + "AuthnRequest",
            new XAttribute("ID", signIn.Challenge),
            new XAttribute("Version", "2.0"),
            new XAttribute("IssueInstant", Saml.Instant(clock.GetUtcNow())),
            new XAttribute("Destination", $"{target}/saml"),
            new XAttribute("AssertionConsumerServiceURL", signIn.ReturnUrl),
            new XAttribute("ProtocolBinding", "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"),
            new XElement(Saml.Assertion + "Issuer", Saml.ServiceProvider(signIn.Provider.Pool)));
        return $"{target}/saml?SAMLRequest={Uri.EscapeDataString(Deflate(request.ToString(SaveOptions.DisableFormatting)))}&RelayState={Uri.EscapeDataString(relayState)}";
    }

    private static string Deflate(string xml)
    {
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflate.Write(Encoding.UTF8.GetBytes(xml));
        }

        return Convert.ToBase64String(packed.ToArray());
    }
}
