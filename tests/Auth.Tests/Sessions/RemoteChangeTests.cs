using Amplify.Emulator;
using Amplify.Sessions;
using Amplify.Testing;
using Amplify.Tests.Adversary;
using Amplify.Tests.Support;

namespace Amplify.Tests.Sessions;

/// <summary>Promise 4 where the change comes from another process: what began before it is dropped, and told to nobody.</summary>
public sealed class RemoteChangeTests
{
    private static readonly SignInOptions _replace = new() { WhenAlreadySignedIn = WhenAlreadySignedIn.Replace };

    /// <summary>Shorter than a request may take.</summary>
    private static readonly TimeSpan _freshness = TimeSpan.FromSeconds(5);

    [Test]
    public async Task A_refresh_that_fails_after_a_sign_out_elsewhere_was_noticed_shows_nobody_and_is_not_told([Values] bool force)
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth here = await world.SignedInAsync(o => o.SessionFreshness = _freshness, services: world.Services(events: new InlineContext()));
        var changes = new List<AuthChange>();
        here.Changed += (_, e) => changes.Add(e.Change);
        (Task<AuthSession> waiter, FaultHandle held) = await RefreshHeldAsync(world, here, force);

        await world.NewAuth().SignOutAsync();
        Assert.That((await here.CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.SignedOut), "the freshness interval is over");

