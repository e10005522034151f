using System.Net;
using System.Text.Json.Nodes;
using Amplify.Emulator;

namespace Amplify.Tests;

/// <summary>UpdateUserAttributes, DeleteUserAttributes and DeleteUser.</summary>
public sealed class AttributeTests
{
    private const string Unauthorized = "A client attempted to write unauthorized attribute";
    private const string Required = "Attributes did not conform to the schema: name: The attribute is required";

    [Test]
    public async Task Attributes_are_written_and_told_in_the_next_id_token()
    {
        await using Wire wire = await StartAsync();
        JsonObject tokens = await wire.SignInAsync();

        Assert.That((await UpdateAsync(wire, tokens, ("nickname", "Anita"), ("custom:team", "red"))).MustSucceed().Text, Is.EqualTo("""{"CodeDeliveryDetailsList":[]}"""));

        JsonObject claims = new Jwt((string)(await wire.RefreshAsync((string)tokens["RefreshToken"]!)).MustSucceed().Tokens["IdToken"]!).Claims;
        Assert.That(((string)claims["nickname"]!, (string)claims["custom:team"]!), Is.EqualTo(("Anita", "red")));
    }

    [Test]
    public async Task A_new_address_is_unverified_and_gets_a_code()
    {
        await using Wire wire = await StartAsync();
        JsonObject tokens = await wire.SignInAsync();

        WireAnswer answer = (await UpdateAsync(wire, tokens, ("email", "new@other.example"))).MustSucceed();

        Assert.That(answer.Text, Is.EqualTo("""{"CodeDeliveryDetailsList":[{"Destination":"n***@o***","DeliveryMedium":"EMAIL","AttributeName":"email"}]}"""));
        IReadOnlyDictionary<string, string> attributes = wire.Pool.FindUser("ana")!.Attributes;
        Assert.That((attributes["email"], attributes["email_verified"]), Is.EqualTo(("new@other.example", "false")));
        (await VerifyAsync(wire, tokens, wire.Emulator.Outbox.LatestCode("new@other.example"))).MustSucceed();
        Assert.That(wire.Pool.FindUser("ana")!.Attributes["email_verified"], Is.EqualTo("true"));
    }

    [Test]
    public async Task Where_verification_comes_first_the_old_address_stays_until_the_code()
    {
        await using Wire wire = await StartAsync(new UserPoolSettings { AttributesRequireVerificationBeforeUpdate = ["email"] });
        JsonObject tokens = await wire.SignInAsync();

        Assert.That((await UpdateAsync(wire, tokens, ("email", "new@other.example"))).Json["CodeDeliveryDetailsList"]!.AsArray(), Has.Count.EqualTo(1));
        Assert.That(Email(), Is.EqualTo(("ana@example.com", "true")));
        await wire.TokenCallAsync("GetUserAttributeVerificationCode", (string)tokens["AccessToken"]!, new JsonObject { ["AttributeName"] = "email" });
        (await VerifyAsync(wire, tokens, wire.Emulator.Outbox.LatestCode("new@other.example"))).MustSucceed();
        Assert.That(Email(), Is.EqualTo(("new@other.example", "true")));

        (string, string) Email() => (wire.Pool.FindUser("ana")!.Attributes["email"], wire.Pool.FindUser("ana")!.Attributes["email_verified"]);
    }

    [Test]
    public async Task An_address_the_pool_does_not_verify_gets_no_code()
    {
        await using Wire wire = await StartAsync();
        JsonObject tokens = await wire.SignInAsync();

        Assert.That((await UpdateAsync(wire, tokens, ("phone_number", "+15559999934"))).MustSucceed().Json["CodeDeliveryDetailsList"]!.AsArray(), Is.Empty);
        Assert.That(wire.Pool.FindUser("ana")!.Attributes["phone_number_verified"], Is.EqualTo("false"));
        Assert.That((await UpdateAsync(wire, tokens, ("email", "ana@example.com"))).MustSucceed().Json["CodeDeliveryDetailsList"]!.AsArray(), Is.Empty, "the same value");
        Assert.That(wire.Pool.FindUser("ana")!.Attributes["email_verified"], Is.EqualTo("true"));
    }

