using Amazon.Runtime;
using Amplify.Credentials;
using Amplify.Tests.Support;

namespace Amplify.Tests.Credentials;

/// <summary>The AWS SDK's synchronous call: callers wait, the pool does not starve, nothing deadlocks.</summary>
[NonParallelizable]
internal sealed class SynchronousTests
{
    [Test]
    public async Task The_caller_gets_credentials_that_have_to_be_obtained_first()
    {
        await using var world = new CredentialsWorld();
        Auth auth = await world.SignedInAsync();

        Assert.That(auth.AWSCredentials.GetCredentials().AccessKey, Is.EqualTo("ASIAUSER1"));
    }

    [Test]
    public async Task The_work_is_done_on_another_thread_with_no_context_of_the_callers()
    {
        await using var world = new CredentialsWorld();
        Auth auth = await world.SignedInAsync();
        int worker = 0;
        SynchronizationContext? seen = null;
        world.Pool.Before = _ =>
        {
            (worker, seen) = (Environment.CurrentManagedThreadId, SynchronizationContext.Current);
            return Task.CompletedTask;
        };
        int caller = 0;
        var window = new Thread(() =>
        {
            // A user interface's: whoever comes back to it waits for ever, because its thread is blocked.
            SynchronizationContext.SetSynchronizationContext(new NeverContext());
            caller = Environment.CurrentManagedThreadId;
            auth.AWSCredentials.GetCredentials();
        });
        window.Start();
        window.Join();

        Assert.That(worker, Is.Not.Zero.And.Not.EqualTo(caller));
        Assert.That(seen, Is.Null);
    }

    [Test]
    public async Task A_client_that_only_works_asynchronously_does_not_deadlock()
    {
        await using var world = new CredentialsWorld();
        Auth auth = await world.SignedInAsync();
        world.Pool.Before = async _ =>
        {
            await Task.Yield();
            await Task.Run(() => { });
        };
        ImmutableCredentials? got = null;
        var window = new Thread(() =>
        {
            SynchronizationContext.SetSynchronizationContext(new NeverContext());
            got = auth.AWSCredentials.GetCredentials();
        });
        window.Start();
        window.Join();

        Assert.That(got!.AccessKey, Is.EqualTo("ASIAUSER1"));
    }

    [Test]
    public async Task A_hundred_users_on_threads_of_the_pool_do_not_starve_it_and_make_one_call_each()
    {
        await using var world = new CredentialsWorld();
        AuthFactory factory = world.NewFactory();
        AWSCredentials[] users = await UsersAsync(factory, 100);
        ThreadPool.GetMinThreads(out int before, out _);

        // Asynchronous all the way: what the callers wait for needs threads of the pool that they hold.
        world.Pool.Before = async _ => await Task.Run(() => { });
        var done = new CountdownEvent(users.Length);
        foreach (AWSCredentials user in users)
        {
            ThreadPool.QueueUserWorkItem(
                _ =>
                {
                    user.GetCredentials();
                    done.Signal();
                },
                null);
        }

        Assert.That(done.Wait(TimeSpan.FromSeconds(30)), Is.True);
        Assert.That(world.Pool.Credentials, Has.Count.EqualTo(100));
        ThreadPool.GetMinThreads(out int after, out _);
        Assert.That(after, Is.EqualTo(before), "the pool is as it was");
        done.Dispose();
    }

    [Test]
    public async Task A_hundred_callers_of_one_user_make_one_call()
    {
        await using var world = new CredentialsWorld();
        Auth auth = await world.SignedInAsync();
        AWSCredentials aws = auth.AWSCredentials;
        var together = new Barrier(100);

        Thread[] threads =
        [
            .. Enumerable.Range(0, 100).Select(_ => new Thread(() =>
            {
                together.SignalAndWait();
                aws.GetCredentials();
            })),
        ];
        Array.ForEach(threads, t => t.Start());
        Array.ForEach(threads, t => t.Join());

        Assert.That((world.Pool.Ids.Count, world.Pool.Credentials.Count), Is.EqualTo((1, 1)));
        together.Dispose();
    }

