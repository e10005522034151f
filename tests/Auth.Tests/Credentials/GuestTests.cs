using Amplify.Sessions;
using Amplify.Tests.Support;

namespace Amplify.Tests.Credentials;

/// <summary>Guests: the same one again, until a user takes the identity over.</summary>
internal sealed class GuestTests
{
    private readonly List<AuthChangedEventArgs> _changes = [];

    private static CredentialsWorld NewWorld() => new(o => o.AllowGuestAccess = true);

    [Test]
    public async Task A_guest_gets_credentials_without_a_login()
    {
        await using CredentialsWorld world = NewWorld();
        Auth auth = world.NewAuth();

        SessionCredentials credentials = await auth.CurrentCredentialsAsync();

        Assert.That((credentials.IdentityId, credentials.IsGuest), Is.EqualTo(("eu-west-1:guest-1", true)));
        Assert.That(world.Pool.Ids.Single().Logins, Is.Null);
        Assert.That((await auth.CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.Guest));
    }

    [Test]
    public async Task The_custom_role_is_not_asked_for_guests()
    {
        await using var world = new CredentialsWorld(o => (o.AllowGuestAccess, o.CustomRoleArn) = (true, "arn:aws:iam::123456789012:role/Custom"));

        await world.NewAuth().CurrentCredentialsAsync();

        Assert.That(world.Pool.Credentials.Single().CustomRoleArn, Is.Null);
    }

