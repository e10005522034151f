using System.IO.Compression;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Amplify.Emulator;

/// <summary>What an emulated SAML provider serves: the page where someone picks an account, and the page that takes the assertion to the pool.</summary>
internal static class SamlProviderPages
{
    // Allowed by its hash; without it the button does the same.
    private const string Submit = "document.forms[0].submit()";
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    /// <summary><c>saml</c>.</summary>
    public static Answer Act(ProviderContext context)
    {
        if (ReadRequest(context) is not { } request)
        {
            return AccountChooser.Wrong(context, "This is no request of an application that is registered here (SAMLRequest).");
        }

        return context.Web.IsPost ? Return(context, request, AccountChooser.Chosen(context)) : AccountChooser.Show(context, "saml", null);
    }

    private static XElement? ReadRequest(ProviderContext context)
    {
        try
        {
            using var packed = new MemoryStream(Convert.FromBase64String(context.Web.Query["SAMLRequest"] ?? ""));
            using var unpacked = new DeflateStream(packed, CompressionMode.Decompress);
            XElement request = Saml.Parse(unpacked);
            bool known = request.Name == Saml.Protocol + "AuthnRequest"
                && (string?)request.Element(Saml.Assertion + "Issuer") == Saml.ServiceProvider(context.Pool)
                && Uri.TryCreate((string?)request.Attribute("AssertionConsumerServiceURL"), UriKind.Absolute, out Uri? uri)
                && uri.IsLoopback && uri.Port == context.Pool.State.Endpoint.Port && uri.PathAndQuery == $"{context.Pool.HostedUiPath}/saml2/idpresponse";
            return known ? request : null;
        }
        catch (Exception malformed) when (malformed is FormatException or InvalidDataException or XmlException)
        {
            return null;
        }
    }

    private static Answer Return(ProviderContext context, XElement request, ProviderUser? user)
    {
        string target = (string)request.Attribute("AssertionConsumerServiceURL")!;
        XElement response = Response(context, request, target, user);
        string encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(response.ToString(SaveOptions.DisableFormatting)));
        return context.Page(
            $"Back to {context.Pool.Settings.Name}",
            Html.Format(
                $"""
                <form method="post" action="{target}"><input type="hidden" name="SAMLResponse" value="{encoded}"/><input type="hidden" name="RelayState" value="{context.Web.Query["RelayState"]}"/>
                <p>{(user is null ? "You go back without signing in." : "You are signed in.")}</p><button class="primary" autofocus="autofocus">Continue</button></form>
                """),
            script: Submit);
    }

    private static XElement Response(ProviderContext context, XElement request, string target, ProviderUser? user)
    {
        DateTimeOffset now = context.Clock.GetUtcNow();
        string requestId = (string?)request.Attribute("ID") ?? "";
        string status = user is null ? "urn:oasis:names:tc:SAML:2.0:status:Responder" : Saml.Success;
        return new XElement(
            Saml.Protocol + "Response",
            new XAttribute("ID", $"_{Guid.NewGuid():N}"),
            new XAttribute("Version", "2.0"),
            new XAttribute("IssueInstant", Saml.Instant(now)),
            new XAttribute("Destination", target),
            new XAttribute("InResponseTo", requestId),
            new XElement(Saml.Assertion + "Issuer", context.Provider.Url.ToString()),
            new XElement(Saml.Protocol + "Status", new XElement(Saml.Protocol + "StatusCode", new XAttribute("Value", status))),
            user is null ? null : Assertion(context, target, requestId, user, now));
    }

    private static XElement Assertion(ProviderContext context, string target, string requestId, ProviderUser user, DateTimeOffset now) => new(
        Saml.Assertion + "Assertion",
        new XAttribute("ID", $"_{Guid.NewGuid():N}"),
        new XAttribute("Version", "2.0"),
        new XAttribute("IssueInstant", Saml.Instant(now)),
        new XElement(Saml.Assertion + "Issuer", context.Provider.Url.ToString()),
        new XElement(
            Saml.Assertion + "Subject",
            new XElement(Saml.Assertion + "NameID", user.Subject),
            new XElement(
                Saml.Assertion + "SubjectConfirmation",
                new XAttribute("Method", Saml.Bearer),
                new XElement(
                    Saml.Assertion + "SubjectConfirmationData",
                    new XAttribute("InResponseTo", requestId),
                    new XAttribute("Recipient", target),
                    new XAttribute("NotOnOrAfter", Saml.Instant(now + Lifetime))))),
        new XElement(
            Saml.Assertion + "Conditions",
            new XAttribute("NotBefore", Saml.Instant(now)),
            new XAttribute("NotOnOrAfter", Saml.Instant(now + Lifetime)),
            new XElement(Saml.Assertion + "AudienceRestriction", new XElement(Saml.Assertion + "Audience", Saml.ServiceProvider(context.Pool)))),
        new XElement(
            Saml.Assertion + "AttributeStatement",
            user.Claims.Select(claim => new XElement(
                Saml.Assertion + "Attribute", new XAttribute("Name", claim.Key), new XElement(Saml.Assertion + "AttributeValue", claim.Value)))));
}
