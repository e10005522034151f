using Amazon.Runtime;
using Amplify.Tests.Support;

namespace Amplify.Tests.Credentials;

/// <summary>What is in memory is had for nothing.</summary>
internal sealed class AllocationTests
{
    private const int Reads = 1000;

    [Test]
    public async Task Cached_reads_allocate_nothing()
    {
        await using var world = new CredentialsWorld();
        Auth auth = await world.SignedInAsync();
        AWSCredentials aws = auth.AWSCredentials;
        await auth.WarmUpAsync();

        Assert.That(BytesOf(() => aws.GetCredentials()), Is.Zero, "GetCredentials");
        Assert.That(BytesOf(() => aws.GetCredentialsAsync()), Is.Zero, "GetCredentialsAsync");
        Assert.That(BytesOf(() => Read(auth.CurrentCredentialsAsync())), Is.Zero, "CurrentCredentialsAsync");
    }

    [Test]
    public async Task Cached_reads_of_a_callers_credentials_allocate_nothing()
    {
        await using var world = new CredentialsWorld();
        AuthFactory factory = world.NewFactory();
        AWSCredentials aws = factory.CredentialsFor(world.Result("ana").IdToken!);
        await aws.GetCredentialsAsync();

        Assert.That(BytesOf(() => aws.GetCredentials()), Is.Zero, "GetCredentials");
        Assert.That(BytesOf(() => aws.GetCredentialsAsync()), Is.Zero, "GetCredentialsAsync");
    }

    private static void Read(ValueTask<SessionCredentials> credentials)
    {
        if (!credentials.IsCompletedSuccessfully)
        {
            throw new InvalidOperationException("Not at hand.");
        }
    }

    private static long BytesOf(Action read)
    {
        read();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Reads; i++)
        {
            read();
        }

        // What the run of the loop itself costs once, such as a recompilation of it, is not per read.
        return (GC.GetAllocatedBytesForCurrentThread() - before) / Reads;
    }
}