    [Test]
    public async Task The_next_run_is_the_same_guest()
    {
        await using CredentialsWorld world = NewWorld();
        string first = (await world.NewAuth().CurrentCredentialsAsync()).IdentityId;

        string second = (await world.NewAuth().CurrentCredentialsAsync()).IdentityId;

        Assert.That(second, Is.EqualTo(first));
        Assert.That(world.Pool.Ids, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task An_identity_is_kept_even_when_there_are_no_credentials_for_it_yet()
    {
        await using CredentialsWorld world = NewWorld();
        world.Pool.Before = r => r is CognitoIdentity.Model.GetCredentialsForIdentityRequest ? throw FakeIdentityPool.Error("InternalErrorException", "Oops") : Task.CompletedTask;
        Assert.ThrowsAsync<AuthException>(() => world.NewAuth().CurrentCredentialsAsync().AsTask());
        world.Pool.Before = null;

        await world.NewAuth().CurrentCredentialsAsync();

        Assert.That(world.Pool.Ids, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Two_processes_that_start_together_become_one_guest()
    {
        await using CredentialsWorld world = NewWorld();
        var both = new CountdownEvent(2);
        var gate = new TaskCompletionSource();
        world.Pool.Before = r =>
        {
            if (r is not CognitoIdentity.Model.GetIdRequest)
            {
                return Task.CompletedTask;
            }

            if (both.Signal())
            {
                gate.SetResult();
            }

            return gate.Task;
        };

        SessionCredentials[] credentials = await Task.WhenAll(world.NewAuth().CurrentCredentialsAsync().AsTask(), world.NewAuth().CurrentCredentialsAsync().AsTask());

        Assert.That(credentials.Select(c => c.IdentityId).Distinct().Count(), Is.EqualTo(1));
        both.Dispose();
    }

    [Test]
    public async Task A_user_who_signs_in_takes_the_guests_identity_over()
    {
        await using CredentialsWorld world = NewWorld();
        Auth auth = Watched(world.NewAuth());
        string guest = (await auth.CurrentCredentialsAsync()).IdentityId;

        await auth.SignInAsync("ana", "Any-password-1");
        SessionCredentials user = await auth.CurrentCredentialsAsync();

        Assert.That(world.Pool.Ids, Has.Count.EqualTo(1), "no identity of her own is asked for");
        Assert.That(world.Pool.Credentials.Last().IdentityId, Is.EqualTo(guest));
        Assert.That(world.Pool.Credentials.Last().Logins, Is.Not.Null);
        Assert.That((user.IdentityId, user.IsGuest), Is.EqualTo((guest, false)));
        AuthChangedEventArgs change = _changes.Single(c => c.Change == AuthChange.IdentityChanged);
        Assert.That((change.OldIdentityId, change.IdentityId), Is.EqualTo((guest, guest)));
        Assert.That(change.Session.IsSignedIn);
    }

    [Test]
    public async Task Where_the_user_has_an_identity_already_both_are_told()
    {
        await using CredentialsWorld world = NewWorld();
        Auth auth = Watched(world.NewAuth());
        string guest = (await auth.CurrentCredentialsAsync()).IdentityId;
        world.Pool.Change = r => r.IdentityId = "eu-west-1:hers";

        await auth.SignInAsync("ana", "Any-password-1");
        await auth.CurrentCredentialsAsync();

        AuthChangedEventArgs change = _changes.Single(c => c.Change == AuthChange.IdentityChanged);
        Assert.That((change.OldIdentityId, change.IdentityId), Is.EqualTo((guest, "eu-west-1:hers")));
    }

    [Test]
    public async Task After_that_the_guest_is_forgotten()
    {
        await using CredentialsWorld world = NewWorld();
        Auth auth = world.NewAuth();
        string guest = (await auth.CurrentCredentialsAsync()).IdentityId;
        await auth.SignInAsync("ana", "Any-password-1");
        await auth.CurrentCredentialsAsync();

        await auth.SignOutAsync();

        Assert.That((await auth.CurrentCredentialsAsync()).IdentityId, Is.Not.EqualTo(guest));
    }

    [Test]
    public async Task A_sign_in_is_not_told_as_a_sign_out_of_the_guest()
    {
        await using CredentialsWorld world = NewWorld();
        Auth auth = Watched(world.NewAuth());
        await auth.CurrentCredentialsAsync();

        await auth.SignInAsync("ana", "Any-password-1");
        await auth.SignOutAsync();

        Assert.That(_changes.Select(c => c.Change), Is.EqualTo(new[] { AuthChange.SignedIn, AuthChange.SignedOut }));
        Assert.That(_changes[^1].Session.State, Is.EqualTo(AuthSessionState.Guest));
        Assert.That(_changes[^1].Session.EndReason, Is.EqualTo(SessionEndReason.SignedOut));
    }

    [TestCase("NotAuthorizedException", "Logins don't match. Please include at least one valid login for this identity or identity pool.")]
    [TestCase("ResourceConflictException", "Login is already linked to another account.")]
    public async Task A_guest_whose_identity_belongs_to_another_user_by_now_does_not_keep_a_user_from_hers(string code, string message)
    {
        await using CredentialsWorld world = NewWorld();
        Auth auth = world.NewAuth();
        string guest = (await auth.CurrentCredentialsAsync()).IdentityId;
        world.Pool.Before = r => r is CognitoIdentity.Model.GetCredentialsForIdentityRequest { IdentityId: var id } && id == guest
            ? throw FakeIdentityPool.Error(code, message)
            : Task.CompletedTask;

        await auth.SignInAsync("ana", "Any-password-1");

        Assert.That((await auth.CurrentCredentialsAsync()).IdentityId, Is.EqualTo("eu-west-1:user-2"));
        await auth.SignOutAsync();
        Assert.That((await auth.CurrentCredentialsAsync()).IdentityId, Is.Not.EqualTo(guest), "forgotten");
    }

    [TestCase("ResourceNotFoundException", "Identity 'eu-west-1:guest-1' not found.")]
    [TestCase("NotAuthorizedException", "Access to Identity 'eu-west-1:guest-1' is forbidden.")]
    public async Task A_guest_whose_identity_is_gone_becomes_another_once(string code, string message)
    {
        await using CredentialsWorld world = NewWorld();
        string gone = (await world.NewAuth().CurrentCredentialsAsync()).IdentityId;
        world.Pool.Before = r => r is CognitoIdentity.Model.GetCredentialsForIdentityRequest { IdentityId: var id } && id == gone ? throw FakeIdentityPool.Error(code, message) : Task.CompletedTask;
        Auth auth = Watched(world.NewAuth());

        SessionCredentials credentials = await auth.CurrentCredentialsAsync();

        Assert.That(credentials.IdentityId, Is.EqualTo("eu-west-1:guest-2"));
        Assert.That(_changes.Single().OldIdentityId, Is.EqualTo(gone));
        Assert.That((await world.NewAuth().CurrentCredentialsAsync()).IdentityId, Is.EqualTo("eu-west-1:guest-2"), "kept");
    }

    [Test]
    public async Task An_identity_that_is_gone_is_replaced_once_and_not_again_and_again()
    {
        await using CredentialsWorld world = NewWorld();
        await world.NewAuth().CurrentCredentialsAsync();
        world.Pool.Before = r => r is CognitoIdentity.Model.GetCredentialsForIdentityRequest ? throw FakeIdentityPool.Error("ResourceNotFoundException", "Identity 'x' not found.") : Task.CompletedTask;

        AuthException e = Assert.ThrowsAsync<AuthException>(() => world.NewAuth().CurrentCredentialsAsync().AsTask())!;

        Assert.That(e.Reason, Is.EqualTo(AuthErrorReason.ResourceNotFound));
        Assert.That(world.Pool.Ids, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_users_identity_that_is_gone_is_replaced_too_and_both_are_told()
    {
        await using CredentialsWorld world = NewWorld();
        Auth auth = Watched(await world.SignedInAsync());
        string gone = (await auth.CurrentCredentialsAsync()).IdentityId;
        world.Pool.Before = r => r is CognitoIdentity.Model.GetCredentialsForIdentityRequest { IdentityId: var id } && id == gone ? throw FakeIdentityPool.Error("ResourceNotFoundException", "Identity 'x' not found.") : Task.CompletedTask;

        await auth.CurrentCredentialsAsync(new CurrentCredentialsOptions { ForceRefresh = true });

        AuthChangedEventArgs change = _changes.Single();
        Assert.That((change.OldIdentityId, change.IdentityId), Is.EqualTo((gone, "eu-west-1:user-2")));
    }

    [Test]
    public async Task An_identity_pool_that_serves_no_guests_says_so()
    {
        await using CredentialsWorld world = NewWorld();
        world.Pool.Before = _ => throw FakeIdentityPool.Error("NotAuthorizedException", "Unauthenticated access is not supported for this identity pool.");

        AuthException e = Assert.ThrowsAsync<AuthException>(() => world.NewAuth().CurrentCredentialsAsync().AsTask())!;

        Assert.That(e.Reason, Is.EqualTo(AuthErrorReason.GuestsNotAllowed));
    }

    [Test]
    public async Task A_guest_whose_profile_cannot_be_read_does_not_become_another_one_behind_everybodys_back()
    {
        await using CredentialsWorld world = NewWorld();
        var store = new BreakableStore(world.Store) { FailReads = true };
        Auth auth = world.NewAuth(world.Services(store));

        Assert.ThrowsAsync<AuthException>(() => auth.CurrentCredentialsAsync().AsTask());

        Assert.That(world.Pool.Ids, Is.Empty);
    }

    [Test]
    public async Task A_guest_whose_profile_cannot_be_written_stays_the_same_while_the_process_runs()
    {
        await using CredentialsWorld world = NewWorld();
        var store = new BreakableStore(world.Store) { FailWrites = true };
        Auth auth = world.NewAuth(world.Services(store));

        string first = (await auth.CurrentCredentialsAsync()).IdentityId;
        world.Clock.Advance(TimeSpan.FromHours(2));

        Assert.That((await auth.CurrentCredentialsAsync()).IdentityId, Is.EqualTo(first));
        Assert.That(world.Pool.Ids, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task On_a_server_a_visitors_identity_goes_along_to_the_new_key()
    {
        await using CredentialsWorld world = NewWorld();
        AuthFactory factory = world.NewFactory();
        SessionKey visitor = SessionKey.New();
        string guest = (await factory.Create(visitor).CurrentCredentialsAsync()).IdentityId;

        SignInResult result = await factory.Create(visitor).SignInAsync("ana", "Any-password-1");

        Assert.That((await factory.Create(result.SessionKey!).CurrentCredentialsAsync()).IdentityId, Is.EqualTo(guest));
        Assert.That((await factory.Create(visitor).CurrentCredentialsAsync()).IdentityId, Is.Not.EqualTo(guest), "the old key is a stranger's");
    }

    [Test]
    public async Task A_guests_renewal_that_ends_after_the_hand_over_does_not_bring_the_guest_back()
    {
        await using CredentialsWorld world = NewWorld();
        Auth auth = world.NewAuth();
        (Task arrived, TaskCompletionSource gate) = HoldGuests(world);
        Task<SessionCredentials> late = auth.CurrentCredentialsAsync().AsTask();
        await arrived;
        await auth.SignInAsync("ana", "Any-password-1");
        string hers = (await auth.CurrentCredentialsAsync()).IdentityId;

        gate.SetResult();
        await late;
        await auth.SignOutAsync();

        Assert.That(hers, Is.EqualTo("eu-west-1:guest-1"), "taken over");
        Assert.That((await auth.CurrentCredentialsAsync()).IdentityId, Is.Not.EqualTo(hers));
    }

    [Test]
    public async Task On_a_server_it_leaves_nothing_under_the_old_key_either()
    {
        await using CredentialsWorld world = NewWorld();
        AuthFactory factory = world.NewFactory();
        SessionKey visitor = SessionKey.New();
        (Task arrived, TaskCompletionSource gate) = HoldGuests(world);
        Task<SessionCredentials> late = factory.Create(visitor).CurrentCredentialsAsync().AsTask();
        await arrived;
        SignInResult result = await factory.Create(visitor).SignInAsync("ana", "Any-password-1");

        gate.SetResult();
        string strangers = (await late).IdentityId;

        string hers = (await factory.Create(result.SessionKey!).CurrentCredentialsAsync()).IdentityId;
        Assert.That(hers, Is.EqualTo("eu-west-1:guest-1"), "taken over");
        Assert.That(strangers, Is.Not.EqualTo(hers));
        Assert.That((await factory.Create(visitor).CurrentCredentialsAsync()).IdentityId, Is.EqualTo(strangers));
    }

    [Test]
    public async Task Visitors_with_a_device_profile_are_the_same_guest_under_every_session_key()
    {
        await using CredentialsWorld world = NewWorld();
        var device = DeviceProfileKey.New();
        string first = (await world.NewFactory().Create(SessionKey.New(), device).CurrentCredentialsAsync()).IdentityId;

        string second = (await world.NewFactory().Create(SessionKey.New(), device).CurrentCredentialsAsync()).IdentityId;

        Assert.That(second, Is.EqualTo(first));
    }

    [Test]
    public async Task Visitors_do_not_share_credentials()
    {
        await using CredentialsWorld world = NewWorld();
        AuthFactory factory = world.NewFactory();

        string one = (await factory.Create(SessionKey.New()).CurrentCredentialsAsync()).IdentityId;
        string other = (await factory.Create(SessionKey.New()).CurrentCredentialsAsync()).IdentityId;

        Assert.That(other, Is.Not.EqualTo(one));
    }

    /// <summary>Guests wait for their credentials until the gate opens.</summary>
    private static (Task Arrived, TaskCompletionSource Gate) HoldGuests(CredentialsWorld world)
    {
        var arrived = new TaskCompletionSource();
        var gate = new TaskCompletionSource();
        world.Pool.Before = request =>
        {
            if (request is not CognitoIdentity.Model.GetCredentialsForIdentityRequest { Logins: null })
            {
                return Task.CompletedTask;
            }

            arrived.TrySetResult();
            return gate.Task;
        };
        return (arrived.Task, gate);
    }

    private Auth Watched(Auth auth)
    {
        _changes.Clear();
        auth.Changed += (_, change) => _changes.Add(change);
        return auth;
    }
}
