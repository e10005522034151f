using System.Text.Json.Nodes;

namespace Amplify.Tests;

public sealed class ThinPathTests
{
    [Test]
    public async Task A_user_signs_up_confirms_signs_in_with_SRP_and_refreshes()
    {
        await using Wire wire = await Wire.StartAsync();

        WireAnswer signedUp = (await wire.SignUpAsync("ana")).MustSucceed();
        Assert.That((bool)signedUp.Json["UserConfirmed"]!, Is.False);
        (await wire.ConfirmSignUpAsync("ana", wire.Emulator.Outbox.LatestCode("ana"))).MustSucceed();

        WireAnswer signedIn = (await wire.SrpSignInAsync("ana", "Passw0rd!")).MustSucceed();
        JsonObject jwks = JsonNode.Parse(await wire.Http.GetStringAsync($"{wire.Emulator.Endpoint}{wire.Pool.Id}/.well-known/jwks.json"))!.AsObject();
        Assert.That(new Jwt((string)signedIn.Tokens["AccessToken"]!).IsSignedBy(jwks), Is.True);
        Assert.That(new Jwt((string)signedIn.Tokens["IdToken"]!).IsSignedBy(jwks), Is.True);

        string refreshToken = (string)signedIn.Tokens["RefreshToken"]!;
        (await wire.RefreshAsync(refreshToken)).MustSucceed();
        (await wire.GetTokensAsync(refreshToken)).MustSucceed();
        WireAnswer user = (await wire.GetUserAsync((string)signedIn.Tokens["AccessToken"]!)).MustSucceed();
        Assert.That((string)user.Json["Username"]!, Is.EqualTo("ana"));
    }

    [Test]
    public async Task A_wrong_password_is_refused()
    {
        await using Wire wire = await Wire.StartAsync();
        wire.Pool.AddUser("ana", "Passw0rd!");

        (await wire.SrpSignInAsync("ana", "passw0rd!")).MustBe("NotAuthorizedException", "Incorrect username or password.");
    }
}
