using System.Text.Json.Nodes;
using Amplify.Emulator;

namespace Amplify.Tests;

/// <summary>What an account that may not sign in is told, at which step, and the lock after failed sign-ins.</summary>
public sealed class AccountStateTests
{
    private const string WrongPassword = "Incorrect username or password.";
    private const string Locked = "Password attempts exceeded";

    private static readonly object[] States =
    [
        new object[] { "unconfirmed", "UserNotConfirmedException", "User is not confirmed." },
        new object[] { "disabled", "NotAuthorizedException", "User is disabled." },
        new object[] { "reset", "PasswordResetRequiredException", "Password reset required for the user" },
    ];

    [TestCaseSource(nameof(States))]
    public async Task The_state_is_told_before_the_password_is_looked_at(string state, string code, string message)
    {
        await using Wire wire = await Wire.StartAsync();
        await PrepareAsync(wire, state);

        (await wire.PasswordSignInAsync("ana", "wrong")).MustBe(code, message);
        (await wire.PasswordSignInAsync("ana", "Passw0rd!")).MustBe(code, message);
    }

    [TestCaseSource(nameof(States))]
    public async Task In_SRP_the_second_call_tells_the_state(string state, string code, string message)
    {
        await using Wire wire = await Wire.StartAsync();
        await PrepareAsync(wire, state);

        WireAnswer started = await wire.InitiateAsync("USER_SRP_AUTH", new JsonObject { ["USERNAME"] = "ana", ["SRP_A"] = "abc" });
        Assert.That(started.Challenge, Is.EqualTo("PASSWORD_VERIFIER"));
        (await wire.SrpSignInAsync("ana", "wrong")).MustBe(code, message);
    }

    [TestCaseSource(nameof(States))]
    public async Task In_SRP_the_first_call_tells_the_state_if_set_so(string state, string code, string message)
    {
        await using Wire wire = await Wire.StartAsync(unsettled: new UnsettledBehaviour { SrpAccountState = AccountStateStep.InitiateAuth });
        await PrepareAsync(wire, state);

        (await wire.InitiateAsync("USER_SRP_AUTH", new JsonObject { ["USERNAME"] = "ana", ["SRP_A"] = "abc" })).MustBe(code, message);
    }

    [TestCaseSource(nameof(States))]
    public async Task Only_who_knows_the_password_is_told_the_state_if_set_so(string state, string code, string message)
    {
        await using Wire wire = await Wire.StartAsync(unsettled: new UnsettledBehaviour { AccountStateBeforePassword = false });
        await PrepareAsync(wire, state);

        (await wire.PasswordSignInAsync("ana", "wrong")).MustBe("NotAuthorizedException", WrongPassword);
        (await wire.PasswordSignInAsync("ana", "Passw0rd!")).MustBe(code, message);
    }

    [Test]
    public async Task A_user_enabled_again_signs_in()
    {
        await using Wire wire = await Wire.StartAsync();
        EmulatedUser ana = wire.Pool.AddUser("ana", "Passw0rd!");
        ana.Disable();
        ana.Enable();

        (await wire.PasswordSignInAsync("ana", "Passw0rd!")).MustSucceed();
    }

    [Test]
    public async Task The_fifth_failure_locks_and_each_further_one_doubles_the_time()
    {
        await using Wire wire = await Wire.StartAsync();
        wire.Pool.AddUser("ana", "Passw0rd!");
        for (int i = 0; i < 5; i++)
        {
            (await wire.PasswordSignInAsync("ana", "wrong")).MustBe("NotAuthorizedException", WrongPassword);
        }

        foreach (int seconds in new[] { 1, 2, 4, 8 })
        {
            wire.Emulator.Clock.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
            (await wire.PasswordSignInAsync("ana", "Passw0rd!")).MustBe("NotAuthorizedException", Locked);
            wire.Emulator.Clock.Advance(TimeSpan.FromMilliseconds(1));
            (await wire.PasswordSignInAsync("ana", "wrong")).MustBe("NotAuthorizedException", WrongPassword);
        }
    }

    [Test]
    public async Task The_lock_counts_for_SRP_too()
    {
        await using Wire wire = await Wire.StartAsync();
        wire.Pool.AddUser("ana", "Passw0rd!");
        for (int i = 0; i < 5; i++)
        {
            (await wire.SrpSignInAsync("ana", "wrong")).MustBe("NotAuthorizedException", WrongPassword);
        }

        (await wire.SrpSignInAsync("ana", "Passw0rd!")).MustBe("NotAuthorizedException", Locked);
        wire.Emulator.Clock.Advance(TimeSpan.FromSeconds(1));
        (await wire.SrpSignInAsync("ana", "Passw0rd!")).MustSucceed();
    }

    [Test]
    public void The_lock_is_never_longer_than_15_minutes_and_quiet_ends_it()
    {
        var clock = new EmulatorClock(DateTimeOffset.UnixEpoch);
        var lockOut = new LockOut(clock);
        for (int i = 0; i < 40; i++)
        {
            Assert.That(lockOut.IsLocked(), Is.False);
            lockOut.Fail();
            clock.Advance(TimeSpan.FromMinutes(15) - TimeSpan.FromSeconds(1));
            Assert.That(lockOut.IsLocked(), Is.EqualTo(i + 1 >= 15), $"a second before 15 minutes after failure {i + 1}");

            clock.Advance(TimeSpan.FromSeconds(1));
        }

        clock.Advance(TimeSpan.FromMinutes(15));
        Assert.That(lockOut.IsLocked(), Is.False);
        lockOut.Fail();
        Assert.That(lockOut.IsLocked(), Is.False, "the count starts anew");
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Whether_a_success_clears_the_count_is_a_setting(bool clears)
    {
        await using Wire wire = await Wire.StartAsync(unsettled: new UnsettledBehaviour { SuccessClearsLockOut = clears });
        wire.Pool.AddUser("ana", "Passw0rd!");
        for (int i = 0; i < 4; i++)
        {
            await wire.PasswordSignInAsync("ana", "wrong");
        }

        (await wire.PasswordSignInAsync("ana", "Passw0rd!")).MustSucceed();
        await wire.PasswordSignInAsync("ana", "wrong");

        WireAnswer answer = await wire.PasswordSignInAsync("ana", "Passw0rd!");
        Assert.That(answer.Status == System.Net.HttpStatusCode.OK, Is.EqualTo(clears), answer.Text);
    }

    [Test]
    public async Task The_lock_can_be_turned_off()
    {
        await using Wire wire = await Wire.StartAsync(pool: new UserPoolSettings { LockOut = false });
        wire.Pool.AddUser("ana", "Passw0rd!");
        for (int i = 0; i < 7; i++)
        {
            (await wire.PasswordSignInAsync("ana", "wrong")).MustBe("NotAuthorizedException", WrongPassword);
        }

        (await wire.PasswordSignInAsync("ana", "Passw0rd!")).MustSucceed();
    }

    private static async Task PrepareAsync(Wire wire, string state)
    {
        if (state == "unconfirmed")
        {
            (await wire.SignUpAsync("ana")).MustSucceed();
            return;
        }

        EmulatedUser ana = wire.Pool.AddUser("ana", "Passw0rd!");
        if (state == "disabled")
        {
            ana.Disable();
        }
        else
        {
            ana.RequirePasswordReset();
        }
    }
}
