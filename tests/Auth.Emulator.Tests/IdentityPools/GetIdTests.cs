using System.Text.Json.Nodes;
using Amplify.Emulator;

namespace Amplify.Tests;

public sealed class GetIdTests
{
    [Test]
    public async Task Every_guest_is_a_new_identity()
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();

        string one = await world.NewIdAsync();
        string two = await world.NewIdAsync([]);

        Assert.That(one, Does.Match("^eu-west-1:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$").And.Not.EqualTo(two));
        Assert.That(world.Identities.FindIdentity(one)!.IsGuest, Is.True);
    }

    [Test]
    public async Task The_same_user_is_the_same_identity_whatever_the_token()
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();
        world.AddUser("ben");

        string first = await world.NewIdAsync(await world.LoginsAsync());

        Assert.That(await world.NewIdAsync(await world.LoginsAsync()), Is.EqualTo(first));
        Assert.That(await world.NewIdAsync(await world.LoginsAsync("ben")), Is.Not.EqualTo(first));
        Assert.That(world.Identities.FindIdentity(first)!.Logins, Is.EqualTo(new[] { world.Provider }));
    }

    [TestCase(IssuerForm.Endpoint)]
    [TestCase(IssuerForm.Aws)]
    public async Task The_user_pool_goes_by_its_name_at_AWS_and_by_its_issuer(IssuerForm form)
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync(options: new EmulatorOptions { Issuer = form });
        string token = await world.IdTokenAsync();

        string byName = await world.NewIdAsync(new JsonObject { [world.Provider] = token });
        string byIssuer = await world.NewIdAsync(new JsonObject { [world.Wire.Pool.Issuer.Split("://")[1]] = token });

        Assert.That(byIssuer, Is.EqualTo(byName));
    }

    [Test]
    public async Task Guests_may_be_shut_out()
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync(new IdentityPoolSettings { AllowGuests = false });

        (await world.GetIdAsync()).MustBe("NotAuthorizedException", "Unauthenticated access is not supported for this identity pool.");
        (await world.GetIdAsync(await world.LoginsAsync())).MustSucceed();
    }

    [Test]
    public async Task A_pool_nobody_made_is_not_found()
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();
        const string Id = "eu-west-1:00000000-0000-0000-0000-000000000000";

        (await world.Wire.IdentityCallAsync("GetId", new JsonObject { ["IdentityPoolId"] = Id })).MustBe("ResourceNotFoundException", $"IdentityPool '{Id}' not found.");
    }

    [TestCase("{}", "Value at 'identityPoolId' failed to satisfy constraint: Member must not be null")]
    [TestCase("""{"IdentityPoolId":"nocolon"}""", "Value at 'identityPoolId' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w-]+:[0-9a-f-]+")]
    public async Task A_member_out_of_its_constraints_is_named(string body, string violation)
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();

        (await world.Wire.IdentityCallAsync("GetId", JsonNode.Parse(body)!.AsObject())).MustBe("InvalidParameterException", $"1 validation error detected: {violation}");
    }

    [Test]
    public async Task Operations_of_one_service_are_not_those_of_the_other()
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();

        Assert.That((await world.Wire.CallAsync("GetId", new JsonObject { ["IdentityPoolId"] = world.Identities.Id })).ErrorCode, Is.EqualTo("UnknownOperationException"));
        Assert.That((await world.Wire.IdentityCallAsync("GetUser", [])).ErrorCode, Is.EqualTo("UnknownOperationException"));
    }
}
