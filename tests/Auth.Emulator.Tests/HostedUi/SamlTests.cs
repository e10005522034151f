using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Amplify.Emulator;

namespace Amplify.Tests;

public sealed class SamlTests
{
    private static readonly XNamespace Protocol = "urn:oasis:names:tc:SAML:2.0:protocol";
    private static readonly XNamespace Assertion = "urn:oasis:names:tc:SAML:2.0:assertion";

    [Test]
    public async Task Over_the_providers_page_and_a_posted_assertion_to_tokens()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        EmulatedIdentityProvider provider = ProviderTests.AddOidc(ui, IdentityProviderType.Saml);

        JsonObject tokens = await ProviderTests.SignInAsync(ui, provider);

        var id = new Jwt((string)tokens["id_token"]!);
        JsonObject identity = id.Claims["identities"]!.AsArray().Single()!.AsObject();
        Assert.That(((string)id.Claims["cognito:username"]!, (string)id.Claims["email"]!), Is.EqualTo(("Corp_42", "ben@gmail.example")));
        Assert.That(((string)identity["providerType"]!, (string)identity["issuer"]!), Is.EqualTo(("SAML", provider.Url.ToString())));
    }

    [Test]
    public async Task The_page_that_posts_needs_no_script_but_allows_its_own()
    {
        await using HostedUi ui = await HostedUi.StartAsync();

        await ToAssertionAsync(ui);

        Assert.That(ui.Browser.Document.QuerySelectorAll("button").Select(button => button.TextContent), Is.EqualTo(new[] { "Continue" }));
        string script = ui.Browser.Document.QuerySelector("script")!.TextContent;
        string hash = Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(script)));
        Assert.That(ui.Browser.Response.Headers.GetValues("Content-Security-Policy").Single(), Does.Contain($"script-src 'sha256-{hash}';"));
    }

    [Test]
    public async Task Going_back_without_signing_in_is_access_denied_at_the_client()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        await ProviderTests.ToProviderAsync(ui, ProviderTests.AddOidc(ui, IdentityProviderType.Saml));

        await ui.Browser.SubmitAsync("Cancel");
        await ui.Browser.SubmitAsync("Continue");

        Assert.That((ui.Browser.Answer["error"], ui.Browser.Answer["state"]), Is.EqualTo(("access_denied", "xyz")));
    }

    private static IEnumerable<TestCaseData> Misfits()
    {
        static TestCaseData Case(string name, string what, Action<XElement> spoil) => new TestCaseData(spoil, what).SetArgDisplayNames(name);
        static XElement Part(XElement response, string name) => response.Descendants(Assertion + name).Single();
        yield return Case("issuer", "issuer", response => Part(response, "Assertion").Element(Assertion + "Issuer")!.Value = "https://evil.example");
        yield return Case("destination", "destination", response => response.SetAttributeValue("Destination", "https://elsewhere.example"));
        yield return Case("answer to another request", "request", response => response.SetAttributeValue("InResponseTo", "_other"));
        yield return Case("assertion for another request", "request", response => Part(response, "SubjectConfirmationData").SetAttributeValue("InResponseTo", "_other"));
        yield return Case("unsolicited", "request", response => response.SetAttributeValue("InResponseTo", null));
        yield return Case("recipient", "recipient", response => Part(response, "SubjectConfirmationData").SetAttributeValue("Recipient", "https://elsewhere.example"));
        yield return Case("audience", "audience", response => Part(response, "Audience").Value = "urn:amazon:cognito:sp:another");
        yield return Case("no audience", "audience", response => Part(response, "AudienceRestriction").Remove());
        yield return Case("not yet", "time", response => Part(response, "Conditions").SetAttributeValue("NotBefore", "2026-03-05T09:08:08Z"));
        yield return Case("no more", "time", response => Part(response, "Conditions").SetAttributeValue("NotOnOrAfter", "2026-03-05T09:08:07Z"));
        yield return Case("confirmed no more", "time", response => Part(response, "SubjectConfirmationData").SetAttributeValue("NotOnOrAfter", "2026-03-05T09:08:07Z"));
        yield return Case("no time", "time", response => Part(response, "Conditions").SetAttributeValue("NotOnOrAfter", null));
        yield return Case("not a bearer", "request", response => Part(response, "SubjectConfirmation").SetAttributeValue("Method", "urn:oasis:names:tc:SAML:2.0:cm:holder-of-key"));
        yield return Case("two assertions", "not exactly one assertion", response => response.Add(new XElement(Part(response, "Assertion"))));
        yield return Case("a hidden assertion", "not exactly one assertion", response => Part(response, "Assertion").ReplaceWith(new XElement("wrapper", Part(response, "Assertion"))));
        yield return Case("no id", "no id", response => Part(response, "Assertion").SetAttributeValue("ID", null));
        yield return Case("nobody", "no name id", response => Part(response, "NameID").Remove());
        yield return Case("another document", "not a response", response => response.Name = Protocol + "AuthnRequest");
    }

    [TestCaseSource(nameof(Misfits))]
    public async Task An_assertion_that_does_not_fit_is_refused(Action<XElement> spoil, string what)
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        (string action, XElement response, string relayState) = await ToAssertionAsync(ui);

        spoil(response);
        await PostAsync(ui, action, response.ToString(), relayState);

        Assert.That(
            (ui.Browser.Answer["error"], ui.Browser.Answer["error_description"]),
            Is.EqualTo(("server_error", $"Invalid samlResponse or relayState from identity provider: {what}")));
        Assert.That(ui.Pool.FindUser("Corp_42"), Is.Null);
    }

    [TestCase("not base64!")]
    [TestCase("")]
    [TestCase("PGE+")]
    public async Task What_is_no_XML_is_refused(string encoded)
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        (string action, _, string relayState) = await ToAssertionAsync(ui);

        await ui.Browser.PostAsync(action, ("SAMLResponse", encoded), ("RelayState", relayState));

        Assert.That(ui.Browser.Answer["error_description"], Does.EndWith("not XML"));
    }

    [Test]
    public async Task A_document_type_with_entities_is_not_read()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        (string action, XElement response, string relayState) = await ToAssertionAsync(ui);

        await PostAsync(ui, action, $"<!DOCTYPE r [<!ENTITY e 'x'>]>{response}", relayState);

        Assert.That(ui.Browser.Answer["error_description"], Does.EndWith("not XML"));
    }

    [Test]
    public async Task It_is_taken_for_five_minutes()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        (string action, XElement response, string relayState) = await ToAssertionAsync(ui);

        ui.Emulator.Clock.Advance(TimeSpan.FromMinutes(5));
        await PostAsync(ui, action, response.ToString(), relayState);

        Assert.That(ui.Browser.Answer["error_description"], Does.EndWith("time"));
    }

    [Test]
    public async Task An_assertion_is_taken_once_even_when_it_is_made_to_fit_another_request()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        (string action, XElement first, string relayState) = await ToAssertionAsync(ui);
        await PostAsync(ui, action, first.ToString(), relayState);
        Assert.That(ui.Browser.Answer, Contains.Key("code"));
        (_, XElement second, string nextRelayState) = await ToAssertionAsync(ui);

        string request = (string)second.Attribute("InResponseTo")!;
        first.SetAttributeValue("InResponseTo", request);
        first.Descendants(Assertion + "SubjectConfirmationData").Single().SetAttributeValue("InResponseTo", request);
        await PostAsync(ui, action, first.ToString(), nextRelayState);

        Assert.That(ui.Browser.Answer["error_description"], Does.EndWith("replay"));
    }

    [Test]
    public async Task A_RelayState_that_nobody_was_sent_with_leads_to_no_client()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        (string action, XElement response, string relayState) = await ToAssertionAsync(ui);

        await PostAsync(ui, action, response.ToString(), "made-up");
        Assert.That((ui.Browser.Left, ui.Browser.Status), Is.EqualTo(((string?)null, HttpStatusCode.BadRequest)));
        using var other = new Browser(ui.Emulator.Endpoint);
        await other.GoAsync(ui.AuthorizeUrl());
        await other.PostAsync(action, ("SAMLResponse", Encode(response.ToString())), ("RelayState", relayState));

        Assert.That((other.Left, other.Status), Is.EqualTo(((string?)null, HttpStatusCode.BadRequest)));
    }

    [TestCase("")]
    [TestCase("SAMLRequest=garbage")]
    [TestCase("SAMLRequest=qw%3D%3D")]
    public async Task The_provider_answers_no_request_but_its_pools(string query)
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        EmulatedIdentityProvider provider = ProviderTests.AddOidc(ui, IdentityProviderType.Saml);

        await ui.Browser.GoAsync($"{provider.Url}/saml?{query}");

        Assert.That((ui.Browser.Left, ui.Browser.Status), Is.EqualTo(((string?)null, HttpStatusCode.BadRequest)));
    }

    private static async Task<(string Action, XElement Response, string RelayState)> ToAssertionAsync(HostedUi ui)
    {
        EmulatedIdentityProvider provider = ui.Pool.IdentityProviders is [var known] ? known : ProviderTests.AddOidc(ui, IdentityProviderType.Saml);
        await ProviderTests.ToProviderAsync(ui, provider, ("prompt", "login"));
        await ui.Browser.SubmitAsync("Ben Example");
        byte[] xml = Convert.FromBase64String(ui.Browser.Value("SAMLResponse")!);
        return (ui.Browser.Document.QuerySelector("form")!.GetAttribute("action")!, XElement.Parse(Encoding.UTF8.GetString(xml)), ui.Browser.Value("RelayState")!);
    }

    private static Task<Browser> PostAsync(HostedUi ui, string action, string xml, string relayState) =>
        ui.Browser.PostAsync(action, ("SAMLResponse", Encode(xml)), ("RelayState", relayState));

    private static string Encode(string xml) => Convert.ToBase64String(Encoding.UTF8.GetBytes(xml));
}
