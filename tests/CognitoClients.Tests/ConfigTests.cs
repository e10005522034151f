using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amplify.CognitoClients;
using Amplify.CognitoIdentity;
using Amplify.CognitoIdentityProvider;
using Amplify.Tests.Support;

namespace Amplify.Tests;

/// <summary>Configurations and the making of clients.</summary>
internal sealed class ConfigTests
{
    [Test]
    public void A_configuration_tells_which_service_it_is_for()
    {
        AmazonCognitoIdentityProviderConfig userPools = new();
        AmazonCognitoIdentityConfig identityPools = new();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((userPools.ServiceId, userPools.ServiceVersion), Is.EqualTo(("Cognito Identity Provider", "2016-04-18")));
            Assert.That((userPools.RegionEndpointServiceName, userPools.AuthenticationServiceName), Is.EqualTo(("cognito-idp", "cognito-idp")));
            Assert.That((identityPools.ServiceId, identityPools.ServiceVersion), Is.EqualTo(("Cognito Identity", "2014-06-30")));
            Assert.That((identityPools.RegionEndpointServiceName, identityPools.AuthenticationServiceName), Is.EqualTo(("cognito-identity", "cognito-identity")));
            Assert.That(userPools.UserAgent, Does.StartWith("Amplify.CognitoClients/"));
            Assert.That(userPools.MaxErrorRetry, Is.Zero);
            Assert.That(userPools.Timeout, Is.EqualTo(CognitoClientConfig.DefaultTimeout));
            Assert.That(userPools.ConnectTimeout, Is.EqualTo(CognitoClientConfig.DefaultConnectTimeout));
        }
    }

    [Test, NonParallelizable]
    public void Nothing_is_taken_from_the_environment()
    {
        (string Name, string Value)[] variables =
        [
            ("AWS_REGION", "eu-west-3"), ("AWS_ENDPOINT_URL", "https://elsewhere.example"), ("AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER", "https://elsewhere.example"),
            ("AWS_USE_FIPS_ENDPOINT", "true"), ("AWS_USE_DUALSTACK_ENDPOINT", "true"), ("AWS_DEFAULTS_MODE", "nonsense"),
        ];
        try
        {
            Array.ForEach(variables, variable => Environment.SetEnvironmentVariable(variable.Name, variable.Value));
            ForgetTheEnvironment();
            AmazonCognitoIdentityProviderConfig empty = new();
            AmazonCognitoIdentityProviderConfig regional = new() { RegionEndpoint = RegionEndpoint.EUWest1 };

            using (Assert.EnterMultipleScope())
            {
                Assert.That((empty.RegionEndpoint, empty.ServiceURL), Is.EqualTo(((RegionEndpoint?)null, (string?)null)));
                Assert.That((empty.UseFIPSEndpoint, empty.UseDualstackEndpoint), Is.EqualTo((false, false)));
                Assert.That(regional.DetermineServiceOperationEndpoint(null!).URL, Is.EqualTo("https://cognito-idp.eu-west-1.amazonaws.com/"));
                Assert.That(() => new AmazonCognitoIdentityProviderClient(empty).Dispose(), Throws.ArgumentException);
            }
        }
        finally
        {
            Array.ForEach(variables, variable => Environment.SetEnvironmentVariable(variable.Name, null));
            ForgetTheEnvironment();
        }
    }

    [Test]
    public void Clients_know_their_configuration()
    {
        using AmazonCognitoIdentityProviderClient userPools = new(RegionEndpoint.EUWest1);
        using AmazonCognitoIdentityClient identityPools = new(RegionEndpoint.EUWest1);

        Assert.That(userPools.Config.RegionEndpoint, Is.EqualTo(RegionEndpoint.EUWest1));
        Assert.That(identityPools.Config.RegionEndpoint, Is.EqualTo(RegionEndpoint.EUWest1));
    }

    [Test]
    public void Arguments_must_be_there()
    {
        using ScriptedHandler http = new();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => new AmazonCognitoIdentityProviderClient((RegionEndpoint)null!).Dispose(), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("region"));
            Assert.That(() => new AmazonCognitoIdentityProviderClient((AmazonCognitoIdentityProviderConfig)null!).Dispose(), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("config"));
            Assert.That(() => new AmazonCognitoIdentityProviderClient(null!, http).Dispose(), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("config"));
            Assert.That(() => new AmazonCognitoIdentityProviderClient(new() { RegionEndpoint = RegionEndpoint.EUWest1 }, null!).Dispose(), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("handler"));
            Assert.That(() => new AmazonCognitoIdentityClient((RegionEndpoint)null!).Dispose(), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("region"));
            Assert.That(() => new AmazonCognitoIdentityClient((AmazonCognitoIdentityConfig)null!).Dispose(), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("config"));
            Assert.That(() => new AmazonCognitoIdentityClient(null!, http).Dispose(), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("config"));
            Assert.That(() => new AmazonCognitoIdentityClient(new() { RegionEndpoint = RegionEndpoint.EUWest1 }, null!).Dispose(), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("handler"));
        }
    }

    [TestCase(0, 1000)]
    [TestCase(-5, 1000)]
    [TestCase(10, 0)]
    [TestCase(10, -1)]
    public void Numbers_out_of_range_are_refused(int seconds, int bytes) =>
        Assert.That(
            () => new AmazonCognitoIdentityProviderClient(new AmazonCognitoIdentityProviderConfig
            {
                RegionEndpoint = RegionEndpoint.EUWest1,
                Timeout = TimeSpan.FromSeconds(seconds),
                MaxResponseBytes = bytes,
            }).Dispose(),
            Throws.InstanceOf<ArgumentOutOfRangeException>());

    [Test]
    public void AWSs_way_of_making_clients_works_for_both()
    {
        using IDisposable userPools = (IDisposable)Make<IAmazonCognitoIdentityProvider>();
        using IDisposable identityPools = (IDisposable)Make<IAmazonCognitoIdentity>();

        Assert.That(userPools, Is.TypeOf<AmazonCognitoIdentityProviderClient>());
        Assert.That(identityPools, Is.TypeOf<AmazonCognitoIdentityClient>());
    }

    private static IAmazonService Make<T>()
        where T : IAmazonService
    {
        ClientConfig config = T.CreateDefaultClientConfig();
        config.RegionEndpoint = RegionEndpoint.EUWest1;
        return T.CreateDefaultServiceClient(null, config);
    }

    // AWS's classes read it once per process.
    private static void ForgetTheEnvironment()
    {
        FallbackRegionFactory.Reset();
        FallbackInternalConfigurationFactory.Reset();
    }
}
