using System.Net;
using System.Text.Json.Nodes;
using Amplify.Emulator;

namespace Amplify.Tests;

/// <summary>A code in place of a password, on the pages.</summary>
public sealed class OneTimeCodePageTests
{
    [TestCase("Email me a code", "Check your email", "a***@e***")]
    [TestCase("Text me a code", "Check your phone", "+*******0100")]
    public async Task A_code_signs_in(string way, string title, string destination)
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        await OtherWaysTests.ToChoiceAsync(ui);

        await ui.Browser.SubmitAsync(way);
        Assert.That(ui.Browser.Title, Is.EqualTo(title));
        Assert.That(ui.Browser.Document.QuerySelector("main")!.TextContent, Does.Contain($"Enter the code we sent to {destination}."));
        await ui.Browser.SubmitAsync("Sign in", ("code", $" {ui.Emulator.Outbox.LatestCode("ana")} "));

        Assert.That(ui.Browser.Answer["state"], Is.EqualTo("xyz"));
        (await ui.ExchangeAsync(ui.Browser.Answer["code"])).MustSucceed();
    }

    [Test]
    public async Task The_tokens_say_what_those_of_a_password_say()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        JsonObject withPassword = await ui.TokensAsync(("nonce", "n-1"));
        await ToCodeAsync(ui, ("prompt", "login"), ("nonce", "n-1"));
        await ui.Browser.SubmitAsync("Sign in", ("code", ui.Emulator.Outbox.LatestCode("ana")));

        JsonObject withCode = (await ui.ExchangeAsync(ui.Browser.Answer["code"])).MustSucceed().Json;

        Assert.That(withCode.Select(pair => pair.Key), Is.EqualTo(withPassword.Select(pair => pair.Key)));
        foreach (string token in (string[])["id_token", "access_token"])
        {
            Assert.That(Claims(withCode, token), Is.EqualTo(Claims(withPassword, token)), token);
        }
    }

    [Test]
    public async Task A_browser_that_signed_in_with_a_code_has_a_session_as_any_other()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        await ToCodeAsync(ui);
        await ui.Browser.SubmitAsync("Sign in", ("code", ui.Emulator.Outbox.LatestCode("ana")));

        await ui.AuthorizeAsync();

        Assert.That(ui.Browser.Answer, Contains.Key("code"), "without asking");
    }

    [Test]
    public async Task A_wrong_code_says_so_and_the_next_try_counts()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        await ToCodeAsync(ui);

        foreach (string wrong in (string[])["00000000", "1", "nonsense"])
        {
            await ui.Browser.SubmitAsync("Sign in", ("code", wrong));
            Assert.That((ui.Browser.Left, ui.Browser.Status, ui.Browser.Error), Is.EqualTo(((string?)null, HttpStatusCode.BadRequest, "Invalid code, please try again.")));
            Assert.That(ui.Browser.Document.QuerySelectorAll("[aria-invalid]").Select(input => input.Id), Is.EqualTo(new[] { "code" }));
        }

        await ui.Browser.SubmitAsync("Sign in", ("code", ui.Emulator.Outbox.LatestCode("ana")));

        Assert.That(ui.Browser.Answer, Contains.Key("code"));
    }

    [Test]
    public async Task An_empty_code_is_none()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        await ToCodeAsync(ui);
        await ui.Browser.SubmitAsync("Sign in", ("code", " "));
        Assert.That((ui.Browser.Left, ui.Browser.Status), Is.EqualTo(((string?)null, HttpStatusCode.BadRequest)));

        await OtherWaysTests.ToChoiceAsync(ui, "nobody");
        await ui.Browser.SubmitAsync("Email me a code");
        await ui.Browser.SubmitAsync("Sign in", ("code", " "));

        Assert.That((ui.Browser.Left, ui.Browser.Status), Is.EqualTo(((string?)null, HttpStatusCode.BadRequest)), "nor is it that of somebody who does not exist");
    }

    [Test]
    public async Task A_new_code_takes_the_place_of_the_one_before()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        await ToCodeAsync(ui);
        string first = ui.Emulator.Outbox.LatestCode("ana");

        await ui.Browser.SubmitAsync("Send a new code");
        Assert.That(ui.Browser.Document.QuerySelector("[role=status]")!.TextContent, Is.EqualTo("A new code is on its way."));
        string second = ui.Emulator.Outbox.LatestCode("ana");
        Assert.That(ui.Emulator.Outbox.Messages, Has.Count.EqualTo(2));
        await ui.Browser.SubmitAsync("Sign in", ("code", first));
        Assert.That(ui.Browser.Error, Is.EqualTo("Invalid code, please try again."));
        await ui.Browser.SubmitAsync("Sign in", ("code", second));

        Assert.That(ui.Browser.Answer, Contains.Key("code"));
    }

    [Test]
    public async Task A_code_is_good_for_as_long_as_its_session()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        await ToCodeAsync(ui);

        ui.Emulator.Clock.Advance(TimeSpan.FromMinutes(3));
        await ui.Browser.SubmitAsync("Sign in", ("code", ui.Emulator.Outbox.LatestCode("ana")));

        Assert.That((ui.Browser.Left, ui.Browser.Title, ui.Browser.Error, ui.Browser.Value("username")), Is.EqualTo(((string?)null, "Sign in", "That took too long. Please sign in again.", "ana")));
    }

    [Test]
    public async Task A_code_signs_in_once()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        await ToCodeAsync(ui);
        string page = ui.Browser.Location.ToString();
        string token = ui.Browser.Value("_csrf")!;
        string code = ui.Emulator.Outbox.LatestCode("ana");
        await ui.Browser.SubmitAsync("Sign in", ("code", code));

        await ui.Browser.PostAsync(page, ("_csrf", token), ("code", code));

        Assert.That((ui.Browser.Left, ui.Browser.Title), Is.EqualTo(((string?)null, "This did not work")));
    }

    [Test]
    public async Task A_code_of_one_user_is_none_of_another()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        ui.Pool.AddUser("ben", "Passw0rd!", new Dictionary<string, string> { ["email"] = "ben@example.com" });
        await OtherWaysTests.ToChoiceAsync(ui, "ben");
        await ui.Browser.SubmitAsync("Email me a code");
        await ToCodeAsync(ui);

        await ui.Browser.SubmitAsync("Sign in", ("code", ui.Emulator.Outbox.LatestCode("ben")));

        Assert.That((ui.Browser.Left, ui.Browser.Error), Is.EqualTo(((string?)null, "Invalid code, please try again.")));
    }

    [Test]
    public async Task Another_way_is_a_click_away()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        await ToCodeAsync(ui);

        await ui.Browser.SubmitAsync("Sign in another way");
        Assert.That(ui.Browser.Title, Is.EqualTo("Choose how to sign in"));
        await ui.Browser.SubmitAsync("Text me a code");
        await ui.Browser.SubmitAsync("Sign in", ("code", ui.Emulator.Outbox.LatestCode("ana")));

        Assert.That(ui.Browser.Answer, Contains.Key("code"));
    }

    [Test]
    public async Task The_page_belongs_to_one_browser_and_its_forms()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        await ToCodeAsync(ui);
        string code = ui.Emulator.Outbox.LatestCode("ana");
        using var other = new Browser(ui.Emulator.Endpoint);
        await other.GoAsync(ui.AuthorizeUrl());

        await other.PostAsync(ui.Browser.Location.ToString(), ("_csrf", other.Value("_csrf")!), ("code", code));
        Assert.That((other.Left, other.Title), Is.EqualTo(((string?)null, "This did not work")));
        await ui.Browser.PostAsync(ui.Browser.Location.ToString(), ("_csrf", "forged"), ("code", code));

        Assert.That((ui.Browser.Left, ui.Browser.Status), Is.EqualTo(((string?)null, HttpStatusCode.Forbidden)));
    }

    [Test]
    public async Task The_pages_of_second_factors_are_none_of_a_first_and_the_other_way_round()
    {
        await using HostedUi ui = await HostedUi.StartAsync();
        await ToCodeAsync(ui);
        string first = ui.Browser.Location.ToString();
        await ui.Browser.GoAsync(first.Replace("/oneTimeCode?", "/mfa?", StringComparison.Ordinal));
        Assert.That(ui.Browser.Location.ToString(), Is.EqualTo(first));

        ui.Ana.EnableEmailMfa();
        await ui.AuthorizeAsync();
        await ui.LogInAsync();
        string second = ui.Browser.Location.ToString();
        await ui.Browser.GoAsync(second.Replace("/mfa?", "/oneTimeCode?", StringComparison.Ordinal));

        Assert.That(ui.Browser.Location.ToString(), Is.EqualTo(second));
    }

    private static async Task ToCodeAsync(HostedUi ui, params (string Name, string Value)[] parameters)
    {
        await OtherWaysTests.ToChoiceAsync(ui, parameters: parameters);
        await ui.Browser.SubmitAsync("Email me a code");
    }

    /// <summary>What a token says, but for what is another with every token.</summary>
    internal static string Claims(JsonObject tokens, string name)
    {
        JsonObject claims = new Jwt((string)tokens[name]!).Claims.DeepClone().AsObject();
        foreach (string own in (string[])["jti", "origin_jti", "event_id", "at_hash"])
        {
            claims.Remove(own);
        }

        return claims.ToJsonString();
    }
}