        AuthSession session = await FailAsync(world, waiter, held);
        Assert.That(session.State, Is.EqualTo(AuthSessionState.SignedOut));
        Assert.That(session.User, Is.Null);
        Assert.That(changes, Is.EqualTo(new[] { AuthChange.SignedOut }));
    }

    [Test]
    public async Task A_refresh_that_fails_after_another_user_signed_in_elsewhere_holds_nobody_up()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        world.Pool.AddUser("ben", AuthWorld.Password);
        Auth here = await world.SignedInAsync(o => o.SessionFreshness = _freshness, services: world.Services(events: new InlineContext()));
        (Task<AuthSession> waiter, FaultHandle held) = await RefreshHeldAsync(world, here);

        await world.NewAuth().SignInAsync("ben", AuthWorld.Password, _replace);
        Assert.That((await here.CurrentSessionAsync()).User!.Username, Is.EqualTo("ben"));

        AuthSession session = await FailAsync(world, waiter, held);
        Assert.That(session.State, Is.EqualTo(AuthSessionState.SignedIn));
        Assert.That(session.User!.Username, Is.EqualTo("ben"));
        AuthSession forced = await here.CurrentSessionAsync(new CurrentSessionOptions { ForceRefresh = true });
        Assert.That(forced.Error, Is.Null, "the other user's failure holds nothing back");
        Assert.That(forced.User!.Username, Is.EqualTo("ben"));
    }

    [Test]
    public async Task A_refresh_that_fails_after_the_session_was_renewed_elsewhere_gives_the_renewed_session()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        var store = new HookedStore(world.Store);
        Auth here = await world.SignedInAsync(o => o.SessionFreshness = _freshness, services: world.Services(store, events: new InlineContext()));
        var changes = new List<AuthChange>();
        here.Changed += (_, e) => changes.Add(e.Change);
        (Task<AuthSession> waiter, FaultHandle held) = await RefreshHeldAsync(world, here);

        await world.NewAuth(services: world.Services(new HookedStore(world.Store))).CurrentSessionAsync();
        world.Clock.Advance(_freshness);
        Assert.That((await here.CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.SignedIn));

        AuthSession session = await FailAsync(world, waiter, held);
        Assert.That(session.State, Is.EqualTo(AuthSessionState.SignedIn));
        Assert.That(session.Error, Is.Null);
        Assert.That(changes, Is.EqualTo(new[] { AuthChange.TokensRefreshed }));
    }

    [Test]
    public async Task A_forced_refresh_does_not_renew_the_tokens_of_a_user_who_signed_in_elsewhere_as_those_of_the_old_one()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        world.Pool.AddUser("ben", AuthWorld.Password);
        Auth here = await world.SignedInAsync(o => o.SessionFreshness = _freshness, services: world.Services(events: new InlineContext()));
        await world.NewAuth().SignInAsync("ben", AuthWorld.Password, _replace);
        var changes = new List<(AuthChange Change, string? User)>();
        here.Changed += (_, e) => changes.Add((e.Change, e.Session.User?.Username));

        AuthSession session = await here.CurrentSessionAsync(new CurrentSessionOptions { ForceRefresh = true });

        Assert.That(session.User!.Username, Is.EqualTo("ben"));
        Assert.That(session.Error, Is.Null);
        Assert.That(world.Refreshes, Is.Zero);
        Assert.That(changes, Is.EqualTo(new[] { (AuthChange.SignedIn, "ben") }));
    }

    [Test]
    public async Task Another_users_expired_session_found_during_a_refresh_is_renewed_before_it_is_given_out()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        world.Pool.AddUser("ben", AuthWorld.Password);
        Auth here = await world.SignedInAsync(o => o.SessionFreshness = _freshness, services: world.Services(events: new InlineContext()));
        await world.NewAuth().SignInAsync("ben", AuthWorld.Password, _replace);
        world.Cognito.Requests.Clear();

        world.ExpireTokens();
        AuthSession session = await here.CurrentSessionAsync(new CurrentSessionOptions { ForceRefresh = true });

        Assert.That(session.User!.Username, Is.EqualTo("ben"));
        Assert.That(session.State, Is.EqualTo(AuthSessionState.SignedIn));
        Assert.That(session.Tokens!.ExpiresAt, Is.GreaterThan(world.Clock.GetUtcNow()));
    }

    [Test]
    public void What_is_noticed_elsewhere_begins_a_generation_and_releases_tokens_that_waited_to_be_saved()
    {
        var entry = new SessionEntry(SessionKey.New(), new DocumentKey(DocumentKind.Session, "pool", "client", "id"));
        entry.Begin(ViewOf("ana", "1"), 0, _ => { });
        long generation = entry.CurrentGeneration();
        entry.KeepUnsaved(Unsaved("ana", "1"), generation);

        entry.TryPublishLoaded(SessionViews.SignedOut(SessionEndReason.SignedOut), entry.Look(TimeProvider.System), 0, _ => { });

        Assert.That(entry.CurrentGeneration(), Is.GreaterThan(generation));
        Assert.That(entry.Unsaved, Is.Null);
    }

    [Test]
    public void Tokens_renewed_from_a_sign_in_that_is_not_shown_yet_are_kept_until_they_are_saved()
    {
        var entry = new SessionEntry(SessionKey.New(), new DocumentKey(DocumentKind.Session, "pool", "client", "id"));
        entry.Begin(ViewOf("ana", "1"), 0, _ => { });
        long old = entry.CurrentGeneration();
        entry.KeepUnsaved(Unsaved("ana", "2"), old);
        entry.Begin(ViewOf("ana", "2"), 0, _ => { });
        Assert.That(entry.Unsaved, Is.Not.Null, "kept before");

        entry.Unsaved = null;
        entry.KeepUnsaved(Unsaved("ana", "2"), old);
        Assert.That(entry.Unsaved, Is.Not.Null, "kept after");

        entry.Begin(ViewOf("ana", "3"), 0, _ => { });
        Assert.That(entry.Unsaved, Is.Null, "the next sign-in has other tokens");
    }

    [Test]
    public async Task A_reader_who_finds_a_session_gone_that_is_being_ended_learns_why()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        var store = new HookedStore(world.Store);
        Auth auth = await world.SignedInAsync(o => o.SessionFreshness = _freshness, world.Services(store, events: new InlineContext()));
        var ended = new List<SessionEndReason?>();
        auth.Changed += (_, e) => ended.Add(e.Session.EndReason);
        world.ExpireTokens();
        world.User.Disable();
        StoreHold deleted = store.Hold(StoreOp.Delete, after: true);

        Task<AuthSession> ending = auth.CurrentSessionAsync().AsTask();
        await deleted.Arrival;
        world.Clock.Advance(_freshness);
        AuthSession found = await auth.CurrentSessionAsync();
        deleted.Release();

        Assert.That(found.EndReason, Is.EqualTo(SessionEndReason.UserDisabled));
        Assert.That((await ending).EndReason, Is.EqualTo(SessionEndReason.UserDisabled));
        Assert.That(ended, Is.EqualTo(new SessionEndReason?[] { SessionEndReason.UserDisabled }), "told once");
    }

    [Test]
    public async Task A_renewal_that_is_read_back_before_it_is_marked_as_verified_is_told_once()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        var store = new HookedStore(world.Store);
        Auth auth = await world.SignedInAsync(o => o.SessionFreshness = _freshness, world.Services(store, events: new InlineContext()));
        var changes = new List<AuthChange>();
        auth.Changed += (_, e) => changes.Add(e.Change);
        world.ExpireTokens();
        StoreHold saved = store.Hold(StoreOp.Write, after: true);

        Task<AuthSession> renewing = auth.CurrentSessionAsync().AsTask();
        await saved.Arrival;
        world.Clock.Advance(_freshness);
        Assert.That((await auth.CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.SignedIn));
        saved.Release();
        await renewing;

        Assert.That(changes, Is.EqualTo(new[] { AuthChange.TokensRefreshed }));
    }

    [Test]
    public async Task A_sign_in_that_is_read_back_before_it_is_shown_is_told_once()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        var store = new HookedStore(world.Store);
        Auth auth = world.NewAuth(o => o.SessionFreshness = _freshness, world.Services(store, events: new InlineContext()));
        await auth.CurrentSessionAsync();
        var changes = new List<AuthChange>();
        auth.Changed += (_, e) => changes.Add(e.Change);
        StoreHold written = store.Hold(StoreOp.Write, after: true);

        Task<SignInResult> signingIn = auth.SignInAsync("ana", AuthWorld.Password);
        await written.Arrival;
        world.Clock.Advance(_freshness);
        await auth.CurrentSessionAsync();
        written.Release();
        await signingIn.WaitAsync(TimeSpan.FromSeconds(10));

        Assert.That((await auth.CurrentSessionAsync()).IsSignedIn, Is.True);
        Assert.That(changes.Count(c => c == AuthChange.SignedIn), Is.EqualTo(1));
    }

    /// <summary>A reader waits for a refresh that the service holds and will answer with a failure; the freshness interval is over.</summary>
    private static async Task<(Task<AuthSession> Waiter, FaultHandle Held)> RefreshHeldAsync(AuthWorld world, Auth auth, bool force = false)
    {
        world.ExpireTokens();
        FaultHandle held = world.Cognito.Faults.Add(new Fault { Operation = "GetTokensFromRefreshToken", Kind = FaultKind.Hold, Phase = FaultPhase.Before, Times = 1 });
        Task<AuthSession> waiter = auth.CurrentSessionAsync(new CurrentSessionOptions { ForceRefresh = force }).AsTask();
        await held.WaitForArrivalAsync().WaitAsync(TimeSpan.FromSeconds(5));
        world.Clock.Advance(_freshness);
        return (waiter, held);
    }

    /// <summary>The service fails the request it held.</summary>
    private static async Task<AuthSession> FailAsync(AuthWorld world, Task<AuthSession> waiter, FaultHandle held)
    {
        using FaultHandle failing = world.Cognito.Faults.Add(new Fault { Operation = "GetTokensFromRefreshToken", Kind = FaultKind.InternalError, Phase = FaultPhase.After, Times = 1 });
        held.Dispose();
        return await waiter.WaitAsync(TimeSpan.FromSeconds(10));
    }

    private static SessionView ViewOf(string userId, string eTag) => new()
    {
        Document = new SessionDocument { UserId = userId, Username = userId, AccessToken = "a", IdToken = "i" },
        ETag = eTag,
        Session = TestSessions.SignedIn(),
    };

    private static UnsavedDocument Unsaved(string userId, string replaces)
    {
        SessionDocument document = ViewOf(userId, replaces).Document!;
        return new UnsavedDocument(document, new StoredSession(document, replaces));
    }
}
