using Amplify.CognitoIdentity.Model;
using Amplify.Tests.Support;

namespace Amplify.Tests.Federation;

/// <summary>Tokens of other providers that end: the application gives new ones, also after a restart.</summary>
internal sealed class FederatedRefreshTests
{
    private readonly List<FederationContext> _asked = [];

    [Test]
    public async Task An_ended_token_is_replaced_before_credentials_are_renewed()
    {
        await using var world = new CredentialsWorld();
        Auth auth = world.NewAuth(world.Services(refresher: Gives("second", AuthWorld.Start.AddHours(4))));
        await auth.FederatedSignInAsync(FederatedToken.Google("first", AuthWorld.Start.AddHours(1)));
        world.Clock.Advance(TimeSpan.FromHours(2));

        await auth.CurrentCredentialsAsync();

        Assert.That(world.Pool.Credentials.Last().Logins!.Values, Is.EqualTo(new[] { "second" }));
        FederationContext context = _asked.Single();
        Assert.That((context.Expired.Provider, context.Expired.Token.Reveal(), context.IdentityId), Is.EqualTo(("accounts.google.com", "first", "eu-west-1:user-1")));
    }

    [Test]
    public async Task The_new_token_is_kept_for_the_next_run()
    {
        await using var world = new CredentialsWorld();
        Auth auth = world.NewAuth(world.Services(refresher: Gives("second", AuthWorld.Start.AddHours(9))));
        await auth.FederatedSignInAsync(FederatedToken.Google("first", AuthWorld.Start.AddHours(1)));
        world.Clock.Advance(TimeSpan.FromHours(2));
        await auth.CurrentCredentialsAsync();

        await world.NewAuth().CurrentCredentialsAsync();

        Assert.That(world.Pool.Credentials.Last().Logins!.Values, Is.EqualTo(new[] { "second" }));
        Assert.That(_asked, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_refresher_works_after_a_restart_too()
    {
        await using var world = new CredentialsWorld();
        await world.NewAuth().FederatedSignInAsync(FederatedToken.Developer("acme", "eu-west-1:given", "first", AuthWorld.Start.AddMinutes(15)));
        world.Clock.Advance(TimeSpan.FromHours(1));
        Auth next = world.NewAuth(world.Services(refresher: (context, _) =>
        {
            _asked.Add(context);
            return ValueTask.FromResult<FederatedToken?>(FederatedToken.Developer("acme", context.IdentityId, "second"));
        }));

        await next.CurrentCredentialsAsync();

        Assert.That(_asked.Single().Expired.DeveloperProviderName, Is.EqualTo("acme"));
        Assert.That(world.Pool.Credentials.Last().Logins!.Values, Is.EqualTo(new[] { "second" }));
    }

    [Test]
    public async Task A_token_that_lasts_is_not_asked_for()
    {
        await using var world = new CredentialsWorld();
        Auth auth = world.NewAuth(world.Services(refresher: Gives("second", null)));
        await auth.FederatedSignInAsync(FederatedToken.Google("first", AuthWorld.Start.AddDays(60)));
        world.Clock.Advance(TimeSpan.FromHours(2));

        await auth.CurrentCredentialsAsync();

        Assert.That(_asked, Is.Empty);
        Assert.That(world.Pool.Credentials.Last().Logins!.Values, Is.EqualTo(new[] { "first" }));
    }

    [Test]
    public async Task One_whose_end_is_not_known_is_asked_for_and_used_where_there_is_no_other()
    {
        await using var world = new CredentialsWorld();
        Auth auth = world.NewAuth(world.Services(refresher: (context, _) =>
        {
            _asked.Add(context);
            return ValueTask.FromResult<FederatedToken?>(null);
        }));
        await auth.FederatedSignInAsync(FederatedToken.Google("first"));
        world.Clock.Advance(TimeSpan.FromHours(2));

        await auth.CurrentCredentialsAsync();

        Assert.That(_asked, Has.Count.EqualTo(1));
        Assert.That(world.Pool.Credentials.Last().Logins!.Values, Is.EqualTo(new[] { "first" }));
    }

    [Test]
    public async Task Without_a_refresher_an_ended_token_is_told_before_anything_is_sent()
    {
        await using var world = new CredentialsWorld();
        Auth auth = world.NewAuth();
        await auth.FederatedSignInAsync(FederatedToken.Google("first", AuthWorld.Start.AddHours(1)));
        world.Clock.Advance(TimeSpan.FromHours(2));

        AuthException e = Assert.ThrowsAsync<AuthException>(() => auth.CurrentCredentialsAsync().AsTask())!;

        Assert.That(e.Reason, Is.EqualTo(AuthErrorReason.FederatedTokenExpired));
        Assert.That(e.Message, Does.Contain("FederatedTokenRefresher"));
        Assert.That(world.Pool.Credentials, Has.Count.EqualTo(1));
        Assert.That((await auth.CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.Federated), "the session goes on");
    }

    [Test]
    public async Task A_token_the_identity_pool_finds_ended_is_asked_for_once()
    {
        await using var world = new CredentialsWorld();
        Auth auth = world.NewAuth(world.Services(refresher: Gives("second", AuthWorld.Start.AddDays(1))));
        await auth.FederatedSignInAsync(FederatedToken.Google("first", AuthWorld.Start.AddDays(1)));
        world.Clock.Advance(TimeSpan.FromHours(2));
        world.Pool.Before = r => r is GetCredentialsForIdentityRequest { Logins: { } logins } && logins.ContainsValue("first")
            ? throw FakeIdentityPool.Error("NotAuthorizedException", "Invalid login token. Token expired: 1 >= 2")
            : Task.CompletedTask;

        await auth.CurrentCredentialsAsync();

        Assert.That(_asked, Has.Count.EqualTo(1));
        Assert.That(world.Pool.Credentials.Last().Logins!.Values, Is.EqualTo(new[] { "second" }));
    }

    [Test]
    public async Task Without_a_refresher_it_is_told_with_the_services_words()
    {
        await using var world = new CredentialsWorld();
        Auth auth = world.NewAuth();
        await auth.FederatedSignInAsync(FederatedToken.Google("first"));
        world.Clock.Advance(TimeSpan.FromHours(2));
        world.Pool.Before = _ => throw FakeIdentityPool.Error("NotAuthorizedException", "Invalid login token. Token expired: 1 >= 2");

        AuthException e = Assert.ThrowsAsync<AuthException>(() => auth.CurrentCredentialsAsync().AsTask())!;

        Assert.That((e.Reason, e.Code, e.RequestId), Is.EqualTo((AuthErrorReason.FederatedTokenExpired, "NotAuthorizedException", "request-9")));
    }

    [Test]
    public async Task A_token_of_another_provider_is_not_taken()
    {
        await using var world = new CredentialsWorld();
        Auth auth = world.NewAuth(world.Services(refresher: (_, _) => ValueTask.FromResult<FederatedToken?>(FederatedToken.Facebook("other"))));
        await auth.FederatedSignInAsync(FederatedToken.Google("first", AuthWorld.Start.AddHours(1)));
        world.Clock.Advance(TimeSpan.FromHours(2));

        Assert.That(Assert.ThrowsAsync<AuthException>(() => auth.CurrentCredentialsAsync().AsTask())!.Reason, Is.EqualTo(AuthErrorReason.ProviderFailed));
    }

    [Test]
    public async Task A_store_that_takes_no_new_token_does_not_cost_the_credentials()
    {
        await using var world = new CredentialsWorld();
        var store = new BreakableStore(world.Store);
        Auth auth = world.NewAuth(world.Services(store, refresher: Gives("second", AuthWorld.Start.AddDays(1))));
        await auth.FederatedSignInAsync(FederatedToken.Google("first", AuthWorld.Start.AddHours(1)));
        world.Clock.Advance(TimeSpan.FromHours(2));
        store.FailWrites = true;

        Assert.That((await auth.CurrentCredentialsAsync()).AccessKeyId, Is.EqualTo("ASIAUSER2"));
    }

    private Func<FederationContext, CancellationToken, ValueTask<FederatedToken?>> Gives(string token, DateTimeOffset? expiresAt) => (context, _) =>
    {
        _asked.Add(context);
        return ValueTask.FromResult<FederatedToken?>(FederatedToken.Google(token, expiresAt));
    };

    [SetUp]
    public void Forget() => _asked.Clear();
}
