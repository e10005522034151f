using Amazon.Runtime;
using Amplify.CognitoIdentity.Model;
using Amplify.Sessions;
using Amplify.Tests.Support;
using Moq;

namespace Amplify.Tests.Credentials;

/// <summary>Who renews, when, and what callers get meanwhile.</summary>
internal sealed class CredentialsRenewalTests
{
    [Test]
    public async Task A_hundred_cold_callers_make_one_GetId_and_one_GetCredentialsForIdentity()
    {
        await using var world = new CredentialsWorld();
        Auth auth = await world.SignedInAsync();
        var gate = new TaskCompletionSource();
        world.Pool.Before = _ => gate.Task;

        Task<SessionCredentials>[] callers = [.. Enumerable.Range(0, 100).Select(_ => Task.Run(() => auth.CurrentCredentialsAsync().AsTask()))];
        Task<ImmutableCredentials>[] sdk = [.. Enumerable.Range(0, 20).Select(_ => Task.Run(() => auth.AWSCredentials.GetCredentialsAsync()))];
        gate.SetResult();
        SessionCredentials[] all = await Task.WhenAll(callers);
        await Task.WhenAll(sdk);

        Assert.That(all.Distinct().Count(), Is.EqualTo(1));
        Assert.That((world.Pool.Ids.Count, world.Pool.Credentials.Count), Is.EqualTo((1, 1)));
    }

    [Test]
    public async Task A_hundred_callers_of_a_throttled_service_make_one_call_and_fail_together_then_one_per_step()
    {
        await using var world = new CredentialsWorld();
        Auth auth = await world.SignedInAsync();
        var gate = new TaskCompletionSource();
        world.Pool.Before = async _ =>
        {
            await gate.Task;
            throw FakeIdentityPool.Error("TooManyRequestsException", "Rate exceeded");
        };

        Task<SessionCredentials>[] callers = [.. Enumerable.Range(0, 100).Select(_ => Task.Run(() => auth.CurrentCredentialsAsync().AsTask()))];
        gate.SetResult();
        foreach (Task<SessionCredentials> caller in callers)
        {
            AuthException e = Assert.ThrowsAsync<AuthException>(() => caller)!;
            Assert.That((e.Reason, e.IsTransient), Is.EqualTo((AuthErrorReason.Throttled, true)));
        }

        Assert.That(world.Pool.Ids, Has.Count.EqualTo(1), "one call for all");

        // Steps of 1, 2, 4 … s, each up to a fifth longer: within a minute there are five more attempts at most.
        for (int i = 0; i < 600; i++)
        {
            world.Clock.Advance(TimeSpan.FromMilliseconds(100));
            Assert.ThrowsAsync<AuthException>(() => auth.CurrentCredentialsAsync().AsTask());
        }

        Assert.That(world.Pool.Ids, Has.Count.InRange(4, 6));
        world.Pool.Before = null;
        world.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.That((await auth.CurrentCredentialsAsync()).AccessKeyId, Is.EqualTo("ASIAUSER1"));
    }

