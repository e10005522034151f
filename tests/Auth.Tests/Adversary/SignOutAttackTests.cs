using Amplify.CognitoIdentityProvider;
using Amplify.CognitoIdentityProvider.Model;
using Amplify.Emulator;
using Amplify.Sessions;
using Amplify.Tests.Support;
using Moq;

namespace Amplify.Tests.Adversary;

/// <summary>Sign-outs that are disturbed: whatever happens after the local part is a result, and nobody is half signed out.</summary>
public sealed class SignOutAttackTests
{
    private static readonly SignOutOptions _global = new() { Global = true };

    [TestCase("garbage")]
    [TestCase("a.b.c")]
    [TestCase("eyJhbGciOiJSUzI1NiJ9.e30.AAAA")]
    [TestCase("")]
    [TestCase(null)]
    public async Task A_renewal_that_answers_with_garbage_cannot_make_a_done_sign_out_throw(string? accessToken)
    {
        await using var world = new MockWorld();
        Auth auth = await world.SignedInAndExpiredAsync();
        world.Client.Setup(c => c.GetTokensFromRefreshTokenAsync(It.IsAny<GetTokensFromRefreshTokenRequest>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new GetTokensFromRefreshTokenResponse { AuthenticationResult = new AuthenticationResultType { AccessToken = accessToken, IdToken = "x", RefreshToken = "refresh-2" } });
        world.Client.Setup(c => c.GlobalSignOutAsync(It.IsAny<GlobalSignOutRequest>(), It.IsAny<CancellationToken>())).ThrowsAsync(Refused.With("NotAuthorizedException", "Invalid Access Token"));
        world.Client.Setup(c => c.RevokeTokenAsync(It.IsAny<RevokeTokenRequest>(), It.IsAny<CancellationToken>())).ReturnsAsync(new RevokeTokenResponse());

        SignOutResult result = await auth.SignOutAsync(_global);

        Assert.That(result.Local.Outcome, Is.EqualTo(SignOutOutcome.Done));
        Assert.That(result.Global.Outcome, Is.EqualTo(SignOutOutcome.Failed));
        Assert.That((await auth.CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.SignedOut));
    }

    [Test]
    public async Task A_client_that_breaks_any_way_it_likes_is_a_failed_part([Values] bool global)
    {
        foreach (Exception broken in new Exception[] { new InvalidOperationException(), new FormatException(), new OperationCanceledException(), new ObjectDisposedException("client"), new TimeoutException() })
        {
            await using var world = new MockWorld(accessClaims: new Dictionary<string, object?> { ["origin_jti"] = "origin-1" });
            await world.Auth.SignInAsync("ana", "Any-password-1");
            world.Client.Setup(c => c.GlobalSignOutAsync(It.IsAny<GlobalSignOutRequest>(), It.IsAny<CancellationToken>())).ThrowsAsync(broken);
            world.Client.Setup(c => c.RevokeTokenAsync(It.IsAny<RevokeTokenRequest>(), It.IsAny<CancellationToken>())).ThrowsAsync(broken);

            SignOutResult result = await world.Auth.SignOutAsync(new SignOutOptions { Global = global });

            Assert.That(result.IsComplete, Is.False, broken.GetType().Name);
            Assert.That((await world.Auth.CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.SignedOut));
        }
    }

    [Test]
    public async Task A_store_that_fails_at_any_operation_leaves_the_user_here_or_gone_everywhere([Values] bool after)
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        for (int n = 1; ; n++)
        {
            var store = new HookedFullStore(new InMemorySessionStore(world.Clock));
            Auth auth = world.NewAuth(services: world.Services(store));
            await auth.SignInAsync("ana", AuthWorld.Password);
            store.ResetLog();
            Action<StoreOp, int> fail = (_, number) =>
            {
                if (number == n)
                {
                    throw new IOException("The store is down.");
                }
            };
            _ = after ? store.After = fail : store.Before = fail;
            world.Cognito.Requests.Clear();

            bool told = false;
            try
            {
                await auth.SignOutAsync(_global);
            }
            catch (AuthException e)
            {
                Assert.That(e.Reason, Is.EqualTo(AuthErrorReason.StoreUnavailable));
                told = true;
            }

            int operations = store.Log.Count;
            store.Before = store.After = null;
            bool memory = (await auth.CurrentSessionAsync()).HasUser;
            bool stored = (await world.NewAuth(services: world.Services(store)).CurrentSessionAsync()).HasUser;
            Assert.That(memory, Is.EqualTo(stored), $"operation {n}");
            Assert.That(told || !stored, Is.True, $"operation {n}");
            Assert.That(world.Cognito.Requests.Count("GlobalSignOut"), Is.EqualTo(told ? 0 : 1), $"operation {n}");
            if (operations < n)
            {
                return;
            }
        }
    }

