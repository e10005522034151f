using System.Xml;
using System.Xml.Linq;

namespace Amplify.Emulator;

/// <summary>Checks what a SAML provider had the browser post: for this pool, this page, this request and this moment, and not seen before. XML signatures are not among the checks.</summary>
internal static class SamlResponse
{
    /// <exception cref="ProviderAnswerException">The response does not fit.</exception>
    public static ExternalIdentity Check(ExternalSignIn signIn, string? encoded, TimeProvider clock)
    {
        XElement response = Read(encoded);
        if ((string?)response.Element(Saml.Protocol + "Status")?.Element(Saml.Protocol + "StatusCode")?.Attribute("Value") != Saml.Success)
        {
            throw new ProviderAnswerException("The identity provider did not sign the user in", "access_denied");
        }

        XElement[] assertions = [.. response.Descendants(Saml.Assertion + "Assertion")];
        XElement assertion = assertions is [var only] && only.Parent == response ? only : throw Unfit("not exactly one assertion");
        CheckTarget(signIn, response, assertion);
        DateTimeOffset end = CheckTime(assertion, clock.GetUtcNow());
        CheckReplay(signIn, assertion, end);
        return Identity(assertion);
    }

    private static XElement Read(string? encoded)
    {
        try
        {
            using var bytes = new MemoryStream(Convert.FromBase64String(encoded ?? ""));
            XElement response = Saml.Parse(bytes);
            return response.Name == Saml.Protocol + "Response" ? response : throw Unfit("not a response");
        }
        catch (Exception malformed) when (malformed is FormatException or XmlException)
        {
            throw Unfit("not XML");
        }
    }

    private static void CheckTarget(ExternalSignIn signIn, XElement response, XElement assertion)
    {
        string provider = signIn.Provider.Url.ToString();
        XElement? confirmation = Confirmation(assertion);
        string? misfit =
            (string?)assertion.Element(Saml.Assertion + "Issuer") != provider ? "issuer"
            : (string?)response.Attribute("Destination") != signIn.ReturnUrl ? "destination"
            : (string?)response.Attribute("InResponseTo") != signIn.Challenge || (string?)confirmation?.Attribute("InResponseTo") != signIn.Challenge ? "request"
            : (string?)confirmation?.Attribute("Recipient") != signIn.ReturnUrl ? "recipient"
            : !Audiences(assertion).Contains(Saml.ServiceProvider(signIn.Provider.Pool)) ? "audience"
            : null;
        if (misfit is not null)
        {
            throw Unfit(misfit);
        }
    }

    private static DateTimeOffset CheckTime(XElement assertion, DateTimeOffset now)
    {
        XElement? conditions = assertion.Element(Saml.Assertion + "Conditions");
        DateTimeOffset? begin = Saml.Instant((string?)conditions?.Attribute("NotBefore"));
        DateTimeOffset? end = Saml.Instant((string?)conditions?.Attribute("NotOnOrAfter"));
        DateTimeOffset? confirmedUntil = Saml.Instant((string?)Confirmation(assertion)?.Attribute("NotOnOrAfter"));
        return begin <= now && now < end && now < confirmedUntil ? end.Value : throw Unfit("time");
    }

    private static void CheckReplay(ExternalSignIn signIn, XElement assertion, DateTimeOffset end)
    {
        string id = (string?)assertion.Attribute("ID") ?? throw Unfit("no id");
        EmulatedUserPool pool = signIn.Provider.Pool;
        lock (pool.Gate)
        {
            if (!pool.HostedUi.SeenAssertions.TryAdd(signIn.Provider, id, end))
            {
                throw Unfit("replay");
            }
        }
    }

    private static XElement? Confirmation(XElement assertion) => assertion.Element(Saml.Assertion + "Subject")?.Elements(Saml.Assertion + "SubjectConfirmation")
        .FirstOrDefault(confirmation => (string?)confirmation.Attribute("Method") == Saml.Bearer)?.Element(Saml.Assertion + "SubjectConfirmationData");

    private static IEnumerable<string> Audiences(XElement assertion) =>
        assertion.Element(Saml.Assertion + "Conditions")?.Elements(Saml.Assertion + "AudienceRestriction").Elements(Saml.Assertion + "Audience").Select(audience => (string)audience) ?? [];

    private static ExternalIdentity Identity(XElement assertion) => new()
    {
        Subject = (string?)assertion.Element(Saml.Assertion + "Subject")?.Element(Saml.Assertion + "NameID") is { Length: > 0 } name ? name : throw Unfit("no name id"),
        Claims = assertion.Elements(Saml.Assertion + "AttributeStatement").Elements(Saml.Assertion + "Attribute")
            .GroupBy(attribute => (string?)attribute.Attribute("Name") ?? "")
            .ToDictionary(group => group.Key, group => string.Join(',', group.Elements(Saml.Assertion + "AttributeValue").Select(value => (string)value))),
    };

    private static ProviderAnswerException Unfit(string what) => new($"Invalid samlResponse or relayState from identity provider: {what}");
}
