using Amplify.Emulator;
using Amplify.Tests.Support;

namespace Amplify.Tests.Sessions;

/// <summary>Renewed tokens are saved before their signatures are checked (promise 2); until they are, nobody sees them (promise 8).</summary>
public sealed class UnverifiedSessionTests
{
    [Test]
    public async Task A_valid_session_stays_while_the_tokens_that_replaced_it_elsewhere_cannot_be_verified()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth here = await world.SignedInAsync(services: world.Services(events: new InlineContext()));
        var changes = new List<AuthChange>();
        here.Changed += (_, e) => changes.Add(e.Change);
        string before = await here.GetAccessTokenAsync();
        using (JwksDown(world))
        {
            await RenewElsewhereAsync(world);
            world.Clock.Advance(TimeSpan.FromSeconds(31));
            for (int read = 0; read < 3; read++)
            {
                AuthSession kept = await here.CurrentSessionAsync();
                Assert.That(kept.State, Is.EqualTo(AuthSessionState.SignedIn));
                Assert.That(kept.Tokens!.AccessToken.Reveal(), Is.EqualTo(before));
                Assert.That(kept.Error, Is.Null);
                world.Clock.Advance(TimeSpan.FromSeconds(6));
            }

            Assert.That(changes, Is.Empty);
        }

        world.Clock.Advance(TimeSpan.FromMinutes(2));
        AuthSession renewed = await here.CurrentSessionAsync();
        Assert.That(renewed.State, Is.EqualTo(AuthSessionState.SignedIn));
        Assert.That(renewed.Tokens!.AccessToken.Reveal(), Is.Not.EqualTo(before));
        Assert.That(changes, Is.EqualTo(new[] { AuthChange.TokensRefreshed }));
    }

    [Test]
    public async Task A_session_that_starts_with_tokens_nobody_could_verify_shows_who_it_is_and_no_claim_and_no_token()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        await world.SignedInAsync();
        Auth restarted = world.NewAuth(services: world.Services(events: new InlineContext()));
        var changes = new List<AuthChange>();
        restarted.Changed += (_, e) => changes.Add(e.Change);
        using (JwksDown(world))
        {
            await RenewElsewhereAsync(world);

            AuthSession session = await restarted.CurrentSessionAsync();

            Assert.That(session.State, Is.EqualTo(AuthSessionState.Offline));
            Assert.That(session.Error!.Reason, Is.EqualTo(AuthErrorReason.KeysUnavailable));
            Assert.That(session.User!.UserId, Is.EqualTo(world.User.Sub));
            Assert.That(session.User.Claims, Is.Empty);
            Assert.That(session.Tokens!.AccessToken.Reveal(), Is.EqualTo("unverified"));
            Assert.That(session.Tokens.IdToken.Reveal(), Is.EqualTo("unverified"));
            Assert.That(async () => await restarted.GetIdTokenAsync(), Throws.TypeOf<AuthException>());
            Assert.That(changes, Is.EqualTo(new[] { AuthChange.RefreshFailed }));
        }

        world.Clock.Advance(TimeSpan.FromMinutes(2));
        AuthSession verified = await restarted.CurrentSessionAsync();
        Assert.That(verified.State, Is.EqualTo(AuthSessionState.SignedIn));
        Assert.That(verified.User!.Claims, Is.Not.Empty);
        Assert.That(changes, Is.EqualTo(new[] { AuthChange.RefreshFailed, AuthChange.TokensRefreshed }));
    }

    [Test]
    public async Task Another_user_whose_tokens_nobody_could_verify_is_not_told_as_signed_in_until_they_are()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        world.Pool.AddUser("ben", AuthWorld.Password);
        Auth here = await world.SignedInAsync(services: world.Services(events: new InlineContext()));
        var changes = new List<(AuthChange Change, string? User)>();
        here.Changed += (_, e) => changes.Add((e.Change, e.Session.User?.Username));
        await world.NewAuth().SignInAsync("ben", AuthWorld.Password, new SignInOptions { WhenAlreadySignedIn = WhenAlreadySignedIn.Replace });
        using (JwksDown(world))
        {
            await RenewElsewhereAsync(world);
            world.Clock.Advance(TimeSpan.FromSeconds(31));

            AuthSession session = await here.CurrentSessionAsync();

            Assert.That(session.State, Is.EqualTo(AuthSessionState.Offline));
            Assert.That(session.User!.Username, Is.EqualTo("ben"));
            Assert.That(changes.Select(c => c.Change), Is.EqualTo(new[] { AuthChange.RefreshFailed }));
        }

        world.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.That((await here.CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.SignedIn));
        Assert.That(changes[^1], Is.EqualTo((AuthChange.SignedIn, "ben")));
    }

    [Test]
    public async Task Readers_of_a_session_that_cannot_be_verified_share_the_back_off()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        await world.SignedInAsync();
        Auth restarted = world.NewAuth(o => o.SessionFreshness = TimeSpan.FromMilliseconds(1));
        using FaultHandle down = JwksDown(world);
        await RenewElsewhereAsync(world);
        int renewed = world.Refreshes;
        await restarted.CurrentSessionAsync();
        var changes = new List<AuthChange>();
        restarted.Changed += (_, e) => changes.Add(e.Change);

        for (int read = 0; read < 20; read++)
        {
            world.Clock.Advance(TimeSpan.FromMilliseconds(2));
            Assert.That((await restarted.CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.Offline));
        }

        Assert.That(world.Refreshes, Is.EqualTo(renewed));
        Assert.That(changes, Is.Empty, "one failure, told once");
    }

    private static FaultHandle JwksDown(AuthWorld world)
    {
        world.Pool.RotateSigningKeys();
        return world.Cognito.Faults.Add(new Fault { Operation = "jwks", Kind = FaultKind.InternalError });
    }

    /// <summary>Another process renews the session and saves what it cannot verify.</summary>
    private static async Task RenewElsewhereAsync(AuthWorld world)
    {
        await using Auth elsewhere = world.NewAuth();
        AuthSession session = await elsewhere.CurrentSessionAsync(new CurrentSessionOptions { ForceRefresh = true });
        Assert.That(session.Error!.Reason, Is.EqualTo(AuthErrorReason.KeysUnavailable));
    }
}
