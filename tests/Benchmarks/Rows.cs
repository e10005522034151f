using System.Diagnostics;
using System.Globalization;
using Amazon.Runtime;
using Amplify.Testing;

namespace Amplify.Benchmarks;

/// <summary>What is measured.</summary>
internal static class Rows
{
    public const string Cached = "cached";

    private const int Users = 100;
    private const int Reads = 20_000;
    private const int Rounds = 200;
    private const int ThreadRounds = 7;

    public static IReadOnlyList<string> Synchronous { get; } = ["threads-memory", "pool-memory", "threads-http", "pool-http"];

    public static Task RunAsync(string name, Uri? service) => name == Cached ? RunCachedAsync() : RunSynchronousAsync(name, service);

    private static async Task RunSynchronousAsync(string name, Uri? service)
    {
        var counter = new CallCounter();
        TestTokens tokens = Tokens(service, TimeSpan.FromSeconds(1));
        using var connections = new SocketsHttpHandler { PooledConnectionIdleTimeout = TimeSpan.FromSeconds(1) };
        await using var factory = new AuthFactory(tokens.Options, new AuthServices
        {
            IdentityPoolClient = service is null ? new SlowPool(SlowService.Lifetime) : null,
            HttpHandler = connections,
            TokenKeys = tokens.KeySource,
        });
        using var calls = counter.Listen();
        AWSCredentials[] users = await SignInAsync(factory, tokens, Users);
        (await SignInAsync(factory, tokens, 1))[0].GetCredentials();
        await Task.WhenAll(users.Select(user => user.GetCredentialsAsync()));

        ThreadPool.GetMinThreads(out int poolThreads, out _);
        bool threads = name.StartsWith("threads", StringComparison.Ordinal);
        var took = new List<double>();
        var worked = new List<double>();
        int most = 0;

        // A pool that has grown would help the next round, threads that have ended do not.
        for (int round = 0; round < (threads ? ThreadRounds : 1); round++)
        {
            // Later: the credentials have ended, the sessions must be looked at again, the connections were closed.
            await Task.Delay(SlowService.Lifetime + TimeSpan.FromSeconds(1), TimeProvider.System);
            int before = counter.Count;
            TimeSpan cpu = Environment.CpuUsage.TotalTime;
            took.Add(Renew(users, threads).TotalMilliseconds);
            worked.Add((Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds);
            most = Math.Max(most, counter.Count - before);
        }

        took.Sort();
        worked.Sort();
        TimeSpan goal = threads ? SlowService.Latency * 2 : SlowService.Latency * Users / poolThreads;
        string what = $"{(threads ? "100 threads of their own" : $"100 work items, pool of {poolThreads}")}, {(service is null ? "in memory" : "HTTP, new connections")}";
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-48} {took[0],6:0} ms {took[took.Count / 2],6:0} ms {goal.TotalMilliseconds,6:0} ms {worked[worked.Count / 2],6:0} ms  {most,5}  {ThreadPool.ThreadCount,4}"));
    }

    /// <summary>All at once, each on a thread that blocks.</summary>
    private static TimeSpan Renew(AWSCredentials[] users, bool threads)
    {
        using var done = new CountdownEvent(users.Length);
        long started = Stopwatch.GetTimestamp();
        foreach (AWSCredentials user in users)
        {
            void RenewOne()
            {
                user.GetCredentials();
                done.Signal();
            }

            if (threads)
            {
                new Thread(RenewOne).Start();
            }
            else
            {
                ThreadPool.UnsafeQueueUserWorkItem(static renew => renew(), (Action)RenewOne, preferLocal: false);
            }
        }

        done.Wait();
        return Stopwatch.GetElapsedTime(started);
    }

    private static async Task RunCachedAsync()
    {
        var tokens = Tokens(null, TimeSpan.FromHours(1));
        await using var factory = new AuthFactory(tokens.Options, new AuthServices { IdentityPoolClient = new SlowPool(TimeSpan.FromHours(1)), TokenKeys = tokens.KeySource });
        SignInResult result = await factory.Create(SessionKey.New()).AdoptTokensAsync(Adopted(tokens, 0));
        IAuth auth = factory.Create(result.SessionKey!);
        AWSCredentials aws = auth.AWSCredentials;
        await aws.GetCredentialsAsync();
        Measure("AWSCredentials.GetCredentials()", () => aws.GetCredentials());
        Measure("AWSCredentials.GetCredentialsAsync()", () => aws.GetCredentialsAsync());
        Measure("IAuth.CurrentCredentialsAsync()", () => Read(auth.CurrentCredentialsAsync()));
    }

    /// <summary>The best of many rounds: what else the machine does must not count.</summary>
    private static void Measure(string what, Action read)
    {
        Run(read, Reads);
        double nanoseconds = double.MaxValue;
        long bytes = GC.GetAllocatedBytesForCurrentThread();
        for (int round = 0; round < Rounds; round++)
        {
            long started = Stopwatch.GetTimestamp();
            Run(read, Reads);
            nanoseconds = Math.Min(nanoseconds, Stopwatch.GetElapsedTime(started).TotalNanoseconds / Reads);
        }

        bytes = (GC.GetAllocatedBytesForCurrentThread() - bytes) / Reads / Rounds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-48} {nanoseconds,6:0} ns {bytes,9}"));
    }

    private static void Run(Action read, int times)
    {
        for (int i = 0; i < times; i++)
        {
            read();
        }
    }

    private static void Read(ValueTask<SessionCredentials> credentials)
    {
        if (!credentials.IsCompletedSuccessfully)
        {
            throw new InvalidOperationException("The credentials are not in memory.");
        }
    }

    private static TestTokens Tokens(Uri? service, TimeSpan freshness) => new(new AuthOptions
    {
        UserPoolId = "eu-west-1_Benchmark",
        UserPoolClientId = "1benchmark",
        IdentityPoolId = "eu-west-1:00000000-0000-0000-0000-000000000000",
        Endpoints = service is null ? null : new AuthEndpoints { IdentityPool = service },
        SessionFreshness = freshness,
    });

    private static async Task<AWSCredentials[]> SignInAsync(AuthFactory factory, TestTokens tokens, int count)
    {
        var users = new AWSCredentials[count];
        for (int i = 0; i < count; i++)
        {
            SignInResult result = await factory.Create(SessionKey.New()).AdoptTokensAsync(Adopted(tokens, i));
            users[i] = factory.Create(result.SessionKey!).AWSCredentials;
        }

        return users;
    }

    private static AdoptedTokens Adopted(TestTokens tokens, int user)
    {
        var claims = new Dictionary<string, object?> { ["sub"] = $"user-{user}" };
        var lasting = new TestTokenOptions { Lifetime = TimeSpan.FromHours(24) };
        return new AdoptedTokens { IdToken = new Secret(tokens.CreateIdToken(claims, lasting)), AccessToken = new Secret(tokens.CreateAccessToken(claims, lasting)) };
    }
}