    [Test]
    public async Task Failures_reach_the_caller_as_the_SDK_tells_them()
    {
        await using var world = new CredentialsWorld();
        Auth auth = world.NewAuth();

        AmazonClientException e = Assert.Throws<AmazonClientException>(() => auth.AWSCredentials.GetCredentials())!;

        Assert.That(e.InnerException, Is.TypeOf<SignInRequiredException>());
        Assert.That(e.Message, Does.Contain("Nobody is signed in").And.Contain("Sign in first"));
        AmazonClientException later = Assert.ThrowsAsync<AmazonClientException>(() => auth.AWSCredentials.GetCredentialsAsync())!;
        Assert.That(later.Message, Is.EqualTo(e.Message));
    }

    [Test]
    public async Task Disposal_waits_for_callers_who_wait_and_they_get_their_credentials()
    {
        await using var world = new CredentialsWorld();
        Auth auth = await world.SignedInAsync();
        var arrived = new TaskCompletionSource();
        var gate = new TaskCompletionSource();
        world.Pool.Before = _ =>
        {
            arrived.TrySetResult();
            return gate.Task;
        };
        AWSCredentials aws = auth.AWSCredentials;
        ImmutableCredentials? got = null;
        var caller = new Thread(() => got = aws.GetCredentials());
        caller.Start();
        await arrived.Task;

        ValueTask disposal = auth.DisposeAsync();
        Assert.That(disposal.IsCompleted, Is.False);
        gate.SetResult();
        await disposal;
        caller.Join();

        Assert.That(got!.AccessKey, Is.EqualTo("ASIAUSER1"));
        Assert.Throws<ObjectDisposedException>(() => aws.GetCredentials());
    }

    [Test]
    public void Workers_end_when_their_engine_does()
    {
        var workers = new SyncWorkers();
        Thread worker = workers.Run(() => Task.FromResult(Thread.CurrentThread));

        workers.Dispose();

        Assert.That(worker.Join(TimeSpan.FromSeconds(4)), Is.True, "before an idle one would");
        Assert.Throws<ObjectDisposedException>(() => workers.Run(() => Task.FromResult(0)));
    }

    [Test]
    public void Workers_that_have_nothing_to_do_take_the_next_job()
    {
        using var workers = new SyncWorkers();
        int first = workers.Run(() => Task.FromResult(Environment.CurrentManagedThreadId));
        var threads = new HashSet<int> { first };
        for (int i = 0; i < 20; i++)
        {
            threads.Add(workers.Run(() => Task.FromResult(Environment.CurrentManagedThreadId)));
        }

        Assert.That(threads, Has.Count.LessThan(20));
    }

    [Test]
    public void What_the_work_throws_is_thrown_to_the_caller()
    {
        using var workers = new SyncWorkers();

        Assert.Throws<InvalidOperationException>(() => workers.Run<int>(() => throw new InvalidOperationException("Right away.")));
        Assert.Throws<InvalidOperationException>(() => workers.Run<int>(async () =>
        {
            await Task.Yield();
            throw new InvalidOperationException("Later.");
        }));
        Assert.That(workers.Run(() => Task.FromResult(7)), Is.EqualTo(7), "the worker lives on");
    }

    [Test]
    public void The_callers_ambient_values_are_there()
    {
        using var workers = new SyncWorkers();
        var ambient = new AsyncLocal<string> { Value = "trace" };

        Assert.That(workers.Run(() => Task.FromResult(ambient.Value)), Is.EqualTo("trace"));
    }

    private static async Task<AWSCredentials[]> UsersAsync(AuthFactory factory, int count)
    {
        var users = new AWSCredentials[count];
        for (int i = 0; i < count; i++)
        {
            SignInResult result = await factory.Create(SessionKey.New()).SignInAsync($"user-{i}", "Any-password-1");
            users[i] = factory.Create(result.SessionKey!).AWSCredentials;
        }

        return users;
    }

    /// <summary>Takes work and never does it.</summary>
    private sealed class NeverContext : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state)
        {
        }
    }
}
