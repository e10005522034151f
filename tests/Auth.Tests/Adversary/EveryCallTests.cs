using Amplify.Emulator;
using Amplify.Tests.Support;

namespace Amplify.Tests.Adversary;

/// <summary>Every new call under every way a service, a caller or an engine's owner can be awkward.</summary>
public sealed class EveryCallTests
{
    private static readonly UserPoolSettings _withTotp = new() { Mfa = MfaMode.Optional, MfaFactors = MfaFactors.Totp | MfaFactors.Sms };

    private static IEnumerable<TestCaseData> Calls() =>
        NewCalls.All.Select((c, i) => new TestCaseData(c.Operation, c.Call).SetArgDisplayNames($"{i} {c.Operation}"));

    [Test]
    public async Task An_answer_that_is_none_is_a_typed_error_or_a_result(
        [Values(FaultKind.Garbage, FaultKind.Html, FaultKind.Truncated, FaultKind.Oversized, FaultKind.EmptyBody, FaultKind.Cut)] FaultKind kind,
        [Values] FaultPhase phase)
    {
        foreach ((string operation, Func<IAuth, CancellationToken, Task> call) in NewCalls.All)
        {
            await using AuthWorld world = await AuthWorld.StartAsync(pool: _withTotp);
            using var ticking = new Ticking(world.Clock);
            Auth auth = await world.SignedInAsync();
            world.Cognito.Faults.Add(new Fault { Operation = operation, Kind = kind, Phase = phase });

            Exception? fault = await NewCalls.FaultOf(() => call(auth, default)).WaitAsync(TimeSpan.FromSeconds(30));

            Assert.That(fault, Is.Null.Or.InstanceOf<AuthException>(), $"{operation} {kind}");
            Assert.That((fault as AuthException)?.Reason, Is.Not.EqualTo(AuthErrorReason.Unknown), $"{operation} {kind}: {fault?.Message}");
        }
    }

    [TestCaseSource(nameof(Calls))]
    public async Task A_caller_who_gives_up_in_the_middle_gets_away_at_once(string operation, Func<IAuth, CancellationToken, Task> call)
    {
        await using AuthWorld world = await AuthWorld.StartAsync(pool: _withTotp);
        Auth auth = await world.SignedInAsync();
        using var source = new CancellationTokenSource();
        using FaultHandle hold = world.Cognito.Faults.Add(new Fault { Operation = operation, Kind = FaultKind.Hold });

        Task<Exception?> running = NewCalls.FaultOf(() => call(auth, source.Token));
        await hold.WaitForArrivalAsync();
        await source.CancelAsync();
        Exception? fault = await running.WaitAsync(TimeSpan.FromSeconds(20));

        Assert.That(fault, operation is "GlobalSignOut" or "RevokeToken" ? Is.Null : Is.InstanceOf<OperationCanceledException>());
    }

    [TestCaseSource(nameof(Calls))]
    public async Task A_caller_who_has_given_up_before_sends_nothing(string operation, Func<IAuth, CancellationToken, Task> call)
    {
        await using AuthWorld world = await AuthWorld.StartAsync(pool: _withTotp);
        Auth auth = await world.SignedInAsync();

        Exception? fault = await NewCalls.FaultOf(() => call(auth, new CancellationToken(canceled: true)));

        Assert.That(fault, Is.InstanceOf<OperationCanceledException>());
        Assert.That(world.Cognito.Requests.Count(operation), Is.Zero);
        Assert.That((await auth.CurrentSessionAsync()).IsSignedIn, Is.True);
    }

    [TestCaseSource(nameof(Calls))]
    public async Task An_engine_that_is_disposed_of_in_the_middle_ends_the_call_with_what_is_promised(string operation, Func<IAuth, CancellationToken, Task> call)
    {
        await using AuthWorld world = await AuthWorld.StartAsync(pool: _withTotp);
        Auth auth = await world.SignedInAsync();
        Task<Exception?> running;
        Task disposal;
        using (FaultHandle hold = world.Cognito.Faults.Add(new Fault { Operation = operation, Kind = FaultKind.Hold }))
        {
            running = NewCalls.FaultOf(() => call(auth, default));
            await hold.WaitForArrivalAsync();
            disposal = auth.DisposeAsync().AsTask();
            await HookedStore.SettledAsync(disposal);
        }

        Exception? fault = await running.WaitAsync(TimeSpan.FromSeconds(20));
        await disposal.WaitAsync(TimeSpan.FromSeconds(20));

        Assert.That(fault, Is.Null.Or.InstanceOf<AuthException>().Or.InstanceOf<ObjectDisposedException>());
        Assert.That(await NewCalls.FaultOf(() => call(auth, default)), Is.InstanceOf<ObjectDisposedException>());
    }

    [TestCaseSource(nameof(Calls))]
    public async Task Two_hundred_callers_at_once_get_what_is_promised(string operation, Func<IAuth, CancellationToken, Task> call)
    {
        await using AuthWorld world = await AuthWorld.StartAsync(pool: _withTotp);
        using var ticking = new Ticking(world.Clock);
        Auth auth = await world.SignedInAsync();
        world.ExpireTokens();

        Exception?[] faults = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(() => NewCalls.FaultOf(() => call(auth, default))))).WaitAsync(TimeSpan.FromSeconds(50));

        Assert.That(faults.Where(f => f is not null and not AuthException), Is.Empty, operation);
        Assert.That(faults.OfType<AuthException>().Where(f => f.Reason == AuthErrorReason.Unknown).Select(f => f.Message), Is.Empty);
        Assert.That(world.Refreshes, Is.LessThanOrEqualTo(1));
    }

    [TestCaseSource(nameof(Calls))]
    public async Task Nothing_that_is_thrown_or_answered_shows_a_secret(string operation, Func<IAuth, CancellationToken, Task> call)
    {
        await using AuthWorld world = await AuthWorld.StartAsync(pool: _withTotp);
        Auth auth = await world.SignedInAsync();
        string access = await auth.GetAccessTokenAsync();
        world.Cognito.Faults.Add(Fault.Error(operation, "NotAuthorizedException", "Something nobody has heard of\r\nwith lines"));

        Exception? fault = await NewCalls.FaultOf(() => call(auth, default));

        Assert.That($"{fault}", Does.Not.Contain(access).And.Not.Contain("Another-Horse-8!").And.Not.Contain("Wrong-Horse-7!"));
    }
}
