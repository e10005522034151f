using Amazon.Runtime;
using Amplify.Credentials;
using Amplify.Diagnostics;
using Amplify.Testing;
using Amplify.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Amplify.Tests.Credentials;

/// <summary>An API that acts for its callers.</summary>
internal sealed class CallerCredentialsTests
{
    [Test]
    public async Task A_callers_token_becomes_credentials()
    {
        await using var world = new CredentialsWorld();
        AuthFactory factory = world.NewFactory();
        string token = world.Result("ana").IdToken!;

        Assert.That((await factory.CredentialsFor(token).GetCredentialsAsync()).AccessKey, Is.EqualTo("ASIAUSER1"));
        Assert.That((await factory.GetCredentialsForAsync(token)).IdentityId, Is.EqualTo("eu-west-1:user-1"));
        Assert.That(world.Pool.Ids.Single().Logins, Is.EqualTo(new Dictionary<string, string> { [CredentialsWorld.Provider] = token }));
        Assert.That(world.Pool.Credentials, Has.Count.EqualTo(1), "asked once for both");
        Assert.That(world.Store.Held, Is.Zero, "there is no session");
    }

    [Test]
    public async Task Callers_with_one_token_share_one_call()
    {
        await using var world = new CredentialsWorld();
        AuthFactory factory = world.NewFactory();
        string token = world.Result("ana").IdToken!;
        var gate = new TaskCompletionSource();
        world.Pool.Before = _ => gate.Task;

        Task<ImmutableCredentials>[] callers = [.. Enumerable.Range(0, 100).Select(_ => Task.Run(() => factory.CredentialsFor(token).GetCredentialsAsync()))];
        gate.SetResult();
        await Task.WhenAll(callers);

        Assert.That((world.Pool.Ids.Count, world.Pool.Credentials.Count), Is.EqualTo((1, 1)));
    }

    [Test]
    public async Task A_token_that_does_not_verify_gets_nothing_and_takes_nobodys_place()
    {
        await using var world = new CredentialsWorld();
        AuthFactory factory = world.NewFactory();
        string forged = new TestTokens(new AuthOptions { UserPoolId = "eu-west-1_Another1", UserPoolClientId = "1testclient" }, world.Clock).CreateIdToken();

        AmazonClientException e = Assert.ThrowsAsync<AmazonClientException>(() => factory.CredentialsFor(forged).GetCredentialsAsync())!;

        Assert.That(((AuthException)e.InnerException!).Reason, Is.EqualTo(AuthErrorReason.InvalidToken));
        Assert.Throws<AmazonClientException>(() => factory.CredentialsFor("nonsense").GetCredentials());
        Assert.That(world.Pool.Ids, Is.Empty);
    }

    [Test]
    public async Task An_access_token_is_none()
    {
        await using var world = new CredentialsWorld();

        Assert.ThrowsAsync<AuthException>(() => world.NewFactory().GetCredentialsForAsync(world.Result("ana").AccessToken!));
    }

    [Test]
    public async Task Credentials_end_with_the_token()
    {
        await using var world = new CredentialsWorld();
        world.Pool.Lifetime = TimeSpan.FromHours(12);
        AuthFactory factory = world.NewFactory();
        AWSCredentials aws = factory.CredentialsFor(world.Result("ana").IdToken!);
        await aws.GetCredentialsAsync();
        Assert.That(aws.Expiration, Is.EqualTo(AuthWorld.Start.AddHours(1).UtcDateTime));

        world.Clock.Advance(TimeSpan.FromMinutes(60));

        Assert.ThrowsAsync<AmazonClientException>(() => aws.GetCredentialsAsync());
        Assert.That(world.Pool.Credentials, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task They_are_renewed_while_the_token_lasts()
    {
        await using var world = new CredentialsWorld();
        world.Pool.Lifetime = TimeSpan.FromMinutes(15);
        AuthFactory factory = world.NewFactory();
        AWSCredentials aws = factory.CredentialsFor(world.Result("ana").IdToken!);
        await aws.GetCredentialsAsync();

        world.Clock.Advance(TimeSpan.FromMinutes(16));

        Assert.That((await aws.GetCredentialsAsync()).AccessKey, Is.EqualTo("ASIAUSER2"));
        Assert.That(world.Pool.Ids, Has.Count.EqualTo(1), "the identity is known");
    }

    [Test]
    public async Task Different_callers_get_different_credentials()
    {
        await using var world = new CredentialsWorld();
        AuthFactory factory = world.NewFactory();

        SessionCredentials ana = await factory.GetCredentialsForAsync(world.Result("ana").IdToken!);
        SessionCredentials bo = await factory.GetCredentialsForAsync(world.Result("bo").IdToken!);

        Assert.That(bo.IdentityId, Is.Not.EqualTo(ana.IdentityId));
    }

    [Test]
    public void The_cache_is_bounded_and_keeps_those_who_come_often()
    {
        var clock = new ManualClock();
        var cells = new CallerCells(new ServiceClock(clock, NullLogger.Instance), most: 10);
        CallerCell regular = cells.Get("regular");
        for (int i = 0; i < 1000; i++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            regular.Touch(clock.GetTimestamp());
            cells.Get($"caller-{i}");
        }

        Assert.That(cells.Count, Is.LessThanOrEqualTo(10));
        Assert.That(cells.Find("regular"), Is.SameAs(regular));
        Assert.That(cells.Find("caller-0"), Is.Null);
    }

    [Test]
    public async Task Without_an_identity_pool_the_option_is_named()
    {
        await using var world = new CredentialsWorld(o => o.IdentityPoolId = null);

        AmazonClientException e = Assert.ThrowsAsync<AmazonClientException>(() => world.NewFactory().CredentialsFor(world.Result("ana").IdToken!).GetCredentialsAsync())!;

        Assert.That(e.Message, Does.Contain("IdentityPoolId"));
    }
}
