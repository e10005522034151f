using Amplify.Emulator;
using Amplify.Sessions;
using Amplify.Tests.Support;

namespace Amplify.Tests.Adversary;

/// <summary>Accounts deleted twice, from two places, with a store that fails; sessions ended elsewhere in the middle of everything.</summary>
public sealed class AccountAttackTests
{
    [Test]
    public async Task Two_engines_that_delete_at_once_delete_once_and_both_are_signed_out()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth one = await world.SignedInAsync();
        Auth two = world.NewAuth(services: world.Services(new InMemorySessionStore(world.Clock)));
        await two.SignInAsync("ana", AuthWorld.Password);

        Exception?[] faults = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => NewCalls.FaultOf(() => (i % 2 == 0 ? one : two).Account.DeleteUserAsync())))).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.That(faults.Where(f => f is not (null or SignInRequiredException)), Is.Empty);
        Assert.That((await one.CurrentSessionAsync()).HasUser || (await two.CurrentSessionAsync()).HasUser, Is.False);
        Assert.ThrowsAsync<SignInRequiredException>(() => one.Account.DeleteUserAsync());
    }

    [Test]
    public async Task A_store_that_fails_at_any_operation_of_a_deletion_is_told_and_memory_agrees_with_it([Values] bool after)
    {
        for (int n = 1; ; n++)
        {
            await using AuthWorld world = await AuthWorld.StartAsync();
            var store = new HookedFullStore(new InMemorySessionStore(world.Clock));
            Auth auth = await world.SignedInAsync(services: world.Services(store));
            store.ResetLog();
            Action<StoreOp, int> fail = (_, number) =>
            {
                if (number == n)
                {
                    throw new IOException("The store is down.");
                }
            };
            _ = after ? store.After = fail : store.Before = fail;

            Exception? fault = await NewCalls.FaultOf(() => auth.Account.DeleteUserAsync());
            int operations = store.Log.Count;
            store.Before = store.After = null;

            Assert.That(fault, Is.Null.Or.InstanceOf<AuthException>(), $"operation {n}");
            Assert.That((await auth.CurrentSessionAsync()).HasUser, Is.EqualTo((await world.NewAuth(services: world.Services(store)).CurrentSessionAsync()).HasUser), $"operation {n}");
            if (operations < n)
            {
                Assert.That(fault, Is.Null);
                return;
            }
        }
    }

    [Test]
    public async Task Every_call_of_a_session_that_was_ended_elsewhere_requires_a_sign_in()
    {
        foreach ((string operation, Func<IAuth, CancellationToken, Task> call) in NewCalls.All.Where(c => c.Operation is not ("ForgotPassword" or "ConfirmForgotPassword" or "GlobalSignOut" or "RevokeToken")))
        {
            await using AuthWorld world = await AuthWorld.StartAsync(pool: new UserPoolSettings { Mfa = MfaMode.Optional, MfaFactors = MfaFactors.Totp | MfaFactors.Sms });
            Auth auth = await world.SignedInAsync();
            Auth other = world.NewAuth(services: world.Services(new InMemorySessionStore(world.Clock)));
            await other.SignInAsync("ana", AuthWorld.Password);
            await other.SignOutAsync(new SignOutOptions { Global = true });

            Exception? fault = await NewCalls.FaultOf(() => call(auth, default));

            Assert.That(fault, Is.InstanceOf<SignInRequiredException>(), operation);
            Assert.That((await auth.CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.SignedOut), operation);
        }
    }

    [Test]
    public async Task Every_call_of_a_user_an_administrator_deleted_says_so_in_one_way()
    {
        foreach ((string operation, Func<IAuth, CancellationToken, Task> call) in NewCalls.All.Where(c => c.Operation is not ("ForgotPassword" or "ConfirmForgotPassword")))
        {
            await using AuthWorld world = await AuthWorld.StartAsync(pool: new UserPoolSettings { Mfa = MfaMode.Optional, MfaFactors = MfaFactors.Totp | MfaFactors.Sms });
            Auth auth = await world.SignedInAsync();
            world.User.Delete();

            Exception? fault = await NewCalls.FaultOf(() => call(auth, default));

            bool done = operation is "DeleteUser" or "GlobalSignOut" or "RevokeToken";
            Assert.That(fault, done ? Is.Null : Is.InstanceOf<AuthException>(), operation);
            Assert.That((fault as AuthException)?.Reason, done ? Is.Null : Is.AnyOf(AuthErrorReason.SignInRequired, AuthErrorReason.UserNotFound), $"{operation}: {fault?.Message}");
        }
    }

    [Test]
    public async Task A_password_changed_and_reset_and_changed_by_many_at_once_is_one_of_them()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth auth = await world.SignedInAsync();

        Exception?[] faults = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => NewCalls.FaultOf(() => auth.ChangePasswordAsync(AuthWorld.Password, $"Another-Horse-{i}!"))))).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.That(faults.Where(f => f is not (null or AuthException)), Is.Empty);
        int fitting = 0;
        for (int i = 0; i < 20; i++)
        {
            SignInResult result = await world.NewFactory(o => o.SignInFlow = SignInFlow.UserPassword).Create(SessionKey.New()).SignInAsync("ana", $"Another-Horse-{i}!");
            fitting += result.IsSignedIn ? 1 : 0;
            world.Clock.Advance(TimeSpan.FromHours(1));
        }

        Assert.That(fitting, Is.EqualTo(1));
    }

    [TestCase(" ")]
    [TestCase("a b c d e F 1 !")]
    [TestCase("Ünïcødé-Pässwörd-1!😀")]
    [TestCase("\ud800-Password-1")]
    [TestCase("short")]
    [TestCase("\0-Password-1")]
    public async Task A_strange_new_password_works_afterwards_or_is_rejected(string password)
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth auth = await world.SignedInAsync();
        ChangePasswordResult? changed = null;

        Exception? fault = await NewCalls.FaultOf(async () => changed = await auth.ChangePasswordAsync(AuthWorld.Password, password));

        Assert.That(fault, Is.Null.Or.InstanceOf<AuthException>());
        Assert.That((fault as AuthException)?.Reason, Is.Not.EqualTo(AuthErrorReason.Unknown).And.Not.EqualTo(AuthErrorReason.ServiceFailure), fault?.Message);
        if (changed is { Rejection: null })
        {
            await auth.SignOutAsync();
            Assert.That((await auth.SignInAsync("ana", password)).IsSignedIn, Is.True);
        }
    }
}
