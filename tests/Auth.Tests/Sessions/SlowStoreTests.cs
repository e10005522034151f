using Amplify.Sessions;
using Amplify.Tests.Adversary;
using Amplify.Tests.Support;

namespace Amplify.Tests.Sessions;

/// <summary>A store that has done it and says so late: what it says is as old as the question (promises 4 and 5).</summary>
public sealed class SlowStoreTests
{
    /// <summary>Shorter than a request may take.</summary>
    private static readonly TimeSpan _freshness = TimeSpan.FromSeconds(5);

    [Test]
    public async Task A_renewal_that_the_store_confirms_late_does_not_replace_a_newer_session_of_the_same_user()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        (Auth here, Task<AuthSession> renewing, StoreHold marked) = await RenewedAsync(world);
        Auth elsewhere = world.NewAuth();
        await elsewhere.SignOutAsync();
        await elsewhere.SignInAsync("ana", AuthWorld.Password);
        string newest = await elsewhere.GetAccessTokenAsync();
        world.Clock.Advance(_freshness);
        Assert.That(await here.GetAccessTokenAsync(), Is.EqualTo(newest), "read when the interval was over");

        marked.Release();
        AuthSession session = await renewing.WaitAsync(TimeSpan.FromSeconds(10));

        Assert.That(session.Tokens!.AccessToken.Reveal(), Is.EqualTo(newest));
        Assert.That(await here.GetAccessTokenAsync(), Is.EqualTo(newest));
    }

    [Test]
    public async Task A_renewal_that_the_store_confirms_late_is_believed_no_longer_than_one_confirmed_at_once()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        (Auth here, Task<AuthSession> renewing, StoreHold marked) = await RenewedAsync(world);
        await world.NewAuth().SignOutAsync();
        world.Clock.Advance(_freshness);
        marked.Release();
        await renewing.WaitAsync(TimeSpan.FromSeconds(10));

        Assert.That((await here.CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.SignedOut), "signed out elsewhere an interval ago");
    }

    [Test]
    public async Task A_sign_in_that_the_store_confirms_late_is_believed_no_longer_than_one_confirmed_at_once()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        var store = new HookedStore(world.Store);
        Auth here = world.NewAuth(o => o.SessionFreshness = _freshness, world.Services(store));
        StoreHold written = store.Hold(StoreOp.Write, after: true);
        Task<SignInResult> signingIn = here.SignInAsync("ana", AuthWorld.Password);
        await written.Arrival.WaitAsync(TimeSpan.FromSeconds(10));
        await world.NewAuth().SignOutAsync();
        world.Clock.Advance(_freshness);
        written.Release();
        Assert.That((await signingIn).IsSignedIn, Is.True);

        Assert.That((await here.CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.SignedOut), "signed out elsewhere an interval ago");
    }

    [Test]
    public async Task A_forced_refresh_shows_what_it_brought_although_the_store_was_doubted_meanwhile()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        var store = new HookedStore(world.Store);
        Auth auth = await world.SignedInAsync(services: world.Services(store));
        world.User.AddToGroup("editors");
        StoreHold saved = store.Hold(StoreOp.Write, after: true);
        Task<AuthSession> renewing = auth.CurrentSessionAsync(new CurrentSessionOptions { ForceRefresh = true }).AsTask();
        await saved.Arrival.WaitAsync(TimeSpan.FromSeconds(10));
        store.Before = (op, _) =>
        {
            if (op == StoreOp.Delete)
            {
                throw new IOException("The store cannot delete.");
            }
        };
        Assert.That(async () => await auth.SignOutAsync(), Throws.TypeOf<AuthException>());
        saved.Release();

        Assert.That((await renewing.WaitAsync(TimeSpan.FromSeconds(10))).User!.Groups, Is.EqualTo(new[] { "editors" }));
    }

    /// <summary>An expired session was renewed and marked as verified in the store, whose answer to that is on its way.</summary>
    private static async Task<(Auth Here, Task<AuthSession> Renewing, StoreHold Marked)> RenewedAsync(AuthWorld world)
    {
        var store = new HookedStore(world.Store);
        Auth here = await world.SignedInAsync(o => o.SessionFreshness = _freshness, world.Services(store));
        world.ExpireTokens();
        StoreHold saved = store.Hold(StoreOp.Write, after: true);
        Task<AuthSession> renewing = here.CurrentSessionAsync().AsTask();
        await saved.Arrival.WaitAsync(TimeSpan.FromSeconds(10));
        StoreHold marked = store.Hold(StoreOp.Write, after: true);
        saved.Release();
        await marked.Arrival.WaitAsync(TimeSpan.FromSeconds(10));
        return (here, renewing, marked);
    }
}
