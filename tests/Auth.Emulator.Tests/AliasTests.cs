using System.Text.Json.Nodes;
using Amplify.Emulator;

namespace Amplify.Tests;

public sealed class AliasTests
{
    private static readonly UserPoolSettings Aliases = new() { AliasAttributes = ["email", "phone_number", "preferred_username"] };
    private static readonly UserPoolSettings EmailAsName = new() { UsernameAttributes = ["email"] };

    [TestCase("ana@example.com")]
    [TestCase("ANA@example.com")]
    [TestCase("+15559999934")]
    [TestCase("anita")]
    public async Task A_user_signs_in_by_any_alias_and_is_told_the_real_name(string alias)
    {
        await using Wire wire = await Wire.StartAsync(pool: Aliases);
        wire.Pool.AddUser("ana", "Passw0rd!", new Dictionary<string, string>
        {
            ["email"] = "ana@example.com",
            ["phone_number"] = "+15559999934",
            ["preferred_username"] = "anita",
        });

        WireAnswer started = await wire.InitiateAsync("USER_SRP_AUTH", new JsonObject { ["USERNAME"] = alias, ["SRP_A"] = "abc" });
        Assert.That(started.Parameter("USER_ID_FOR_SRP"), Is.EqualTo("ana"));
        WireAnswer signedIn = (await wire.SrpSignInAsync(alias, "Passw0rd!")).MustSucceed();
        Assert.That((string)new Jwt((string)signedIn.Tokens["AccessToken"]!).Claims["username"]!, Is.EqualTo("ana"));
    }

    [Test]
    public async Task An_address_is_no_alias_before_it_is_verified()
    {
        await using Wire wire = await Wire.StartAsync(pool: Aliases);
        wire.Pool.AddUser("ana", "Passw0rd!", new Dictionary<string, string> { ["email"] = "ana@example.com", ["email_verified"] = "false" });

        Assert.That((await wire.PasswordSignInAsync("ana@example.com", "Passw0rd!")).ErrorCode, Is.EqualTo("NotAuthorizedException"));
    }

    [Test]
    public async Task Without_aliases_the_address_does_not_sign_in()
    {
        await using Wire wire = await Wire.StartAsync();
        wire.Pool.AddUser("ana", "Passw0rd!", new Dictionary<string, string> { ["email"] = "ana@example.com" });

        Assert.That((await wire.PasswordSignInAsync("ana@example.com", "Passw0rd!")).ErrorCode, Is.EqualTo("NotAuthorizedException"));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task An_alias_that_is_taken_shows_at_confirmation_and_can_be_taken_over(bool force)
    {
        await using Wire wire = await Wire.StartAsync(pool: Aliases);
        wire.Pool.AddUser("ana", "Passw0rd!", new Dictionary<string, string> { ["email"] = "ana@example.com" });
        (await wire.SignUpAsync("second", email: "ana@example.com")).MustSucceed();

        WireAnswer answer = await wire.ClientCallAsync("ConfirmSignUp", new JsonObject
        {
            ["Username"] = "second",
            ["ConfirmationCode"] = wire.Emulator.Outbox.LatestCode("second"),
            ["ForceAliasCreation"] = force,
        });

        if (force)
        {
            answer.MustSucceed();
            Assert.That(wire.Pool.FindUser("ana@example.com")!.Username, Is.EqualTo("second"));
        }
        else
        {
            answer.MustBe("AliasExistsException", "An account with the email already exists.");
            Assert.That(wire.Pool.FindUser("ana@example.com")!.Username, Is.EqualTo("ana"));
        }
    }

    [TestCase("ana@example.com", "Username cannot be of email format, since user pool is configured for email alias.")]
    [TestCase("+15559999934", "Username cannot be of phone number format, since user pool is configured for phone number alias.")]
    public async Task A_name_may_not_look_like_an_alias(string name, string message)
    {
        await using Wire wire = await Wire.StartAsync(pool: Aliases);

        (await wire.SignUpAsync(name)).MustBe("InvalidParameterException", message);
    }

    [Test]
    public async Task Where_addresses_are_names_the_real_name_is_the_sub()
    {
        await using Wire wire = await Wire.StartAsync(pool: EmailAsName);

        WireAnswer signedUp = (await wire.SignUpAsync("ana@example.com", email: null)).MustSucceed();
        string sub = (string)signedUp.Json["UserSub"]!;
        (await wire.ConfirmSignUpAsync("ana@example.com", wire.Emulator.Outbox.LatestCode("ana@example.com"))).MustSucceed();
        WireAnswer signedIn = (await wire.SrpSignInAsync("ana@example.com", "Passw0rd!")).MustSucceed();

        JsonObject claims = new Jwt((string)signedIn.Tokens["IdToken"]!).Claims;
        Assert.That(((string)claims["cognito:username"]!, (string)claims["sub"]!, (string)claims["email"]!), Is.EqualTo((sub, sub, "ana@example.com")));
    }

    [Test]
    public async Task Where_addresses_are_names_a_second_account_of_one_is_refused()
    {
        await using Wire wire = await Wire.StartAsync(pool: EmailAsName);
        (await wire.SignUpAsync("ana@example.com", email: null)).MustSucceed();

        (await wire.SignUpAsync("Ana@example.com", email: null)).MustBe("UsernameExistsException", "An account with the given email already exists.");
    }

    [TestCase("email", "ana", "Username should be an email.")]
    [TestCase("phone_number", "ana", "Username should be a phone number.")]
    [TestCase("email phone_number", "ana", "Username should be either an email or a phone number.")]
    public async Task Where_addresses_are_names_the_name_must_be_one(string attributes, string name, string message)
    {
        await using Wire wire = await Wire.StartAsync(pool: new UserPoolSettings { UsernameAttributes = attributes.Split(' ') });

        (await wire.SignUpAsync(name, email: null)).MustBe("InvalidParameterException", message);
    }

    [Test]
    public async Task A_pool_cannot_have_both_kinds()
    {
        await using CognitoEmulator emulator = await CognitoEmulator.StartAsync();

        Assert.That(() => emulator.AddUserPool(new UserPoolSettings { UsernameAttributes = ["email"], AliasAttributes = ["email"] }), Throws.ArgumentException);
    }
}
