using Amazon;
using Amazon.Runtime;
using Amplify.CognitoClients;
using Amplify.CognitoIdentity;
using Amplify.CognitoIdentityProvider;
using Amplify.Tests.Support;

namespace Amplify.Tests;

/// <summary>Where requests go.</summary>
internal sealed class EndpointTests
{
    [TestCase("eu-west-1", false, false, "eu-west-1.amazonaws.com")]
    [TestCase("us-east-1", false, false, "us-east-1.amazonaws.com")]
    [TestCase("ap-southeast-5", false, false, "ap-southeast-5.amazonaws.com")]
    [TestCase("eu-future-9", false, false, "eu-future-9.amazonaws.com")]
    [TestCase("cn-north-1", false, false, "cn-north-1.amazonaws.com.cn")]
    [TestCase("cn-northwest-1", false, false, "cn-northwest-1.amazonaws.com.cn")]
    [TestCase("cn-future-9", false, false, "cn-future-9.amazonaws.com.cn")]
    [TestCase("us-gov-west-1", false, false, "us-gov-west-1.amazonaws.com")]
    [TestCase("us-iso-east-1", false, false, "us-iso-east-1.c2s.ic.gov")]
    [TestCase("us-isob-east-1", false, false, "us-isob-east-1.sc2s.sgov.gov")]
    [TestCase("eusc-de-east-1", false, false, "eusc-de-east-1.amazonaws.eu")]
    [TestCase("us-west-2", true, false, "-fips.us-west-2.amazonaws.com")]
    [TestCase("us-gov-west-1", true, false, "-fips.us-gov-west-1.amazonaws.com")]
    [TestCase("cn-north-1", true, false, "-fips.cn-north-1.amazonaws.com.cn")]
    [TestCase("eu-west-1", false, true, "eu-west-1.amazonaws.com")]
    [TestCase("us-gov-west-1", false, true, "us-gov-west-1.api.aws")]
    [TestCase("cn-north-1", false, true, "cn-north-1.api.amazonwebservices.com.cn")]
    [TestCase("eusc-de-east-1", false, true, "eusc-de-east-1.api.amazonwebservices.eu")]
    [TestCase("us-east-1", true, true, "-fips.us-east-1.amazonaws.com")]
    [TestCase("us-east-2", true, true, "-fips.us-east-2.amazonaws.com")]
    [TestCase("us-west-1", true, true, "-fips.us-west-1.amazonaws.com")]
    [TestCase("us-west-2", true, true, "-fips.us-west-2.amazonaws.com")]
    [TestCase("ca-central-1", true, true, "-fips.ca-central-1.api.aws")]
    [TestCase("us-gov-west-1", true, true, "-fips.us-gov-west-1.api.aws")]
    public async Task A_region_leads_to_its_partitions_host(string region, bool fips, bool dualStack, string expected)
    {
        string rest = expected[0] == '-' ? expected : "." + expected;
        RegionEndpoint endpoint = RegionEndpoint.GetBySystemName(region);

        Uri userPools = await UserPoolUrlAsync(new() { RegionEndpoint = endpoint, UseFIPSEndpoint = fips, UseDualstackEndpoint = dualStack });
        Uri identityPools = await IdentityPoolUrlAsync(new() { RegionEndpoint = endpoint, UseFIPSEndpoint = fips, UseDualstackEndpoint = dualStack });

        Assert.That(userPools.AbsoluteUri, Is.EqualTo($"https://cognito-idp{rest}/"));
        Assert.That(identityPools.AbsoluteUri, Is.EqualTo($"https://cognito-identity{rest}/"));
    }

    [TestCase("https://cognito.example", "https://cognito.example/")]
    [TestCase("https://cognito.example:8443/pools/", "https://cognito.example:8443/pools/")]
    [TestCase("http://localhost:9229", "http://localhost:9229/")]
    [TestCase("http://127.0.0.1:9229/", "http://127.0.0.1:9229/")]
    [TestCase("http://127.8.9.10:1/", "http://127.8.9.10:1/")]
    [TestCase("http://[::1]:9229/", "http://[::1]:9229/")]
    public async Task A_url_is_used_as_it_is(string url, string expected)
    {
        Assert.That((await UserPoolUrlAsync(new() { ServiceURL = url })).AbsoluteUri, Is.EqualTo(expected));
        Assert.That((await IdentityPoolUrlAsync(new() { ServiceURL = url })).AbsoluteUri, Is.EqualTo(expected));
    }