    [Test]
    public async Task Many_ways_out_at_once_over_two_engines_end_signed_out_and_nothing_unexpected([Values(0, 1)] int rotation)
    {
        await using AuthWorld world = await AuthWorld.StartAsync(new AppClientSettings { RefreshTokenRotation = rotation == 0 ? null : new RefreshTokenRotation { GracePeriod = TimeSpan.Zero } });
        for (int round = 0; round < 10; round++)
        {
            Auth one = await world.SignedInAsync();
            Auth two = world.NewAuth();
            await two.CurrentSessionAsync();
            Task[] all =
            [
                .. Enumerable.Range(0, 8).Select(_ => Task.Run(() => one.SignOutAsync(_global))),
                .. Enumerable.Range(0, 8).Select(_ => Task.Run(() => two.SignOutAsync())),
                .. Enumerable.Range(0, 8).Select(i => Task.Run(async () => await (i % 2 == 0 ? one : two).CurrentSessionAsync(new CurrentSessionOptions { ForceRefresh = true }))),
            ];

            await Task.WhenAll(all).WaitAsync(TimeSpan.FromSeconds(30));

            Assert.That((await one.CurrentSessionAsync()).HasUser, Is.False);
            Assert.That((await world.NewAuth().CurrentSessionAsync()).HasUser, Is.False);
        }
    }

    [Test]
    public async Task Sign_ins_and_sign_outs_and_deletions_at_once_throw_only_what_is_promised()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth auth = await world.SignedInAsync();
        Func<Task>[] kinds =
        [
            () => auth.SignOutAsync(_global),
            () => auth.SignOutAsync(),
            () => auth.Account.DeleteUserAsync(),
            () => auth.Attributes.FetchAsync(),
            () => auth.SignInAsync("ana", AuthWorld.Password, new SignInOptions { WhenAlreadySignedIn = WhenAlreadySignedIn.Replace, Flow = SignInFlow.UserPassword }),
            () => auth.CurrentSessionAsync(new CurrentSessionOptions { ForceRefresh = true }).AsTask(),
        ];

        Task<Exception?>[] all = [.. Enumerable.Range(0, 120).Select(i => Task.Run(() => FaultOf(kinds[i % kinds.Length])))];
        Exception?[] faults = await Task.WhenAll(all).WaitAsync(TimeSpan.FromSeconds(60));

        Assert.That(faults.Where(f => f is not null and not AuthException), Is.Empty);
        Assert.That(faults.OfType<AuthException>().Where(f => f.Reason is AuthErrorReason.Unknown or AuthErrorReason.InvalidResponse).Select(f => f.Message), Is.Empty);
        Assert.That((await auth.CurrentSessionAsync()).HasUser, Is.EqualTo((await world.NewAuth().CurrentSessionAsync()).HasUser), "memory and store agree");
    }

    private static async Task<Exception?> FaultOf(Func<Task> call)
    {
        try
        {
            await call();
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
    }
}
