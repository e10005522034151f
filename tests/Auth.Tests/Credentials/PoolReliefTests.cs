using Amplify.Credentials;

namespace Amplify.Tests.Credentials;

/// <summary>Who waits on a thread of the pool does not keep it from others; the pool is given back as it was.</summary>
[NonParallelizable]
internal sealed class PoolReliefTests
{
    [Test]
    public void A_thread_of_its_own_changes_nothing()
    {
        int during = 0;
        var thread = new Thread(() => PoolRelief.Wait(time =>
        {
            Assert.That(time, Is.EqualTo(Timeout.InfiniteTimeSpan));
            during = Minimum();
            return true;
        }));
        int before = Minimum();
        thread.Start();
        thread.Join();

        Assert.That(during, Is.EqualTo(before));
    }

    [Test]
    public async Task A_short_wait_changes_nothing()
    {
        int before = Minimum();
        int during = 0;

        await Task.Run(() => PoolRelief.Wait(_ =>
        {
            during = Minimum();
            return true;
        }));

        Assert.That(during, Is.EqualTo(before));
    }

    [Test]
    public async Task A_long_wait_gives_the_pool_threads_and_takes_them_back()
    {
        int before = Minimum();
        int during = 0;

        await Task.Run(() => PoolRelief.Wait(time =>
        {
            during = Minimum();
            return time == Timeout.InfiniteTimeSpan;
        }));

        Assert.That(during, Is.EqualTo(before + 2));
        Assert.That(Minimum(), Is.EqualTo(before));
    }

    [Test]
    public async Task Waits_side_by_side_are_counted_each_and_all_taken_back()
    {
        int before = Minimum();
        using var waiting = new CountdownEvent(3);
        using var release = new ManualResetEventSlim();
        Task[] waits =
        [
            .. Enumerable.Range(0, 3).Select(_ => Task.Run(() => PoolRelief.Wait(time =>
            {
                if (time == Timeout.InfiniteTimeSpan)
                {
                    waiting.Signal();
                    release.Wait();
                }

                return time == Timeout.InfiniteTimeSpan;
            }))),
        ];

        waiting.Wait();
        int during = Minimum();
        release.Set();
        await Task.WhenAll(waits);

        Assert.That(during, Is.EqualTo(before + 6));
        Assert.That(Minimum(), Is.EqualTo(before));
    }

    [Test]
    public async Task What_the_application_sets_meanwhile_stays()
    {
        ThreadPool.GetMinThreads(out int before, out int ports);
        try
        {
            await Task.Run(() => PoolRelief.Wait(time =>
            {
                if (time == Timeout.InfiniteTimeSpan)
                {
                    ThreadPool.SetMinThreads(before + 7, ports);
                }

                return time == Timeout.InfiniteTimeSpan;
            }));

            Assert.That(Minimum(), Is.EqualTo(before + 7));
        }
        finally
        {
            ThreadPool.SetMinThreads(before, ports);
        }
    }

    [Test]
    public async Task A_wait_that_fails_gives_back_too()
    {
        int before = Minimum();

        Assert.That(
            async () => await Task.Run(() => PoolRelief.Wait(time => time == Timeout.InfiniteTimeSpan ? throw new InvalidOperationException("Interrupted.") : false)),
            Throws.InvalidOperationException);

        Assert.That(Minimum(), Is.EqualTo(before));
        await Task.CompletedTask;
    }

    private static int Minimum()
    {
        ThreadPool.GetMinThreads(out int workers, out _);
        return workers;
    }
}