    [TestCase("http://cognito.example/")]
    [TestCase("http://localhost.example/")]
    [TestCase("http://10.0.0.1/")]
    [TestCase("http://0.0.0.0/")]
    [TestCase("ftp://localhost/")]
    [TestCase("file:///etc/passwd")]
    [TestCase("https://user:pass@cognito.example/")]
    [TestCase("https://cognito.example/?a=b")]
    [TestCase("https://cognito.example/#a")]
    public void A_url_passwords_should_not_go_to_is_refused(string url)
    {
        AmazonCognitoIdentityProviderConfig config = new() { ServiceURL = url };

        ArgumentException? error = Assert.Throws<ArgumentException>(() => new AmazonCognitoIdentityProviderClient(config).Dispose());

        Assert.That(error!.Message, Does.Contain("ServiceURL").And.Not.Contain("pass@"));
    }

    [Test]
    public void A_url_that_is_none_is_refused_by_AWSs_own_class() =>
        Assert.That(() => new AmazonCognitoIdentityProviderConfig { ServiceURL = "cognito.example" }, Throws.TypeOf<AmazonClientException>());

    [Test]
    public void An_empty_url_counts_as_none() =>
        Assert.That(
            () => new AmazonCognitoIdentityProviderClient(new AmazonCognitoIdentityProviderConfig { ServiceURL = "" }).Dispose(),
            Throws.ArgumentException.With.Message.Contains("RegionEndpoint"));

    [Test]
    public void Neither_region_nor_url_is_refused() =>
        Assert.That(() => new AmazonCognitoIdentityClient(new AmazonCognitoIdentityConfig()).Dispose(), Throws.ArgumentException.With.Message.Contains("RegionEndpoint"));

    [TestCase(true, false)]
    [TestCase(false, true)]
    public void A_url_and_the_switches_contradict_each_other(bool fips, bool dualStack) =>
        Assert.That(
            () => new AmazonCognitoIdentityClient(new AmazonCognitoIdentityConfig { ServiceURL = "https://a.example", UseFIPSEndpoint = fips, UseDualstackEndpoint = dualStack }).Dispose(),
            Throws.ArgumentException.With.Message.Contains("ServiceURL"));

    [Test]
    public void Dual_stack_where_there_is_none_is_refused() =>
        Assert.That(
            () => new AmazonCognitoIdentityClient(new AmazonCognitoIdentityConfig { RegionEndpoint = RegionEndpoint.GetBySystemName("us-iso-east-1"), UseDualstackEndpoint = true }).Dispose(),
            Throws.ArgumentException.With.Message.Contains("aws-iso"));

    [Test]
    public async Task Of_region_and_url_the_last_one_set_counts()
    {
        Assert.That((await UserPoolUrlAsync(new() { RegionEndpoint = RegionEndpoint.EUWest1, ServiceURL = "https://a.example" })).Host, Is.EqualTo("a.example"));
        Assert.That((await UserPoolUrlAsync(new() { ServiceURL = "https://a.example", RegionEndpoint = RegionEndpoint.EUWest1 })).Host, Is.EqualTo("cognito-idp.eu-west-1.amazonaws.com"));
    }

    [Test]
    public async Task Changing_the_configuration_later_changes_nothing()
    {
        using ScriptedHandler http = new();
        AmazonCognitoIdentityProviderConfig config = new() { RegionEndpoint = RegionEndpoint.EUWest1 };
        using AmazonCognitoIdentityProviderClient client = new(config, http);
        http.ExpectJson("{}");

        config.ServiceURL = "https://a.example";
        await client.GetUserAsync(new());

        Assert.That(http.Sent.Single().Url.Host, Is.EqualTo("cognito-idp.eu-west-1.amazonaws.com"));
    }

    [Test]
    public void AWSs_own_question_for_the_endpoint_has_the_same_answer()
    {
        AmazonCognitoIdentityProviderConfig config = new() { RegionEndpoint = RegionEndpoint.CNNorth1 };

        Assert.That(config.DetermineServiceOperationEndpoint(null!).URL, Is.EqualTo("https://cognito-idp.cn-north-1.amazonaws.com.cn/"));
    }

    private static async Task<Uri> UserPoolUrlAsync(AmazonCognitoIdentityProviderConfig config)
    {
        using ScriptedHandler http = new();
        using AmazonCognitoIdentityProviderClient client = new(config, http);
        http.ExpectJson("{}");
        await client.GetUserAsync(new());
        return http.Sent.Single().Url;
    }

    private static async Task<Uri> IdentityPoolUrlAsync(AmazonCognitoIdentityConfig config)
    {
        using ScriptedHandler http = new();
        using AmazonCognitoIdentityClient client = new(config, http);
        http.ExpectJson("{}");
        await client.GetIdAsync(new());
        return http.Sent.Single().Url;
    }
}
