using Amplify.Sessions;

namespace Amplify.Tests.Oidc;

/// <summary>Answers of the provider that were exchanged, changed or used twice on their way: the engine refuses some, the provider others.</summary>
[TestFixture]
public sealed class OidcForgeryTests : OidcTests
{
    [Test]
    [CancelAfter(TimeLimit)]
    public async Task What_else_arrives_at_the_address_does_not_end_a_sign_in(CancellationToken cancellationToken)
    {
        using var browser = new PageBrowser("ana")
        {
            Strays = answer =>
            [
                answer.With("code", "another").With("iss", "https://other.example"),
                answer.With("code", "another").With("state", answer.Parameter("state") + "A"),
                answer.With("code", "another").With("state", null),
                answer.With("code", null),
                new Uri(answer, "/favicon.ico"),
            ],
        };
        await using var app = new OidcApp(Provider, OidcClient.Desktop, browser);

        SignInResult result = await app.Auth.FederatedSignInAsync(cancellationToken: cancellationToken);

        Assert.That(result.Session?.IsSignedIn, Is.True);
    }

    [TestCase("iss", "https://other.example")]
    [TestCase("state", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [TestCase("state", null)]
    [TestCase("code", null)]
    [CancelAfter(TimeLimit)]
    public async Task A_changed_answer_is_refused_and_the_real_one_still_counts(string name, string? value, CancellationToken cancellationToken)
    {
        using var browser = new PageBrowser("bea");
        await using var app = new OidcApp(Provider, OidcClient.Server);
        (BrowserSignIn begun, Uri callback) = await BeginAsync(app, browser, cancellationToken);

        AssertRefused(app, begun, callback.With(name, value), AuthErrorReason.InvalidCallback, cancellationToken);

        Assert.That(app.Wire.Requests, Is.Empty, "the code stays here");
        await AssertCompletedAsync(app, begun, callback, cancellationToken);
    }

    [TestCase(Desktop)]
    [TestCase(Server)]
    [CancelAfter(TimeLimit)]
    public async Task A_code_that_was_exchanged_for_that_of_another_attempt_fails_its_verifier(string clientId, CancellationToken cancellationToken)
    {
        using var browser = new PageBrowser("cleo");
        await using var app = new OidcApp(Provider, OidcClient.Named(clientId));
        (BrowserSignIn mine, Uri callback) = await BeginAsync(app, browser, cancellationToken);
        (BrowserSignIn other, Uri otherCallback) = await BeginAsync(app, browser, cancellationToken);

        AssertRefused(app, mine, callback.With("code", otherCallback.Parameter("code")), AuthErrorReason.SignInExpired, cancellationToken);

        Assert.That(app.Wire.Answers.Single().Text("error"), Is.EqualTo("invalid_grant"));
        await AssertCompletedAsync(app, other, otherCallback, cancellationToken);
    }

    [TestCase("not-the-one-that-was-sent")]
    [TestCase(null)]
    [CancelAfter(TimeLimit)]
    public async Task An_ID_token_without_the_nonce_of_the_attempt_signs_nobody_in(string? nonce, CancellationToken cancellationToken)
    {
        using var browser = new PageBrowser("dora");
        await using var app = new OidcApp(Provider, OidcClient.Desktop);
        BrowserSignIn begun = await app.Auth.BeginFederatedSignInAsync(cancellationToken: cancellationToken);
        Uri callback = await browser.GoAsync(begun.Url.With("nonce", nonce), cancellationToken);

        AssertRefused(app, begun, callback, AuthErrorReason.InvalidToken, cancellationToken);

        Assert.That(app.Wire.Answers.Single().Text("id_token"), Is.Not.Null, "the provider had no objection");
        Assert.That((await app.Auth.CurrentSessionAsync(cancellationToken: cancellationToken)).HasUser, Is.False);
    }

    [Test]
    [CancelAfter(TimeLimit)]
    public async Task A_code_is_used_once_by_an_engine_and_once_by_all_of_them(CancellationToken cancellationToken)
    {
        using var browser = new PageBrowser("eva");
        var protector = AesGcmSessionProtector.CreateEphemeral();
        await using var app = new OidcApp(Provider, OidcClient.Desktop, protector: protector);
        await using var otherNode = new OidcApp(Provider, OidcClient.Desktop, protector: protector);
        (BrowserSignIn begun, Uri callback) = await BeginAsync(app, browser, cancellationToken);
        await AssertCompletedAsync(app, begun, callback, cancellationToken);

        AssertRefused(app, begun, callback, AuthErrorReason.InvalidCallback, cancellationToken);
        Assert.That(app.Wire.Requests, Has.Count.EqualTo(1));
        Assert.That((await app.RenewAsync(cancellationToken)).IsSignedIn);

        AssertRefused(otherNode, begun, callback, AuthErrorReason.SignInExpired, cancellationToken);
        AuthSession session = await app.RenewAsync(cancellationToken);
        Assert.That((session.State, session.EndReason), Is.EqualTo((AuthSessionState.SignedOut, SessionEndReason.RefreshTokenInvalid)), "the provider takes back what a code gave that was stolen");
    }

    private static async Task<(BrowserSignIn Begun, Uri Callback)> BeginAsync(OidcApp app, PageBrowser browser, CancellationToken cancellationToken)
    {
        BrowserSignIn begun = await app.Auth.BeginFederatedSignInAsync(cancellationToken: cancellationToken);
        return (begun, await browser.GoAsync(begun.Url, cancellationToken));
    }

    private static void AssertRefused(OidcApp app, BrowserSignIn begun, Uri callback, AuthErrorReason reason, CancellationToken cancellationToken)
    {
        AuthException? refusal = Assert.ThrowsAsync<AuthException>(
            () => app.Auth.CompleteFederatedSignInAsync(begun.FlowToken, callback, cancellationToken: cancellationToken));
        Assert.That(refusal!.Reason, Is.EqualTo(reason), refusal.Message);
    }

    private static async Task AssertCompletedAsync(OidcApp app, BrowserSignIn begun, Uri callback, CancellationToken cancellationToken)
    {
        SignInResult result = await app.Auth.CompleteFederatedSignInAsync(begun.FlowToken, callback, cancellationToken: cancellationToken);
        Assert.That(result.Session?.IsSignedIn, Is.True);
    }
}
