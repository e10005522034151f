using System.Text.Json.Nodes;
using Amplify.Emulator;

namespace Amplify.Tests;

public sealed class NewPasswordTests
{
    [TestCase(false)]
    [TestCase(true)]
    public async Task A_temporary_password_leads_to_a_new_one_and_then_to_tokens(bool srp)
    {
        await using Wire wire = await StartWithInvitedAsync();

        WireAnswer asked = srp ? await wire.SrpSignInAsync("ana", "Temp0rary!") : await wire.PasswordSignInAsync("ana", "Temp0rary!");
        Assert.That(asked.MustSucceed().Challenge, Is.EqualTo("NEW_PASSWORD_REQUIRED"));
        Assert.That(asked.Parameter("USER_ID_FOR_SRP"), Is.EqualTo("ana"));
        Assert.That(asked.Session, Has.Length.InRange(20, 2048));

        (await AnswerAsync(wire, asked.Session, "Passw0rd!")).MustSucceed();

        Assert.That(wire.Pool.FindUser("ana")!.Status, Is.EqualTo(UserStatus.Confirmed));
        (await wire.SrpSignInAsync("ana", "Passw0rd!")).MustSucceed();
    }

    [Test]
    public async Task The_challenge_lists_attributes_as_JSON_strings()
    {
        await using Wire wire = await StartWithInvitedAsync(new UserPoolSettings { RequiredAttributes = ["email", "name"] });

        WireAnswer asked = await wire.PasswordSignInAsync("ana", "Temp0rary!");

        Assert.That(asked.Parameter("requiredAttributes"), Is.EqualTo("""["userAttributes.name"]"""));
        Assert.That((string)JsonNode.Parse(asked.Parameter("userAttributes"))!["email"]!, Is.EqualTo("ana@example.com"));
    }

    [Test]
    public async Task A_missing_required_attribute_is_refused_and_can_be_added()
    {
        await using Wire wire = await StartWithInvitedAsync(new UserPoolSettings { RequiredAttributes = ["name"] });
        WireAnswer asked = await wire.PasswordSignInAsync("ana", "Temp0rary!");

        (await AnswerAsync(wire, asked.Session, "Passw0rd!")).MustBe("InvalidParameterException", "Invalid attributes given, name is missing");
        (await AnswerAsync(wire, asked.Session, "Passw0rd!", ("userAttributes.name", "Ana"))).MustSucceed();

        Assert.That(wire.Pool.FindUser("ana")!.Attributes["name"], Is.EqualTo("Ana"));
    }

    [Test]
    public async Task Verified_marks_cannot_be_written()
    {
        await using Wire wire = await StartWithInvitedAsync();
        WireAnswer asked = await wire.PasswordSignInAsync("ana", "Temp0rary!");

        (await AnswerAsync(wire, asked.Session, "Passw0rd!", ("userAttributes.email_verified", "true")))
            .MustBe("NotAuthorizedException", "A client attempted to write unauthorized attribute");
    }

    [Test]
    public async Task A_weak_password_is_refused_and_the_session_stays_usable()
    {
        await using Wire wire = await StartWithInvitedAsync();
        WireAnswer asked = await wire.PasswordSignInAsync("ana", "Temp0rary!");

        (await AnswerAsync(wire, asked.Session, "weak")).MustBe("InvalidPasswordException", "Password does not conform to policy: Password not long enough");
        (await AnswerAsync(wire, asked.Session, "Passw0rd!")).MustSucceed();
    }

    [Test]
    public async Task A_session_works_once()
    {
        await using Wire wire = await StartWithInvitedAsync();
        WireAnswer asked = await wire.PasswordSignInAsync("ana", "Temp0rary!");
        (await AnswerAsync(wire, asked.Session, "Passw0rd!")).MustSucceed();

        (await AnswerAsync(wire, asked.Session, "Passw0rd!")).MustBe("NotAuthorizedException", "Invalid session for the user, session can only be used once.");
    }

