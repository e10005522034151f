namespace Amplify.Tests;

/// <summary>What the tests at the provider have in common: the provider.</summary>
public abstract class OidcTests
{
    protected const int TimeLimit = 60_000;

    /// <summary>The names of <see cref="OidcClient"/>, for test cases.</summary>
    protected const string Desktop = "desktop";

    protected const string Server = "server";

    private OidcProvider? _provider;

    private protected OidcProvider Provider => _provider ?? throw new InvalidOperationException("It was not started.");

    [OneTimeSetUp]
    public async Task Start_the_provider()
    {
        using var limit = new CancellationTokenSource(TimeLimit);
        _provider = await OidcProvider.StartAsync(limit.Token);
    }

    [OneTimeTearDown]
    public async Task Stop_the_provider()
    {
        if (_provider is null)
        {
            return;
        }

        await using OidcProvider provider = _provider;
        using var limit = new CancellationTokenSource(TimeLimit);
        (int exitCode, string errors) = await provider.StopAsync(limit.Token);
        Assert.That(exitCode, Is.Zero, errors);
    }
}
