using Amplify.Emulator;
using Amplify.Sessions;
using Amplify.Tests.Support;

namespace Amplify.Tests.Sessions;

/// <summary>The store that keeps nothing: its conditions, its end of things, and what it gives along.</summary>
public sealed class InMemorySessionStoreTests
{
    private static readonly DocumentKey _key = new(DocumentKind.Session, "eu-west-1_Pool", "client", "one");
    private static readonly DocumentKey _other = new(DocumentKind.Session, "eu-west-1_Pool", "client", "two");

    [Test]
    public async Task Writes_happen_only_when_their_condition_holds()
    {
        var clock = new EmulatorClock(AuthWorld.Start);
        var store = new InMemorySessionStore(clock);
        DateTimeOffset later = AuthWorld.Start.AddDays(1);

        string? first = await store.WriteAsync(_key, new byte[] { 1 }, WriteCondition.Absent, later);
        Assert.That(first, Is.Not.Null);
        Assert.That(await store.WriteAsync(_key, new byte[] { 2 }, WriteCondition.Absent, later), Is.Null);
        Assert.That(await store.WriteAsync(_key, new byte[] { 2 }, WriteCondition.Matches("else"), later), Is.Null);
        Assert.That((await store.ReadAsync(_key))!.Content.ToArray(), Is.EqualTo(new byte[] { 1 }));

        string? second = await store.WriteAsync(_key, new byte[] { 2 }, WriteCondition.Matches(first!), later);
        Assert.That(second, Is.Not.Null.And.Not.EqualTo(first));
        Assert.That(await store.ReadETagAsync(_key), Is.EqualTo(second));

        Assert.That(await store.DeleteAsync(_key, WriteCondition.Matches(first!)), Is.False);
        Assert.That(await store.DeleteAsync(_key, WriteCondition.Matches(second!)), Is.True);
        Assert.That(await store.DeleteAsync(_key, WriteCondition.Matches(second!)), Is.True, "gone is gone");
        Assert.That(await store.ReadAsync(_key), Is.Null);
    }

    [Test]
    public async Task What_expired_is_not_there_and_leaves_memory_unasked()
    {
        var clock = new EmulatorClock(AuthWorld.Start);
        var store = new InMemorySessionStore(clock);
        await store.WriteAsync(_key, new byte[] { 1 }, WriteCondition.None, AuthWorld.Start.AddHours(1));
        await store.AddAsync("sub-1", _key, AuthWorld.Start.AddHours(1));
        clock.Advance(TimeSpan.FromHours(2));

        Assert.That(await store.ListAsync("sub-1"), Is.Empty);
        await store.WriteAsync(_other, new byte[] { 3 }, WriteCondition.None, clock.GetUtcNow().AddHours(1));

        Assert.That(store.Held, Is.EqualTo(1), "another write swept it out");
        Assert.That(await store.ReadAsync(_key), Is.Null);
    }

    [Test]
    public async Task A_lease_is_one_holders_at_a_time_and_a_waiter_may_give_up()
    {
        var store = new InMemorySessionStore(new EmulatorClock(AuthWorld.Start));
        IAsyncDisposable held = await store.AcquireAsync(_key, TimeSpan.FromMinutes(1));
        using var impatient = new CancellationTokenSource();
        Task<IAsyncDisposable> givesUp = store.AcquireAsync(_key, TimeSpan.FromMinutes(1), impatient.Token).AsTask();
        Task<IAsyncDisposable> waits = store.AcquireAsync(_key, TimeSpan.FromMinutes(1)).AsTask();
        Assert.That((await store.AcquireAsync(_other, TimeSpan.FromMinutes(1))), Is.Not.Null, "another document's lease is free");

        await impatient.CancelAsync();
        Assert.That(async () => await givesUp, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(waits.IsCompleted, Is.False);
        await held.DisposeAsync();
        await held.DisposeAsync();
        await using IAsyncDisposable next = await waits;
        Task<IAsyncDisposable> third = store.AcquireAsync(_key, TimeSpan.FromMinutes(1)).AsTask();
        Assert.That(third.IsCompleted, Is.False, "given back twice counts once");
    }
}
