using System.Text.Json.Nodes;
using Amplify.Emulator;

namespace Amplify.Tests;

public sealed class GetCredentialsTests
{
    private const string NoMatch = "Logins don't match. Please include at least one valid login for this identity or identity pool.";

    [Test]
    public async Task The_answer_has_these_members_and_lasts_an_hour()
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();
        JsonObject logins = await world.LoginsAsync();
        string id = await world.NewIdAsync(logins);

        JsonObject answer = (await world.GetCredentialsAsync(id, logins)).MustSucceed().Json;

        Assert.That(answer.Select(pair => pair.Key), Is.EquivalentTo(new[] { "Credentials", "IdentityId" }));
        Assert.That((string)answer["IdentityId"]!, Is.EqualTo(id));
        JsonObject credentials = answer["Credentials"]!.AsObject();
        Assert.That(credentials.Select(pair => pair.Key), Is.EquivalentTo(new[] { "AccessKeyId", "Expiration", "SecretKey", "SessionToken" }));
        Assert.That((string)credentials["AccessKeyId"]!, Does.Match("^ASIA[A-Z2-7]{16}$"));
        Assert.That((string)credentials["SecretKey"]!, Has.Length.EqualTo(40));
        Assert.That((double)credentials["Expiration"]!, Is.EqualTo(world.Clock.GetUtcNow().AddHours(1).ToUnixTimeSeconds()));
    }

    [Test]
    public async Task Every_call_makes_new_credentials()
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();
        string id = await world.NewIdAsync();

        string first = (await world.GetCredentialsAsync(id)).MustSucceed().Text;

        Assert.That((await world.GetCredentialsAsync(id)).MustSucceed().Text, Is.Not.EqualTo(first));
    }

    [Test]
    public async Task A_guest_who_signs_in_keeps_the_identity()
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();
        string guest = await world.NewIdAsync();
        JsonObject logins = await world.LoginsAsync();

        WireAnswer answer = (await world.GetCredentialsAsync(guest, logins)).MustSucceed();

        Assert.That((string)answer.Json["IdentityId"]!, Is.EqualTo(guest));
        Assert.That(await world.NewIdAsync(logins), Is.EqualTo(guest));
        (await world.GetCredentialsAsync(guest)).MustBe("NotAuthorizedException", $"Access to Identity '{guest}' is forbidden.");
    }

    [Test]
    public async Task A_guest_who_turns_out_to_be_a_known_user_is_given_up_for_the_users_identity()
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();
        JsonObject logins = await world.LoginsAsync();
        string known = await world.NewIdAsync(logins);
        string guest = await world.NewIdAsync();

        WireAnswer answer = (await world.GetCredentialsAsync(guest, logins)).MustSucceed();

        Assert.That((string)answer.Json["IdentityId"]!, Is.EqualTo(known));
        Assert.That(world.Identities.FindIdentity(guest)!.IsDisabled, Is.True);
        string forbidden = $"Access to Identity '{guest}' is forbidden.";
        (await world.GetCredentialsAsync(guest)).MustBe("NotAuthorizedException", forbidden);
        (await world.GetCredentialsAsync(guest, logins)).MustBe("NotAuthorizedException", forbidden);
    }

    [Test]
    public async Task Such_a_guest_may_be_deleted_instead()
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync(unsettled: new UnsettledBehaviour { MergedIdentitiesAreDeleted = true });
        JsonObject logins = await world.LoginsAsync();
        await world.NewIdAsync(logins);
        string guest = await world.NewIdAsync();

        (await world.GetCredentialsAsync(guest, logins)).MustSucceed();

        (await world.GetCredentialsAsync(guest)).MustBe("ResourceNotFoundException", $"Identity '{guest}' not found.");
    }

    [Test]
    public async Task A_stale_identity_is_not_found_and_the_user_gets_a_new_one()
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();
        JsonObject logins = await world.LoginsAsync();
        string id = await world.NewIdAsync(logins);

        Assert.That(world.Identities.DeleteIdentity(id), Is.True);

        (await world.GetCredentialsAsync(id, logins)).MustBe("ResourceNotFoundException", $"Identity '{id}' not found.");
        Assert.That(await world.NewIdAsync(logins), Is.Not.EqualTo(id));
        Assert.That(world.Identities.DeleteIdentity(id), Is.False);
    }

    [Test]
    public async Task Nobody_gets_into_anothers_identity()
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();
        world.AddUser("ben");
        JsonObject bens = await world.LoginsAsync("ben");
        string anas = await world.NewIdAsync(await world.LoginsAsync());

        (await world.GetCredentialsAsync(anas, bens)).MustBe("NotAuthorizedException", NoMatch);
        await world.NewIdAsync(bens);
        (await world.GetCredentialsAsync(anas, bens)).MustBe("NotAuthorizedException", NoMatch);
        (await world.GetCredentialsAsync(anas)).MustBe("NotAuthorizedException", $"Access to Identity '{anas}' is forbidden.");
    }

    [Test]
    public async Task Guests_can_be_shut_out_later()
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();
        string guest = await world.NewIdAsync();
        world.Identities.AllowGuests = false;

        (await world.GetCredentialsAsync(guest)).MustBe("NotAuthorizedException", "Unauthenticated access is not supported for this identity pool.");
        (await world.GetCredentialsAsync(guest, await world.LoginsAsync())).MustSucceed();
    }

    [Test]
    public async Task A_second_login_given_along_is_linked()
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();
        EmulatedOpenIdIssuer google = world.Emulator.CreateOpenIdIssuer("https://accounts.google.com");
        world.Identities.AddOpenIdProvider(google, "app");
        JsonObject logins = await world.LoginsAsync();
        string id = await world.NewIdAsync(logins);
        logins["accounts.google.com"] = google.CreateToken("g-1", "app");

        (await world.GetCredentialsAsync(id, logins)).MustSucceed();

        Assert.That(await world.NewIdAsync(new JsonObject { ["accounts.google.com"] = google.CreateToken("g-1", "app") }), Is.EqualTo(id));
        Assert.That(world.Identities.FindIdentity(id)!.Logins, Is.EquivalentTo(new[] { world.Provider, "accounts.google.com" }));
    }

    [Test]
    public async Task A_login_of_one_identity_cannot_be_linked_to_another()
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();
        EmulatedOpenIdIssuer google = world.Emulator.CreateOpenIdIssuer("https://accounts.google.com");
        world.Identities.AddOpenIdProvider(google, "app");
        JsonObject logins = await world.LoginsAsync();
        string id = await world.NewIdAsync(logins);
        await world.NewIdAsync(new JsonObject { ["accounts.google.com"] = google.CreateToken("g-1", "app") });
        logins["accounts.google.com"] = google.CreateToken("g-1", "app");

        Assert.That((await world.GetIdAsync(logins)).ErrorCode, Is.EqualTo("ResourceConflictException"));
        Assert.That((await world.GetCredentialsAsync(id, logins)).ErrorCode, Is.EqualTo("ResourceConflictException"));
    }

    [Test]
    public async Task One_identity_has_one_user_of_each_provider()
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();
        EmulatedOpenIdIssuer google = world.Emulator.CreateOpenIdIssuer("https://accounts.google.com");
        world.Identities.AddOpenIdProvider(google, "app");
        JsonObject logins = await world.LoginsAsync();
        logins["accounts.google.com"] = google.CreateToken("g-1", "app");
        string id = await world.NewIdAsync(logins);
        logins["accounts.google.com"] = google.CreateToken("g-2", "app");

        Assert.That((await world.GetCredentialsAsync(id, logins)).ErrorCode, Is.EqualTo("ResourceConflictException"));
        world.AddUser("ben");
        var both = new JsonObject { [world.Provider] = await world.IdTokenAsync("ben"), [world.Wire.Pool.Issuer.Split("://")[1]] = await world.IdTokenAsync() };
        Assert.That((await world.GetIdAsync(both)).ErrorCode, Is.EqualTo("ResourceConflictException"));
    }

    [Test]
    public async Task A_pool_without_roles_or_with_roles_that_trust_others_is_misconfigured()
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();
        const string Message = "Invalid identity pool configuration. Check assigned IAM roles for this pool.";
        string guest = await world.NewIdAsync();
        JsonObject logins = await world.LoginsAsync();
        string id = await world.NewIdAsync(logins);
        (EmulatedRole authenticated, EmulatedRole unauthenticated) = (world.Identities.AuthenticatedRole!, world.Identities.UnauthenticatedRole!);

        world.Identities.UnauthenticatedRole = null;
        (await world.GetCredentialsAsync(guest)).MustBe("InvalidIdentityPoolConfigurationException", Message);
        world.Identities.UnauthenticatedRole = authenticated;
        (await world.GetCredentialsAsync(guest)).MustBe("InvalidIdentityPoolConfigurationException", Message);
        world.Identities.AuthenticatedRole = unauthenticated;
        (await world.GetCredentialsAsync(id, logins)).MustBe("InvalidIdentityPoolConfigurationException", Message);
        world.Identities.AuthenticatedRole = world.Emulator.AddIdentityPool().AuthenticatedRole;
        (await world.GetCredentialsAsync(id, logins)).MustBe("InvalidIdentityPoolConfigurationException", Message);
        world.Identities.AuthenticatedRole = world.Identities.UnauthenticatedRole = world.Identities.AddRole("everyone", RoleTrust.Everyone);
        (await world.GetCredentialsAsync(id, logins)).MustSucceed();
        (await world.GetCredentialsAsync(guest)).MustSucceed();
    }
}
