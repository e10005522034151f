using System.Text.Json.Nodes;
using Amplify.Emulator;

namespace Amplify.Tests;

/// <summary>What someone learns about users that do not exist, with the client setting on and off.</summary>
public sealed class UserExistenceTests
{
    private const string WrongPassword = "Incorrect username or password.";
    private static readonly AppClientSettings Legacy = new() { PreventUserExistenceErrors = "LEGACY" };

    [Test]
    public async Task A_legacy_client_tells_at_the_first_call()
    {
        await using Wire wire = await Wire.StartAsync(Legacy);

        (await wire.InitiateAsync("USER_SRP_AUTH", new JsonObject { ["USERNAME"] = "nobody", ["SRP_A"] = "abc" })).MustBe("UserNotFoundException", "User does not exist.");
        (await wire.PasswordSignInAsync("nobody", "x")).MustBe("UserNotFoundException", "User does not exist.");
    }

    [Test]
    public async Task A_legacy_client_tells_when_confirming_and_resending()
    {
        await using Wire wire = await Wire.StartAsync(Legacy);

        (await wire.ConfirmSignUpAsync("nobody", "123456")).MustBe("UserNotFoundException", "Username/client id combination not found.");
        (await wire.ClientCallAsync("ResendConfirmationCode", new JsonObject { ["Username"] = "nobody" }))
            .MustBe("UserNotFoundException", "Username/client id combination not found.");
    }

    [Test]
    public async Task A_hiding_client_challenges_anyone_and_refuses_the_proof()
    {
        await using Wire wire = await Wire.StartAsync();

        (await wire.SrpSignInAsync("nobody", "Passw0rd!")).MustBe("NotAuthorizedException", WrongPassword);
        (await wire.PasswordSignInAsync("nobody", "Passw0rd!")).MustBe("NotAuthorizedException", WrongPassword);
    }

    [Test]
    public async Task A_simulated_challenge_keeps_its_salt_and_id_but_not_its_numbers()
    {
        await using Wire wire = await Wire.StartAsync();
        Task<WireAnswer> Start(string name) => wire.InitiateAsync("USER_SRP_AUTH", new JsonObject { ["USERNAME"] = name, ["SRP_A"] = "abc" });

        WireAnswer first = await Start("nobody");
        WireAnswer second = await Start("nobody");
        WireAnswer other = await Start("somebody");

        Assert.That(second.Parameter("SALT"), Is.EqualTo(first.Parameter("SALT")));
        Assert.That(second.Parameter("USER_ID_FOR_SRP"), Is.EqualTo("nobody"));
        Assert.That(second.Parameter("SRP_B"), Is.Not.EqualTo(first.Parameter("SRP_B")));
        Assert.That(other.Parameter("SALT"), Is.Not.EqualTo(first.Parameter("SALT")));
    }

    [Test]
    public async Task Where_addresses_are_names_the_simulated_id_is_a_stable_UUID()
    {
        await using Wire wire = await Wire.StartAsync(pool: new UserPoolSettings { UsernameAttributes = ["email"] });
        Task<WireAnswer> Start() => wire.InitiateAsync("USER_SRP_AUTH", new JsonObject { ["USERNAME"] = "nobody@example.com", ["SRP_A"] = "abc" });

        string id = (await Start()).Parameter("USER_ID_FOR_SRP");

        Assert.That(Guid.TryParse(id, out _), Is.True, id);
        Assert.That((await Start()).Parameter("USER_ID_FOR_SRP"), Is.EqualTo(id));
    }

    [Test]
    public async Task A_hiding_client_pretends_to_resend_and_to_compare_codes()
    {
        await using Wire wire = await Wire.StartAsync();
        Task<WireAnswer> Resend() => wire.ClientCallAsync("ResendConfirmationCode", new JsonObject { ["Username"] = "nobody" });

        WireAnswer resent = (await Resend()).MustSucceed();

        Assert.That((string)resent.Json["CodeDeliveryDetails"]!["Destination"]!, Does.Match(@"^[a-z]\*\*\*@[a-z]\*\*\*$"));
        Assert.That((await Resend()).Text, Is.EqualTo(resent.Text));
        Assert.That(wire.Emulator.Outbox.Messages, Is.Empty);
        (await wire.ConfirmSignUpAsync("nobody", "123456")).MustBe("CodeMismatchException", "Invalid verification code provided, please try again.");
    }

    [Test]
    public async Task Sign_up_tells_that_a_name_is_taken_even_when_hiding()
    {
        await using Wire wire = await Wire.StartAsync();
        wire.Pool.AddUser("ana", "Passw0rd!");

        (await wire.SignUpAsync("ana")).MustBe("UsernameExistsException", "User already exists");
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Whether_the_sub_serves_as_user_name_is_a_setting(bool serves)
    {
        await using Wire wire = await Wire.StartAsync(Legacy, unsettled: new UnsettledBehaviour { SubAsUsername = serves });
        EmulatedUser ana = wire.Pool.AddUser("ana", "Passw0rd!");

        WireAnswer answer = await wire.SrpSignInAsync(ana.Sub, "Passw0rd!");

        if (serves)
        {
            answer.MustSucceed();
        }
        else
        {
            answer.MustBe("UserNotFoundException", "User does not exist.");
        }
    }
}
