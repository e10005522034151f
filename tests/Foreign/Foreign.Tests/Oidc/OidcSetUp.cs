namespace Amplify.Tests.Oidc;

/// <summary>One provider for all tests of this namespace: they have users and browsers of their own, and share nothing there.</summary>
[SetUpFixture]
public sealed class OidcSetUp
{
    private const int TimeLimit = 60_000;
    private static OidcProvider? _provider;

    internal static OidcProvider Provider => _provider ?? throw new InvalidOperationException("It was not started.");

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
