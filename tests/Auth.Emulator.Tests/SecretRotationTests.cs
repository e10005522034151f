using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Amplify.Emulator;

namespace Amplify.Tests;

/// <summary>Two secrets at once, and the name a hash goes over.</summary>
public sealed class SecretRotationTests
{
    [Test]
    public async Task Both_secrets_are_valid_until_one_is_removed()
    {
        await using Wire wire = await StartAsync();
        string old = wire.Client.ClientSecret!;
        string next = wire.Client.AddSecret();
        Assert.That((wire.Client.ClientSecret, next), Is.EqualTo((next, wire.Client.ClientSecrets[1])));

        foreach (string secret in new[] { old, next })
        {
            (await SignInAsync(wire, secret)).MustSucceed();
        }

        wire.Client.RemoveSecret(old);
        (await SignInAsync(wire, old)).MustBe("NotAuthorizedException", $"Unable to verify secret hash for client {wire.Client.Id}");
        string refreshToken = (string)(await SignInAsync(wire, next)).MustSucceed().Tokens["RefreshToken"]!;
        (await GetTokensAsync(old)).MustBe("NotAuthorizedException", $"Unable to verify secret hash for client {wire.Client.Id}");
        (await GetTokensAsync(next)).MustSucceed();
        Assert.That((await RevokeAsync(old)).ErrorCode, Is.EqualTo("UnauthorizedException"));
        (await RevokeAsync(next)).MustSucceed();

        Task<WireAnswer> GetTokensAsync(string secret) =>
            wire.ClientCallAsync("GetTokensFromRefreshToken", new JsonObject { ["RefreshToken"] = refreshToken, ["ClientSecret"] = secret });
        Task<WireAnswer> RevokeAsync(string secret) => wire.ClientCallAsync("RevokeToken", new JsonObject { ["Token"] = refreshToken, ["ClientSecret"] = secret });
    }

    [Test]
    public async Task A_client_has_one_or_two_secrets_and_a_public_one_none()
    {
        await using Wire wire = await StartAsync();
        string only = wire.Client.ClientSecret!;
        Assert.That(() => wire.Client.RemoveSecret(only), Throws.InvalidOperationException);
        wire.Client.AddSecret();
        Assert.That(() => wire.Client.AddSecret(), Throws.InvalidOperationException);
        Assert.That(() => wire.Client.RemoveSecret("unknown"), Throws.InvalidOperationException);
        Assert.That(() => wire.Pool.AddClient().AddSecret(), Throws.InvalidOperationException);
        Assert.That(wire.Pool.AddClient().ClientSecrets, Is.Empty);
    }

    [Test]
    public async Task A_public_client_refuses_a_secret()
    {
        await using Wire wire = await StartAsync(secret: false);
        string refreshToken = (string)(await wire.SignInAsync())["RefreshToken"]!;
        var body = new JsonObject { ["RefreshToken"] = refreshToken, ["ClientSecret"] = new string('a', 51) };

        Assert.That((await wire.ClientCallAsync("GetTokensFromRefreshToken", body)).ErrorCode, Is.EqualTo("NotAuthorizedException"));
    }

    [Test]
    public async Task An_answer_is_hashed_over_the_name_the_challenge_told()
    {
        await using Wire wire = await StartAsync();
        wire.Pool.FindUser("ana")!.EnableTotpMfa();
        WireAnswer asked = await SignInAsync(wire, wire.Client.ClientSecret!, "ana@example.com");
        string code = wire.Pool.FindUser("ana")!.CurrentTotpCode();

        (await AnswerAsync("ana@example.com")).MustBe("NotAuthorizedException", $"Unable to verify secret hash for client {wire.Client.Id}");
        (await AnswerAsync(asked.Parameter("USER_ID_FOR_SRP"))).MustSucceed();

        Task<WireAnswer> AnswerAsync(string name) => wire.RespondAsync("SOFTWARE_TOKEN_MFA", asked.Session, new JsonObject
        {
            ["USERNAME"] = name, ["SOFTWARE_TOKEN_MFA_CODE"] = code, ["SECRET_HASH"] = wire.SecretHash(name),
        });
    }

    [TestCase("ana")]
    [TestCase("ana@example.com")]
    public async Task An_e_mail_challenge_tells_no_name_so_the_typed_one_serves(string name)
    {
        await using Wire wire = await StartAsync();
        wire.Pool.FindUser("ana")!.EnableEmailMfa();
        WireAnswer asked = await SignInAsync(wire, wire.Client.ClientSecret!, "ana@example.com");

        WireAnswer answer = await wire.RespondAsync("EMAIL_OTP", asked.Session, new JsonObject
        {
            ["USERNAME"] = name, ["EMAIL_OTP_CODE"] = wire.Emulator.Outbox.LatestCode("ana"), ["SECRET_HASH"] = wire.SecretHash(name),
        });

        answer.MustSucceed();
    }

    private static Task<WireAnswer> SignInAsync(Wire wire, string secret, string username = "ana")
    {
        byte[] hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(username + wire.Client.Id));
        return wire.InitiateAsync("USER_PASSWORD_AUTH", new JsonObject { ["USERNAME"] = username, ["PASSWORD"] = "Passw0rd!", ["SECRET_HASH"] = Convert.ToBase64String(hash) });
    }

    private static async Task<Wire> StartAsync(bool secret = true)
    {
        Wire wire = await Wire.StartAsync(new AppClientSettings { GenerateSecret = secret }, new UserPoolSettings { AliasAttributes = ["email"] });
        wire.Pool.AddUser("ana", "Passw0rd!", new Dictionary<string, string> { ["email"] = "ana@example.com" });
        return wire;
    }
}
