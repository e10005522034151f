using System.Text.Json.Nodes;
using Amplify.Emulator;

namespace Amplify.Tests;

public sealed class LinkTests
{
    [Test]
    public async Task An_account_linked_in_process_signs_in_as_the_user_it_is_linked_to()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        EmulatedIdentityProvider provider = ProviderTests.AddOidc(ui);
        provider.Link(ui.Ana, "42");

        var id = new Jwt((string)(await ProviderTests.SignInAsync(ui, provider))["id_token"]!);

        Assert.That(((string)id.Claims["cognito:username"]!, (string)id.Claims["sub"]!), Is.EqualTo(("ana", ui.Ana.Sub)));
        JsonObject identity = id.Claims["identities"]!.AsArray().Single()!.AsObject();
        Assert.That(((string)identity["userId"]!, (string)identity["primary"]!), Is.EqualTo(("42", "false")));
        Assert.That(ui.Pool.Users.Select(user => user.Username), Is.EqualTo(new[] { "ana" }));
    }

    [Test]
    public async Task An_account_linked_over_HTTP_by_a_claim_signs_in_as_the_user_it_is_linked_to()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        EmulatedIdentityProvider provider = ProviderTests.AddOidc(ui, IdentityProviderType.Saml);

        (await LinkAsync(ui, "ana", "email", "ben@gmail.example")).MustSucceed();
        var id = new Jwt((string)(await ProviderTests.SignInAsync(ui, provider))["id_token"]!);

        Assert.That((string)id.Claims["cognito:username"]!, Is.EqualTo("ana"));
        Assert.That((string)id.Claims["identities"]!.AsArray().Single()!["userId"]!, Is.EqualTo("42"));
    }

    [Test]
    public async Task A_linked_user_still_has_the_password_and_the_link_shows_in_the_attributes()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        ProviderTests.AddOidc(ui);
        (await LinkAsync(ui, "ana", "Cognito_Subject", "42")).MustSucceed();

        JsonObject tokens = await ui.Wire.SignInAsync();

        WireAnswer user = await ui.Wire.GetUserAsync((string)tokens["AccessToken"]!);
        string identities = (string)user.Json["UserAttributes"]!.AsArray().Single(attribute => (string)attribute!["Name"]! == "identities")!["Value"]!;
        Assert.That((string)JsonNode.Parse(identities)!.AsArray().Single()!["providerName"]!, Is.EqualTo("Corp"));
    }

    [Test]
    public async Task An_account_that_is_linked_or_has_signed_in_cannot_be_linked()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        EmulatedIdentityProvider provider = ProviderTests.AddOidc(ui);
        await ProviderTests.SignInAsync(ui, provider);
        provider.Link(ui.Ana, "43");

        (await LinkAsync(ui, "ana", "Cognito_Subject", "42")).MustBe("InvalidParameterException", "Merging is not currently supported, provide a SourceUser that has not been linked or signed in.");
        (await LinkAsync(ui, "ana", "Cognito_Subject", "43")).MustBe("InvalidParameterException", "Merging is not currently supported, provide a SourceUser that has not been linked or signed in.");
        Assert.That(() => provider.Link(ui.Ana, "42"), Throws.InvalidOperationException);
    }

    [Test]
    public async Task A_user_has_five_links_at_most()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        EmulatedIdentityProvider provider = ProviderTests.AddOidc(ui);
        for (int i = 0; i < 5; i++)
        {
            provider.Link(ui.Ana, $"{i}");
        }

        Assert.That((await LinkAsync(ui, "ana", "Cognito_Subject", "5")).ErrorCode, Is.EqualTo("LimitExceededException"));
    }

    [Test]
    public async Task A_link_taken_back_leads_to_a_user_of_its_own()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        EmulatedIdentityProvider provider = ProviderTests.AddOidc(ui);
        (await LinkAsync(ui, "ana", "Cognito_Subject", "42")).MustSucceed();

        (await DisableAsync(ui)).MustSucceed();
        var id = new Jwt((string)(await ProviderTests.SignInAsync(ui, provider))["id_token"]!);

        Assert.That((string)id.Claims["cognito:username"]!, Is.EqualTo("Corp_42"));
        Assert.That(ui.Ana.Attributes.ContainsKey("identities"), Is.False);
    }

    [Test]
    public async Task Disabling_a_provider_for_its_own_user_shuts_the_user_out()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        await ProviderTests.SignInAsync(ui, ProviderTests.AddOidc(ui));

        (await DisableAsync(ui)).MustSucceed();

        Assert.That(ui.Pool.FindUser("Corp_42")!.Enabled, Is.False);
    }

    [Test]
    public async Task What_does_not_exist_cannot_be_linked()
    {
        await using HostedUi ui = await HostedUi.StartAsync();

        Assert.That((await LinkAsync(ui, "ana", "Cognito_Subject", "42")).ErrorCode, Is.EqualTo("ResourceNotFoundException"));
        ProviderTests.AddOidc(ui);
        Assert.That((await LinkAsync(ui, "nobody", "Cognito_Subject", "42")).ErrorCode, Is.EqualTo("UserNotFoundException"));
        Assert.That((await DisableAsync(ui)).ErrorCode, Is.EqualTo("UserNotFoundException"));
    }

    [Test]
    public async Task A_trigger_that_links_helps_the_next_attempt_only()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        EmulatedIdentityProvider provider = ProviderTests.AddOidc(ui);
        ui.Pool.Triggers.PreSignUp = told =>
        {
            provider.Link(ui.Ana, told.Username.Split('_')[1]);
            return told;
        };

        await ProviderTests.ToProviderAsync(ui, provider);
        await ui.Browser.SubmitAsync("Ben Example");
        Assert.That(ui.Browser.Answer["error_description"], Is.EqualTo("Already found an entry for username Corp_42"));
        var id = new Jwt((string)(await ProviderTests.SignInAsync(ui, provider))["id_token"]!);

        Assert.That((string)id.Claims["cognito:username"]!, Is.EqualTo("ana"));
    }

    private static Task<WireAnswer> LinkAsync(HostedUi ui, string username, string attribute, string value) => ui.Wire.CallAsync("AdminLinkProviderForUser", new JsonObject
    {
        ["UserPoolId"] = ui.Pool.Id,
        ["DestinationUser"] = new JsonObject { ["ProviderName"] = "Cognito", ["ProviderAttributeValue"] = username },
        ["SourceUser"] = new JsonObject { ["ProviderName"] = "Corp", ["ProviderAttributeName"] = attribute, ["ProviderAttributeValue"] = value },
    });

    private static Task<WireAnswer> DisableAsync(HostedUi ui) => ui.Wire.CallAsync("AdminDisableProviderForUser", new JsonObject
    {
        ["UserPoolId"] = ui.Pool.Id,
        ["User"] = new JsonObject { ["ProviderName"] = "Corp", ["ProviderAttributeName"] = "Cognito_Subject", ["ProviderAttributeValue"] = "42" },
    });
}