    [Test]
    public async Task Shortly_before_the_end_callers_get_the_valid_ones_while_one_renewal_runs()
    {
        await using var world = new CredentialsWorld();
        Auth auth = await world.SignedInAsync();
        SessionCredentials before = await auth.CurrentCredentialsAsync();
        var gate = new TaskCompletionSource();
        world.Pool.Before = _ => gate.Task;
        world.Clock.Advance(TimeSpan.FromMinutes(56));

        for (int i = 0; i < 10; i++)
        {
            Assert.That(await auth.CurrentCredentialsAsync(), Is.SameAs(before));
        }

        gate.SetResult();
        await UntilAsync(async () => !ReferenceEquals(await auth.CurrentCredentialsAsync(), before));
        Assert.That(world.Pool.Credentials, Has.Count.EqualTo(2));
        Assert.That(world.Pool.Ids, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Before_that_nothing_is_renewed()
    {
        await using var world = new CredentialsWorld();
        Auth auth = await world.SignedInAsync();
        SessionCredentials before = await auth.CurrentCredentialsAsync();

        world.Clock.Advance(TimeSpan.FromMinutes(54));

        Assert.That(await auth.CurrentCredentialsAsync(), Is.SameAs(before));
        Assert.That(world.Pool.Credentials, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_failed_renewal_leaves_the_valid_ones_until_they_end()
    {
        await using var world = new CredentialsWorld(o => o.BackgroundRefresh = false);
        Auth auth = await world.SignedInAsync();
        SessionCredentials before = await auth.CurrentCredentialsAsync();
        world.Pool.Before = _ => throw FakeIdentityPool.Error("InternalErrorException", "Oops");

        world.Clock.Advance(TimeSpan.FromMinutes(57));
        Assert.That(await auth.CurrentCredentialsAsync(), Is.SameAs(before), "still valid");
        world.Clock.Advance(TimeSpan.FromMinutes(3));

        AuthException e = Assert.ThrowsAsync<AuthException>(() => auth.CurrentCredentialsAsync().AsTask())!;
        Assert.That(e.Reason, Is.EqualTo(AuthErrorReason.ServiceFailure), "ended");
    }

    [Test]
    public async Task Without_background_work_callers_wait_for_the_renewal_they_cause()
    {
        await using var world = new CredentialsWorld(o => o.BackgroundRefresh = false);
        Auth auth = await world.SignedInAsync();
        await auth.CurrentCredentialsAsync();

        world.Clock.Advance(TimeSpan.FromMinutes(57));

        Assert.That((await auth.CurrentCredentialsAsync()).AccessKeyId, Is.EqualTo("ASIAUSER2"));
    }

    [Test]
    public async Task Ended_ones_are_never_handed_out()
    {
        await using var world = new CredentialsWorld();
        Auth auth = await world.SignedInAsync();
        AWSCredentials aws = auth.AWSCredentials;
        await auth.CurrentCredentialsAsync();

        world.Clock.Advance(TimeSpan.FromHours(1));

        Assert.That((await aws.GetCredentialsAsync()).AccessKey, Is.EqualTo("ASIAUSER2"));
        Assert.That((await auth.CurrentCredentialsAsync()).AccessKeyId, Is.EqualTo("ASIAUSER2"));
    }

    [Test]
    public async Task One_callers_cancellation_disturbs_nobody()
    {
        await using var world = new CredentialsWorld();
        Auth auth = await world.SignedInAsync();
        var gate = new TaskCompletionSource();
        world.Pool.Before = _ => gate.Task;
        using var stop = new CancellationTokenSource();
        Task<SessionCredentials> impatient = auth.CurrentCredentialsAsync(null, stop.Token).AsTask();
        Task<SessionCredentials> patient = auth.CurrentCredentialsAsync().AsTask();

        await stop.CancelAsync();

        Assert.That(async () => await impatient, Throws.InstanceOf<OperationCanceledException>());
        gate.SetResult();
        Assert.That((await patient).AccessKeyId, Is.EqualTo("ASIAUSER1"));
        Assert.That(world.Pool.Credentials, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_guests_renewal_that_ends_after_a_sign_in_leaves_no_guest_credentials()
    {
        await using var world = new CredentialsWorld(o => o.AllowGuestAccess = true);
        Auth auth = world.NewAuth();
        var arrived = new TaskCompletionSource();
        var gate = new TaskCompletionSource();
        world.Pool.Before = request =>
        {
            if (request is not GetCredentialsForIdentityRequest { Logins: null })
            {
                return Task.CompletedTask;
            }

            arrived.TrySetResult();
            return gate.Task;
        };
        Task<SessionCredentials> asGuest = auth.CurrentCredentialsAsync().AsTask();
        await arrived.Task;

        await auth.SignInAsync("ana", "Any-password-1");
        SessionCredentials asUser = await auth.CurrentCredentialsAsync();
        gate.SetResult();

        Assert.That((await asGuest).IsGuest, Is.False, "who waited gets what is there now");
        Assert.That(asUser.IsGuest, Is.False);
        Assert.That((await auth.CurrentCredentialsAsync()).IsGuest, Is.False);
        Assert.That((await auth.AWSCredentials.GetCredentialsAsync()).AccessKey, Does.StartWith("ASIAUSER"));
    }

    [Test]
    public async Task A_users_renewal_that_ends_after_a_sign_out_is_dropped()
    {
        await using var world = new CredentialsWorld();
        Auth auth = await world.SignedInAsync();
        var arrived = new TaskCompletionSource();
        var gate = new TaskCompletionSource();
        world.Pool.Before = _ =>
        {
            arrived.TrySetResult();
            return gate.Task;
        };
        Task<SessionCredentials> late = auth.CurrentCredentialsAsync().AsTask();
        await arrived.Task;

        await auth.SignOutAsync();
        gate.SetResult();

        Assert.ThrowsAsync<SignInRequiredException>(() => late);
        Assert.ThrowsAsync<SignInRequiredException>(() => auth.CurrentCredentialsAsync().AsTask());
        Assert.That(auth.AWSCredentials.Expiration, Is.Null);
    }

    [Test]
    public async Task The_next_user_gets_nothing_of_the_last_one()
    {
        await using var world = new CredentialsWorld();
        Auth auth = await world.SignedInAsync("ana");
        SessionCredentials ana = await auth.CurrentCredentialsAsync();

        await auth.SignInAsync("bo", "Any-password-1", new SignInOptions { WhenAlreadySignedIn = WhenAlreadySignedIn.Replace });
        SessionCredentials bo = await auth.CurrentCredentialsAsync();

        Assert.That(bo.IdentityId, Is.Not.EqualTo(ana.IdentityId));
        Assert.That(world.Pool.Ids, Has.Count.EqualTo(2), "an identity of their own");
    }

    [Test]
    public async Task A_sign_out_elsewhere_takes_the_credentials_within_the_freshness_interval()
    {
        await using var world = new CredentialsWorld();
        Auth here = await world.SignedInAsync();
        await here.CurrentCredentialsAsync();
        await world.NewAuth().SignOutAsync();

        world.Clock.Advance(TimeSpan.FromSeconds(31));

        Assert.ThrowsAsync<SignInRequiredException>(() => here.CurrentCredentialsAsync().AsTask());
        Assert.ThrowsAsync<AmazonClientException>(() => here.AWSCredentials.GetCredentialsAsync());
    }

    [Test]
    public async Task A_sign_in_of_another_user_elsewhere_does_too()
    {
        await using var world = new CredentialsWorld();
        Auth here = await world.SignedInAsync("ana");
        SessionCredentials ana = await here.CurrentCredentialsAsync();
        await world.NewAuth().SignInAsync("bo", "Any-password-1", new SignInOptions { WhenAlreadySignedIn = WhenAlreadySignedIn.Replace });

        world.Clock.Advance(TimeSpan.FromSeconds(31));

        Assert.That((await here.CurrentCredentialsAsync()).IdentityId, Is.Not.EqualTo(ana.IdentityId));
    }

    [Test]
    public async Task Disposal_waits_for_the_renewal_under_way()
    {
        await using var world = new CredentialsWorld();
        Auth auth = await world.SignedInAsync();
        var arrived = new TaskCompletionSource();
        var gate = new TaskCompletionSource();
        world.Pool.Before = _ =>
        {
            arrived.TrySetResult();
            return gate.Task;
        };
        Task<SessionCredentials> caller = auth.CurrentCredentialsAsync().AsTask();
        await arrived.Task;

        ValueTask disposal = auth.DisposeAsync();
        Assert.That(disposal.IsCompleted, Is.False);
        gate.SetResult();
        await disposal;

        Assert.That(caller.IsCompleted);
        Assert.ThrowsAsync<ObjectDisposedException>(() => auth.AWSCredentials.GetCredentialsAsync());
        Assert.Throws<ObjectDisposedException>(() => auth.AWSCredentials.GetCredentials());
    }

    [Test]
    public async Task Credentials_are_not_stored()
    {
        await using var world = new CredentialsWorld();
        Auth auth = await world.SignedInAsync();
        string? before = await world.Store.ReadETagAsync(new DocumentKey(DocumentKind.Session, world.Options.UserPoolId!, world.Options.UserPoolClientId!, TestKeys.IdOf("single-user")));

        await auth.CurrentCredentialsAsync();

        Assert.That(await world.Store.ReadETagAsync(new DocumentKey(DocumentKind.Session, world.Options.UserPoolId!, world.Options.UserPoolClientId!, TestKeys.IdOf("single-user"))), Is.EqualTo(before));
        Assert.That(world.Store.Held, Is.EqualTo(2), "the session and its entry in the catalog");
    }

    [Test]
    public async Task A_refused_login_is_renewed_once_and_sent_once_more()
    {
        await using var world = new CredentialsWorld();
        Auth auth = await world.SignedInAsync();
        string first = await auth.GetIdTokenAsync();
        world.Clock.Advance(TimeSpan.FromSeconds(5));
        world.Pool.Before = request => request is GetIdRequest { Logins: { } logins } && logins.ContainsValue(first)
            ? throw FakeIdentityPool.Error("NotAuthorizedException", "Token is inactive")
            : Task.CompletedTask;

        Assert.That((await auth.CurrentCredentialsAsync()).AccessKeyId, Is.EqualTo("ASIAUSER1"));
        Assert.That(world.Pool.Ids, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Tokens_of_a_user_who_signs_in_meanwhile_are_not_sent_with_the_last_ones_identity()
    {
        await using var world = new CredentialsWorld();
        Auth auth = await world.SignedInAsync("ana");
        string anas = (await auth.CurrentCredentialsAsync()).IdentityId;
        string login = await auth.GetIdTokenAsync();
        world.Pool.Before = async request =>
        {
            if (request is GetCredentialsForIdentityRequest { Logins: { } logins } && logins.ContainsValue(login))
            {
                await auth.SignInAsync("bo", "Any-password-1", new SignInOptions { WhenAlreadySignedIn = WhenAlreadySignedIn.Replace });
                throw FakeIdentityPool.Error("NotAuthorizedException", "Token is inactive");
            }
        };

        SessionCredentials credentials = await auth.CurrentCredentialsAsync(new CurrentCredentialsOptions { ForceRefresh = true });

        Assert.That(credentials.IdentityId, Is.Not.EqualTo(anas));
        Assert.That(world.Pool.Credentials.Where(c => c.IdentityId == anas).SelectMany(c => c.Logins!.Values), Is.All.EqualTo(login));
    }

    [Test]
    public async Task A_login_refused_again_is_told()
    {
        await using var world = new CredentialsWorld();
        Auth auth = await world.SignedInAsync();
        world.Pool.Before = _ => throw FakeIdentityPool.Error("NotAuthorizedException", "Invalid login token. Token expired: 1 >= 2");

        AuthException e = Assert.ThrowsAsync<AuthException>(() => auth.CurrentCredentialsAsync().AsTask())!;

        Assert.That(e.Reason, Is.EqualTo(AuthErrorReason.LoginRejected));
        Assert.That(world.Pool.Ids, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_login_refused_because_the_session_is_over_ends_it()
    {
        await using var world = new CredentialsWorld();
        Auth auth = await world.SignedInAsync();
        world.Pool.Before = _ => throw FakeIdentityPool.Error("NotAuthorizedException", "Token is inactive");
        world.UserPool.Setup(c => c.GetTokensFromRefreshTokenAsync(It.IsAny<CognitoIdentityProvider.Model.GetTokensFromRefreshTokenRequest>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(Refused.With("NotAuthorizedException", "Refresh Token has been revoked"));

        SignInRequiredException e = Assert.ThrowsAsync<SignInRequiredException>(() => auth.CurrentCredentialsAsync().AsTask())!;

        Assert.That(e.EndReason, Is.EqualTo(SessionEndReason.RefreshTokenRevoked));
    }

    /// <summary>Lets work on the pool go on until something holds; no time passes for the engine.</summary>
    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        while (!await holds())
        {
            await Task.Yield();
        }
    }
}
