using Amazon.Runtime;
using Amplify.CognitoIdentityProvider;
using Amplify.CognitoIdentityProvider.Model;
using Amplify.Sessions;
using Amplify.Tests.Support;
using Moq;

namespace Amplify.Tests.Sessions;

/// <summary>Promise 3: what ends a session is a table. One test per row, and the documented table is the table.</summary>
public sealed class SessionEndingTests
{
    private static IEnumerable<TestCaseData> Rows() => SessionEndings.Rows.Select(row =>
        new TestCaseData(row.Code, row.Message is null ? "Some text." : $"{row.Message}.", row.Verdict.ToString(), row.Reason)
            .SetArgDisplayNames(row.Code, row.Message ?? "any other text", row.Reason?.ToString() ?? row.Verdict.ToString()));

    [TestCaseSource(nameof(Rows))]
    public async Task A_refresh_refused_with(string code, string message, string verdict, SessionEndReason? reason)
    {
        await using var world = new MockWorld();
        Auth auth = await world.SignedInAndExpiredAsync();
        world.Client.Setup(c => c.GetTokensFromRefreshTokenAsync(It.IsAny<GetTokensFromRefreshTokenRequest>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(Refusal(code, message));

        AuthSession session = await auth.CurrentSessionAsync();
        AuthSession restarted = await world.NewAuth().CurrentSessionAsync();

        AuthSessionState expected = verdict switch
        {
            nameof(RefreshVerdict.Ends) => AuthSessionState.SignedOut,
            nameof(RefreshVerdict.KeepAndRetry) => AuthSessionState.Offline,
            _ => AuthSessionState.Refused,
        };
        Assert.That(session.State, Is.EqualTo(expected));
        Assert.That(session.EndReason, Is.EqualTo(reason));
        Assert.That(session.HasUser, Is.EqualTo(reason is null), "a session that does not end keeps its user");
        Assert.That(restarted.HasUser, Is.EqualTo(reason is null), "and its document");
    }

    [TestCase("NotAuthorizedException", "A sentence nobody has heard yet.")]
    [TestCase("SomethingNewException", "Whatever it means.")]
    public async Task A_text_the_table_does_not_know_refuses_access_and_keeps_the_data(string code, string message)
    {
        await using var world = new MockWorld();
        Auth auth = await world.SignedInAndExpiredAsync();
        world.Client.Setup(c => c.GetTokensFromRefreshTokenAsync(It.IsAny<GetTokensFromRefreshTokenRequest>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(Refusal(code, message));

        AuthSession session = await auth.CurrentSessionAsync();

        Assert.That(session.State, Is.EqualTo(AuthSessionState.Refused));
        Assert.That(session.Error?.Code, Is.EqualTo(code));
        Assert.That(session.Error?.Message, Is.EqualTo(message));
        AuthException? asked = Assert.ThrowsAsync<AuthException>(async () => await auth.GetAccessTokenAsync());
        Assert.That(asked!.Code, Is.EqualTo(code));
    }

    [Test]
    public void The_documented_table_is_the_table()
    {
        string path = Path.Combine(TestContext.CurrentContext.TestDirectory, "docs", "session-endings.md");
        string[] documented = [.. File.ReadAllLines(path).Where(l => l.StartsWith("| `", StringComparison.Ordinal))];
        IEnumerable<string> actual = SessionEndings.Rows.Select(r => $"| `{r.Code}` | {(r.Message is null ? "any other" : $"“{r.Message}”")} | {Words(r)} |");

        Assert.That(documented, Is.EqualTo(actual));
    }

    [Test]
    public async Task A_device_tracked_session_is_tried_without_its_device_key_before_it_ends()
    {
        await using var world = new MockWorld(accessClaims: new Dictionary<string, object?> { ["device_key"] = "eu-west-1_0b8c" });
        Auth auth = await world.SignedInAndExpiredAsync();
        var sent = new List<string?>();
        world.Client.Setup(c => c.GetTokensFromRefreshTokenAsync(It.IsAny<GetTokensFromRefreshTokenRequest>(), It.IsAny<CancellationToken>()))
            .Returns((GetTokensFromRefreshTokenRequest r, CancellationToken _) =>
            {
                sent.Add(r.DeviceKey);
                return r.DeviceKey is null
                    ? Task.FromResult(new GetTokensFromRefreshTokenResponse { AuthenticationResult = world.Result() })
                    : throw Refusal("NotAuthorizedException", "Invalid Refresh Token.");
            });

        AuthSession session = await auth.CurrentSessionAsync();

        Assert.That(session.IsSignedIn, Is.True);
        Assert.That(sent, Is.EqualTo(new[] { "eu-west-1_0b8c", null }));
    }

    [Test]
    public async Task A_device_tracked_session_that_is_refused_both_ways_ends()
    {
        await using var world = new MockWorld(accessClaims: new Dictionary<string, object?> { ["device_key"] = "eu-west-1_0b8c" });
        Auth auth = await world.SignedInAndExpiredAsync();
        world.Client.Setup(c => c.GetTokensFromRefreshTokenAsync(It.IsAny<GetTokensFromRefreshTokenRequest>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(Refusal("NotAuthorizedException", "Invalid Refresh Token."));

        Assert.That((await auth.CurrentSessionAsync()).EndReason, Is.EqualTo(SessionEndReason.RefreshTokenInvalid));
        world.Client.Verify(c => c.GetTokensFromRefreshTokenAsync(It.IsAny<GetTokensFromRefreshTokenRequest>(), It.IsAny<CancellationToken>()), Times.Exactly(2));
    }

    [Test]
    public async Task A_session_without_a_refresh_token_ends_with_its_tokens()
    {
        await using var world = new MockWorld();
        world.Client.Setup(c => c.InitiateAuthAsync(It.IsAny<InitiateAuthRequest>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(() => new InitiateAuthResponse { AuthenticationResult = world.Result() });
        await world.Auth.SignInAsync("ana", "Any-password-1");
        world.Clock.Advance(TimeSpan.FromMinutes(59));
        Assert.That((await world.Auth.CurrentSessionAsync()).IsSignedIn, Is.True);

        world.Clock.Advance(TimeSpan.FromMinutes(2));

        Assert.That((await world.Auth.CurrentSessionAsync()).EndReason, Is.EqualTo(SessionEndReason.RefreshTokenExpired));
    }

    private static AmazonCognitoIdentityProviderException Refusal(string code, string message) =>
        new(message, ErrorType.Sender, code, "request-1", System.Net.HttpStatusCode.BadRequest);

    private static string Words(SessionEndingRow row) => row.Verdict switch
    {
        RefreshVerdict.Ends => $"ends: `{row.Reason}`",
        RefreshVerdict.KeepAndRetry => "goes on; tried again after the back-off",
        _ => "goes on, access refused; reported",
    };
}
