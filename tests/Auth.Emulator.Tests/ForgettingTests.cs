using System.Text.Json.Nodes;

namespace Amplify.Tests;

/// <summary>What has long ended is forgotten, so that a long run does not fill the memory.</summary>
public sealed class ForgettingTests
{
    [Test]
    public async Task Sign_ins_are_forgotten_a_month_after_their_end()
    {
        await using Wire wire = await Wire.StartAsync();
        wire.Pool.AddUser("ana", "Passw0rd!");
        string old = (string)(await wire.SignInAsync())["RefreshToken"]!;
        await wire.SignInAsync();
        Assert.That(wire.Pool.Tokens.Count, Is.EqualTo(2));

        wire.Emulator.Clock.Advance(TimeSpan.FromDays(31));
        JsonObject later = await wire.SignInAsync();
        (await wire.RefreshAsync(old)).MustBe("NotAuthorizedException", "Refresh Token has expired");
        wire.Emulator.Clock.Advance(TimeSpan.FromDays(29));
        string newest = (string)(await wire.SignInAsync())["RefreshToken"]!;

        Assert.That(wire.Pool.Tokens.Count, Is.EqualTo(2));
        (await wire.RefreshAsync(old)).MustBe("NotAuthorizedException", "Invalid Refresh Token.");
        (await wire.RefreshAsync((string)later["RefreshToken"]!)).MustSucceed();
        (await wire.RefreshAsync(newest)).MustSucceed();
    }
}
