using Amazon.Runtime;
using Amplify.CognitoIdentityProvider;
using Amplify.CognitoIdentityProvider.Model;

namespace Amplify.Tests.Support;

/// <summary>A user pool client over a scripted network, checked for calls that never came.</summary>
internal abstract class UserPoolFixture
{
    protected ScriptedHandler Http { get; private set; } = null!;

    protected ManualTime Time { get; private set; } = null!;

    protected AmazonCognitoIdentityProviderClient Client { get; private set; } = null!;

    [SetUp]
    public void CreateClient()
    {
        Http = new ScriptedHandler();
        Time = new ManualTime();
        Client = new AmazonCognitoIdentityProviderClient(
            new AmazonCognitoIdentityProviderConfig
            {
                RegionEndpoint = Amazon.RegionEndpoint.EUWest1,
                Timeout = TimeSpan.FromSeconds(20),
                MaxResponseBytes = 1000,
                TimeProvider = Time,
            },
            Http);
    }

    [TearDown]
    public void VerifyClient()
    {
        Http.Verify();
        Client.Dispose();
        Http.Dispose();
    }

    protected Task<InitiateAuthResponse> CallAsync(CancellationToken cancellationToken = default) =>
        Client.InitiateAuthAsync(new InitiateAuthRequest { ClientId = "client" }, cancellationToken);

    protected async Task<T> FailureAsync<T>(CancellationToken cancellationToken = default)
        where T : Exception
    {
        try
        {
            await CallAsync(cancellationToken);
        }
        catch (Exception e) when (e is not AssertionException)
        {
            Assert.That(e, Is.TypeOf<T>());
            return (T)e;
        }

        throw new AssertionException("It should have failed.");
    }

    protected Task<AmazonCognitoIdentityProviderException> UnknownErrorAsync() => FailureAsync<AmazonCognitoIdentityProviderException>();

    protected Task<AmazonUnmarshallingException> UnintelligibleAsync() => FailureAsync<AmazonUnmarshallingException>();
}
