using System.Text.Json;

namespace Amplify.Tests.Oidc;

/// <summary>Sessions renewed at the provider's token endpoint, whose refresh tokens rotate without grace.</summary>
[TestFixture]
public sealed class OidcRefreshTests : OidcTests
{
    [TestCase(Desktop)]
    [TestCase(Server)]
    [CancelAfter(TimeLimit)]
    public async Task Each_refresh_uses_up_a_refresh_token_and_brings_the_next(string clientId, CancellationToken cancellationToken)
    {
        OidcClient client = OidcClient.Named(clientId);
        using var browser = new PageBrowser("ana");
        await using var app = new OidcApp(Provider, client, browser);
        await app.Auth.FederatedSignInAsync(cancellationToken: cancellationToken);
        string first = await app.Auth.GetAccessTokenAsync(cancellationToken: cancellationToken);

        AuthSession renewed = await app.RenewAsync(cancellationToken);
        AuthSession again = await app.RenewAsync(cancellationToken);

        string[] given = [.. app.Wire.Answers.Select(answer => answer.Text("refresh_token")!)];
        string[] spent = [.. app.Wire.Requests.Skip(1).Select(request => request.Fields["refresh_token"])];
        Assert.That((renewed.State, renewed.Source), Is.EqualTo((AuthSessionState.SignedIn, SessionSource.Refresh)));
        Assert.That(again.User!.UserId, Is.EqualTo("ana"));
        Assert.That(given, Has.Length.EqualTo(3).And.Unique);
        Assert.That(spent, Is.EqualTo(given[..2]));
        Assert.That(await app.Auth.GetAccessTokenAsync(cancellationToken: cancellationToken), Is.Not.EqualTo(first));
        Assert.That(app.Wire.Requests.Select(request => request.Authorization?.Scheme), Has.All.EqualTo(client.Secret is null ? null : "Basic"));
        Assert.That(await Provider.IsActiveAsync(given[0], client, cancellationToken), Is.False, "used up");
        Assert.That(await Provider.IsActiveAsync(given[2], client, cancellationToken), Is.True);
    }

    [Test]
    [CancelAfter(TimeLimit)]
    public async Task A_copy_of_a_spent_refresh_token_ends_both_sessions(CancellationToken cancellationToken)
    {
        using var browser = new PageBrowser("bea");
        await using var app = new OidcApp(Provider, OidcClient.Desktop, browser);
        await using var thief = new OidcApp(Provider, OidcClient.Desktop);
        await app.Auth.FederatedSignInAsync(cancellationToken: cancellationToken);
        await thief.Auth.AdoptTokensAsync(TokensOf(app.Wire.Answers.Single()), cancellationToken: cancellationToken);
        Assert.That((await app.RenewAsync(cancellationToken)).IsSignedIn);

        AuthSession stolen = await thief.RenewAsync(cancellationToken);
        AuthSession own = await app.RenewAsync(cancellationToken);

        // The provider says invalid_grant to both: it takes back the whole grant when a spent token comes again.
        Assert.That((stolen.State, stolen.EndReason), Is.EqualTo((AuthSessionState.SignedOut, SessionEndReason.RefreshTokenInvalid)));
        Assert.That((own.State, own.EndReason), Is.EqualTo((AuthSessionState.SignedOut, SessionEndReason.RefreshTokenInvalid)));
        Assert.That((await thief.Auth.CurrentSessionAsync(cancellationToken: cancellationToken)).HasUser, Is.False);
    }

    [Test]
    [CancelAfter(TimeLimit)]
    public async Task An_answer_that_is_lost_ends_the_session_where_rotation_knows_no_grace(CancellationToken cancellationToken)
    {
        using var browser = new PageBrowser("cleo");
        await using var app = new OidcApp(Provider, OidcClient.Desktop, browser);
        await app.Auth.FederatedSignInAsync(cancellationToken: cancellationToken);
        app.Wire.LosesNextAnswer = true;

        AuthSession session = await app.RenewAsync(cancellationToken);

        Assert.That((session.State, session.EndReason), Is.EqualTo((AuthSessionState.SignedOut, SessionEndReason.RotationAnswerLost)));
        Assert.That(app.Wire.Requests.Skip(1).Select(request => request.Fields["refresh_token"]), Is.EqualTo(new[] { app.Wire.Answers[0].Text("refresh_token"), app.Wire.Answers[0].Text("refresh_token") }));
    }

    private static AdoptedTokens TokensOf(JsonElement answer) => new()
    {
        IdToken = new Secret(answer.Text("id_token")!),
        AccessToken = new Secret(answer.Text("access_token")!),
        RefreshToken = new Secret(answer.Text("refresh_token")!),
    };
}