    [TestCase("email_verified", "true")]
    [TestCase("phone_number_verified", "true")]
    [TestCase("sub", "x")]
    public async Task What_only_the_service_writes_is_refused(string name, string value)
    {
        await using Wire wire = await StartAsync();
        JsonObject tokens = await wire.SignInAsync();

        (await UpdateAsync(wire, tokens, (name, value))).MustBe("NotAuthorizedException", Unauthorized);
        (await DeleteAsync(wire, tokens, name)).MustBe("NotAuthorizedException", Unauthorized);
    }

    [Test]
    public async Task A_client_writes_what_it_may()
    {
        await using Wire wire = await StartAsync(client: new AppClientSettings { WriteAttributes = ["name", "email"] });
        JsonObject tokens = await wire.SignInAsync();

        (await UpdateAsync(wire, tokens, ("name", "Ana"))).MustSucceed();
        (await UpdateAsync(wire, tokens, ("name", "Eve"), ("nickname", "x"))).MustBe("NotAuthorizedException", Unauthorized);
        (await DeleteAsync(wire, tokens, "nickname")).MustBe("NotAuthorizedException", Unauthorized);
        Assert.That(wire.Pool.FindUser("ana")!.Attributes["name"], Is.EqualTo("Ana"), "all or nothing");
        var body = new JsonObject { ["Username"] = "bea", ["Password"] = "Passw0rd!", ["UserAttributes"] = new JsonArray(new JsonObject { ["Name"] = "nickname", ["Value"] = "x" }) };
        (await wire.ClientCallAsync("SignUp", body)).MustBe("NotAuthorizedException", Unauthorized);
    }

    [Test]
    public async Task Immutable_and_required_attributes_stay()
    {
        await using Wire wire = await StartAsync(new UserPoolSettings { ImmutableAttributes = ["custom:tenant"], RequiredAttributes = ["name"] });
        JsonObject tokens = await wire.SignInAsync();

        (await UpdateAsync(wire, tokens, ("custom:tenant", "b"))).MustBe("InvalidParameterException", "user.custom:tenant: Attribute cannot be updated.");
        (await DeleteAsync(wire, tokens, "custom:tenant")).MustBe("InvalidParameterException", "user.custom:tenant: Attribute cannot be updated.");
        (await UpdateAsync(wire, tokens, ("name", ""))).MustBe("InvalidParameterException", Required);
        (await DeleteAsync(wire, tokens, "name")).MustBe("InvalidParameterException", Required);
    }

    [Test]
    public async Task Badly_formed_attributes_are_refused()
    {
        await using Wire wire = await StartAsync();
        JsonObject tokens = await wire.SignInAsync();

        (await UpdateAsync(wire, tokens, ("email", "no address"))).MustBe("InvalidParameterException", "Invalid email address format.");
        (await UpdateAsync(wire, tokens, ("phone_number", "123"))).MustBe("InvalidParameterException", "Invalid phone number format.");
        Assert.That((await UpdateAsync(wire, tokens, ("shoe", "41"))).ErrorCode, Is.EqualTo("InvalidParameterException"));
        Assert.That((await DeleteAsync(wire, tokens, "shoe")).ErrorCode, Is.EqualTo("InvalidParameterException"));
        Assert.That((await wire.TokenCallAsync("UpdateUserAttributes", (string)tokens["AccessToken"]!)).ErrorCode, Is.EqualTo("InvalidParameterException"));
    }

    [Test]
    public async Task Deleting_and_blank_values_remove_an_attribute()
    {
        await using Wire wire = await StartAsync();
        JsonObject tokens = await wire.SignInAsync();
        await UpdateAsync(wire, tokens, ("nickname", "x"), ("locale", "de"));

        Assert.That((await DeleteAsync(wire, tokens, "nickname", "email", "gender")).MustSucceed().Text, Is.EqualTo("{}"));
        (await UpdateAsync(wire, tokens, ("locale", ""))).MustSucceed();

        Assert.That(wire.Pool.FindUser("ana")!.Attributes.Keys, Is.EquivalentTo(new[] { "name", "custom:tenant" }));
    }

