using System.Text.Json.Nodes;
using Amplify.Emulator;

namespace Amplify.Tests;

public sealed class RefreshTests
{
    private const string Reuse = "RefreshTokenReuseException";

    [TestCase("REFRESH_TOKEN_AUTH")]
    [TestCase("REFRESH_TOKEN")]
    public async Task InitiateAuth_answers_without_a_new_refresh_token(string flow)
    {
        await using Wire wire = await StartAsync();
        string refreshToken = (string)(await wire.SignInAsync())["RefreshToken"]!;

        WireAnswer answer = (await wire.InitiateAsync(flow, new JsonObject { ["REFRESH_TOKEN"] = refreshToken })).MustSucceed();

        Assert.That(answer.Json["ChallengeParameters"]!.ToJsonString(), Is.EqualTo("{}"));
        Assert.That(answer.Tokens.Select(pair => pair.Key), Is.EquivalentTo(new[] { "AccessToken", "ExpiresIn", "IdToken", "TokenType" }));
    }

    [Test]
    public async Task GetTokensFromRefreshToken_works_without_rotation_and_gives_no_new_refresh_token()
    {
        await using Wire wire = await StartAsync();
        string refreshToken = (string)(await wire.SignInAsync())["RefreshToken"]!;

        WireAnswer answer = (await wire.GetTokensAsync(refreshToken)).MustSucceed();

        Assert.That(answer.Json.Select(pair => pair.Key), Is.EquivalentTo(new[] { "AuthenticationResult" }));
        Assert.That(answer.Tokens.ContainsKey("RefreshToken"), Is.False);
        (await wire.GetTokensAsync(refreshToken)).MustSucceed();
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_refresh_keeps_the_sign_in_and_renews_the_rest(bool newEventId)
    {
        await using Wire wire = await StartAsync(unsettled: new UnsettledBehaviour { NewEventIdOnRefresh = newEventId });
        JsonObject tokens = await wire.SignInAsync();
        JsonObject before = new Jwt((string)tokens["AccessToken"]!).Claims;
        wire.Emulator.Clock.Advance(TimeSpan.FromHours(2));

        WireAnswer answer = (await wire.RefreshAsync((string)tokens["RefreshToken"]!)).MustSucceed();

        JsonObject after = new Jwt((string)answer.Tokens["AccessToken"]!).Claims;
        Assert.That((long)after["auth_time"]!, Is.EqualTo((long)before["auth_time"]!));
        Assert.That((string)after["origin_jti"]!, Is.EqualTo((string)before["origin_jti"]!));
        Assert.That((long)after["iat"]!, Is.EqualTo((long)before["iat"]! + 7200));
        Assert.That((long)after["exp"]!, Is.EqualTo((long)before["exp"]! + 7200));
        Assert.That((string)after["jti"]!, Is.Not.EqualTo((string)before["jti"]!));
        Assert.That((string)after["event_id"]! != (string)before["event_id"]!, Is.EqualTo(newEventId));
        (await wire.GetUserAsync((string)answer.Tokens["AccessToken"]!)).MustSucceed();
    }

    [Test]
    public async Task Changed_attributes_show_after_a_refresh()
    {
        await using Wire wire = await StartAsync();
        JsonObject tokens = await wire.SignInAsync();
        wire.Pool.FindUser("ana")!.SetAttribute("name", "Ana Maria");

        WireAnswer answer = await wire.RefreshAsync((string)tokens["RefreshToken"]!);

        Assert.That((string)new Jwt((string)answer.Tokens["IdToken"]!).Claims["name"]!, Is.EqualTo("Ana Maria"));
    }

    [Test]
    public async Task A_refresh_token_ends_after_its_validity()
    {
        await using Wire wire = await StartAsync(new AppClientSettings { RefreshTokenValidity = TimeSpan.FromHours(1) });
        string refreshToken = (string)(await wire.SignInAsync())["RefreshToken"]!;

        wire.Emulator.Clock.Advance(TimeSpan.FromHours(1) - TimeSpan.FromTicks(1));
        (await wire.RefreshAsync(refreshToken)).MustSucceed();
        wire.Emulator.Clock.Advance(TimeSpan.FromTicks(1));
        (await wire.RefreshAsync(refreshToken)).MustBe("NotAuthorizedException", "Refresh Token has expired");
        (await wire.GetTokensAsync(refreshToken)).MustBe("NotAuthorizedException", "Refresh Token has expired");
    }

    [Test]
    public async Task A_token_that_is_none_or_of_another_client_is_refused()
    {
        await using Wire wire = await StartAsync();
        string refreshToken = (string)(await wire.SignInAsync())["RefreshToken"]!;
        wire.Client = wire.Pool.AddClient();

        foreach (string token in new[] { "abc", refreshToken })
        {
            (await wire.RefreshAsync(token)).MustBe("NotAuthorizedException", "Invalid Refresh Token.");
            (await wire.GetTokensAsync(token)).MustBe("NotAuthorizedException", "Invalid Refresh Token.");
        }
    }

    [Test]
    public async Task The_parameter_must_be_there()
    {
        await using Wire wire = await StartAsync();

        (await wire.InitiateAsync("REFRESH_TOKEN_AUTH", [])).MustBe("InvalidParameterException", "Missing required parameter REFRESH_TOKEN");
    }

    [Test]
    public async Task Under_rotation_InitiateAuth_does_not_refresh()
    {
        await using Wire wire = await StartAsync(Rotating(0));
        string refreshToken = (string)(await wire.SignInAsync())["RefreshToken"]!;

        (await wire.RefreshAsync(refreshToken)).MustBe("InvalidParameterException", "REFRESH_TOKEN_AUTH flow not enabled for this client");
    }

    [Test]
    public async Task Under_rotation_each_refresh_gives_a_new_token_and_the_old_one_is_over()
    {
        await using Wire wire = await StartAsync(Rotating(0));
        string first = (string)(await wire.SignInAsync())["RefreshToken"]!;

        string second = (string)(await wire.GetTokensAsync(first)).MustSucceed().Tokens["RefreshToken"]!;

        Assert.That(second, Is.Not.EqualTo(first));
        (await wire.GetTokensAsync(first)).MustBe(Reuse, "Refresh token reuse detected.");
        (await wire.GetTokensAsync(second)).MustSucceed();
    }

    [Test]
    public async Task The_old_token_works_through_the_grace_period()
    {
        await using Wire wire = await StartAsync(Rotating(60));
        string first = (string)(await wire.SignInAsync())["RefreshToken"]!;
        (await wire.GetTokensAsync(first)).MustSucceed();

        wire.Emulator.Clock.Advance(TimeSpan.FromSeconds(59));
        string again = (string)(await wire.GetTokensAsync(first)).MustSucceed().Tokens["RefreshToken"]!;
        wire.Emulator.Clock.Advance(TimeSpan.FromSeconds(1));
        (await wire.GetTokensAsync(first)).MustBe(Reuse, "Refresh token reuse detected.");
        (await wire.GetTokensAsync(again)).MustSucceed();
    }

    [Test]
    public async Task A_rotated_token_lives_no_longer_than_the_first()
    {
        var settings = new AppClientSettings { RefreshTokenRotation = new RefreshTokenRotation(), RefreshTokenValidity = TimeSpan.FromHours(10) };
        await using Wire wire = await StartAsync(settings);
        string token = (string)(await wire.SignInAsync())["RefreshToken"]!;
        wire.Emulator.Clock.Advance(TimeSpan.FromHours(9));
        token = (string)(await wire.GetTokensAsync(token)).MustSucceed().Tokens["RefreshToken"]!;

        wire.Emulator.Clock.Advance(TimeSpan.FromHours(1));

        (await wire.GetTokensAsync(token)).MustBe("NotAuthorizedException", "Refresh Token has expired");
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Whether_reuse_ends_the_whole_family_is_a_setting(bool ends)
    {
        await using Wire wire = await StartAsync(Rotating(0), new UnsettledBehaviour { ReuseRevokesFamily = ends, RefreshTokenReuseMessage = "Reused." });
        string first = (string)(await wire.SignInAsync())["RefreshToken"]!;
        string second = (string)(await wire.GetTokensAsync(first)).Tokens["RefreshToken"]!;
        (await wire.GetTokensAsync(first)).MustBe(Reuse, "Reused.");

        WireAnswer answer = await wire.GetTokensAsync(second);

        if (ends)
        {
            answer.MustBe("NotAuthorizedException", "Refresh Token has been revoked");
        }
        else
        {
            answer.MustSucceed();
        }
    }

    [Test]
    public async Task Of_many_that_refresh_at_once_under_rotation_without_grace_one_wins()
    {
        await using Wire wire = await StartAsync(Rotating(0));
        string first = (string)(await wire.SignInAsync())["RefreshToken"]!;

        WireAnswer[] answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => wire.GetTokensAsync(first)));

        Assert.That(answers.Count(answer => answer.Json.ContainsKey("AuthenticationResult")), Is.EqualTo(1));
        Assert.That(answers.Count(answer => answer.ErrorCode == Reuse), Is.EqualTo(19));
    }

    private static AppClientSettings Rotating(int graceSeconds) =>
        new() { RefreshTokenRotation = new RefreshTokenRotation { GracePeriod = TimeSpan.FromSeconds(graceSeconds) } };

    private static async Task<Wire> StartAsync(AppClientSettings? client = null, UnsettledBehaviour? unsettled = null)
    {
        Wire wire = await Wire.StartAsync(client, unsettled: unsettled);
        wire.Pool.AddUser("ana", "Passw0rd!");
        return wire;
    }
}