    [Test]
    public async Task A_session_ends_after_the_clients_session_validity()
    {
        await using Wire wire = await StartWithInvitedAsync();
        WireAnswer asked = await wire.PasswordSignInAsync("ana", "Temp0rary!");
        wire.Emulator.Clock.Advance(TimeSpan.FromMinutes(3));

        (await AnswerAsync(wire, asked.Session, "Passw0rd!")).MustBe("NotAuthorizedException", "Invalid session for the user, session is expired.");
    }

    [Test]
    public async Task A_session_nobody_opened_is_refused()
    {
        await using Wire wire = await StartWithInvitedAsync();

        (await AnswerAsync(wire, new string('x', 40), "Passw0rd!")).MustBe("NotAuthorizedException", "Invalid session for the user.");
    }

    [Test]
    public async Task A_session_belongs_to_its_challenge_user_and_client()
    {
        await using Wire wire = await StartWithInvitedAsync();
        wire.Pool.AddUser("bert", "Passw0rd!");
        WireAnswer asked = await wire.PasswordSignInAsync("ana", "Temp0rary!");
        const string refused = "Invalid session for the user.";

        (await wire.RespondAsync("SMS_MFA", asked.Session, new JsonObject { ["USERNAME"] = "ana", ["SMS_MFA_CODE"] = "123456" })).MustBe("NotAuthorizedException", refused);
        (await wire.RespondAsync("NEW_PASSWORD_REQUIRED", asked.Session, new JsonObject { ["USERNAME"] = "bert", ["NEW_PASSWORD"] = "Passw0rd!" }))
            .MustBe("NotAuthorizedException", refused);
        wire.Client = wire.Pool.AddClient();
        (await AnswerAsync(wire, asked.Session, "Passw0rd!")).MustBe("NotAuthorizedException", refused);
    }

    [Test]
    public async Task A_challenge_that_carries_a_session_needs_it_back()
    {
        await using Wire wire = await StartWithInvitedAsync();

        (await wire.RespondAsync("NEW_PASSWORD_REQUIRED", null, new JsonObject { ["USERNAME"] = "ana", ["NEW_PASSWORD"] = "Passw0rd!" }))
            .MustBe("InvalidParameterException", "Missing required parameter Session");
    }

    [Test]
    public async Task A_temporary_password_expires()
    {
        await using Wire wire = await StartWithInvitedAsync();
        wire.Emulator.Clock.Advance(TimeSpan.FromDays(7));

        (await wire.PasswordSignInAsync("ana", "Temp0rary!"))
            .MustBe("NotAuthorizedException", "Temporary password has expired and must be reset by an administrator.");
    }

    [Test]
    public async Task A_second_factor_comes_after_the_new_password()
    {
        await using Wire wire = await StartWithInvitedAsync();
        wire.Pool.FindUser("ana")!.EnableEmailMfa();
        WireAnswer asked = await wire.PasswordSignInAsync("ana", "Temp0rary!");

        WireAnswer next = (await AnswerAsync(wire, asked.Session, "Passw0rd!")).MustSucceed();

        Assert.That(next.Challenge, Is.EqualTo("EMAIL_OTP"));
        Assert.That(next.Session, Is.Not.EqualTo(asked.Session));
    }

    private static Task<WireAnswer> AnswerAsync(Wire wire, string session, string password, params (string Name, string Value)[] more)
    {
        var responses = new JsonObject { ["USERNAME"] = "ana", ["NEW_PASSWORD"] = password };
        foreach ((string name, string value) in more)
        {
            responses[name] = value;
        }

        return wire.RespondAsync("NEW_PASSWORD_REQUIRED", session, responses);
    }

    private static async Task<Wire> StartWithInvitedAsync(UserPoolSettings? pool = null)
    {
        Wire wire = await Wire.StartAsync(pool: pool);
        wire.Pool.AddUser("ana", "x", new Dictionary<string, string> { ["email"] = "ana@example.com" }).SetTemporaryPassword("Temp0rary!");
        return wire;
    }
}