    [Test]
    public async Task A_name_that_another_user_holds_is_taken()
    {
        await using Wire names = await StartAsync(new UserPoolSettings { AliasAttributes = ["preferred_username", "email"] });
        names.Pool.AddUser("bea", "Passw0rd!", new Dictionary<string, string> { ["preferred_username"] = "queen", ["email"] = "bea@example.com" });
        JsonObject tokens = await names.SignInAsync();
        (await UpdateAsync(names, tokens, ("preferred_username", "queen"))).MustBe("AliasExistsException", "Already found an entry for the provided username.");
        (await UpdateAsync(names, tokens, ("email", "bea@example.com"))).MustSucceed();
        (await VerifyAsync(names, tokens, names.Emulator.Outbox.LatestCode("ana"))).MustBe("AliasExistsException", "An account with the email already exists.");

        await using Wire addresses = await Wire.StartAsync(pool: new UserPoolSettings { UsernameAttributes = ["email"] });
        addresses.Pool.AddUser("ana@example.com", "Passw0rd!");
        addresses.Pool.AddUser("bea@example.com", "Passw0rd!");
        tokens = await addresses.SignInAsync("ana@example.com");
        (await UpdateAsync(addresses, tokens, ("email", "bea@example.com"))).MustBe("AliasExistsException", "An account with the email already exists.");
        Assert.That((await DeleteAsync(addresses, tokens, "email")).ErrorCode, Is.EqualTo("InvalidParameterException"));
    }

    [TestCase(false, "")]
    [TestCase(true, "{}")]
    public async Task A_deleted_user_is_gone_with_every_token(bool objects, string body)
    {
        await using Wire wire = await StartAsync(unsettled: new UnsettledBehaviour { AnswersWithoutOutputAreObjects = objects });
        JsonObject tokens = await wire.SignInAsync();

        WireAnswer answer = await wire.TokenCallAsync("DeleteUser", (string)tokens["AccessToken"]!);

        Assert.That((answer.Status, answer.Text), Is.EqualTo((HttpStatusCode.OK, body)));
        Assert.That(wire.Pool.FindUser("ana"), Is.Null);
        (await wire.GetUserAsync((string)tokens["AccessToken"]!)).MustBe("UserNotFoundException", "User does not exist.");
        (await wire.RefreshAsync((string)tokens["RefreshToken"]!)).MustBe("UserNotFoundException", "User does not exist.");
    }

    [Test]
    public async Task Deleting_twice_spares_the_next_user_of_the_name()
    {
        await using Wire wire = await StartAsync();
        EmulatedUser first = wire.Pool.FindUser("ana")!;
        string token = (string)(await wire.SignInAsync())["AccessToken"]!;
        first.Delete();
        EmulatedUser second = wire.Pool.AddUser("ana", "Passw0rd!");

        first.Delete();
        (await wire.TokenCallAsync("DeleteUser", token)).MustBe("UserNotFoundException", "User does not exist.");

        Assert.That(wire.Pool.FindUser("ana"), Is.SameAs(second));
    }

    private static Task<WireAnswer> UpdateAsync(Wire wire, JsonObject tokens, params (string Name, string Value)[] attributes) => wire.TokenCallAsync(
        "UpdateUserAttributes",
        (string)tokens["AccessToken"]!,
        new JsonObject { ["UserAttributes"] = new JsonArray([.. attributes.Select(pair => new JsonObject { ["Name"] = pair.Name, ["Value"] = pair.Value })]) });

    private static Task<WireAnswer> DeleteAsync(Wire wire, JsonObject tokens, params string[] names) => wire.TokenCallAsync(
        "DeleteUserAttributes", (string)tokens["AccessToken"]!, new JsonObject { ["UserAttributeNames"] = new JsonArray([.. names.Select(name => JsonValue.Create(name))]) });

    private static Task<WireAnswer> VerifyAsync(Wire wire, JsonObject tokens, string code) =>
        wire.TokenCallAsync("VerifyUserAttribute", (string)tokens["AccessToken"]!, new JsonObject { ["AttributeName"] = "email", ["Code"] = code });

    private static async Task<Wire> StartAsync(UserPoolSettings? pool = null, AppClientSettings? client = null, UnsettledBehaviour? unsettled = null)
    {
        Wire wire = await Wire.StartAsync(client, pool, unsettled);
        wire.Pool.AddUser("ana", "Passw0rd!", new Dictionary<string, string> { ["email"] = "ana@example.com", ["name"] = "Ana", ["custom:tenant"] = "a" });
        return wire;
    }
}
