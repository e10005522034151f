using Amplify.Configuration;
using static Amplify.Tests.Configuration.AuthSettingsTests;

namespace Amplify.Tests.Configuration;

public sealed class OAuthSettingsTests
{
    [TestCase("acme.auth.eu-west-1.amazoncognito.com", null, "https://acme.auth.eu-west-1.amazoncognito.com/oauth2/token")]
    [TestCase("login.acme.example", "http://127.0.0.1:9229", "http://127.0.0.1:9229/oauth2/token")]
    [TestCase("https://login.acme.example", null, "https://login.acme.example/oauth2/token")]
    [TestCase("http://127.0.0.1:9229/hosted-ui/acme", "http://127.0.0.1:9229", "http://127.0.0.1:9229/hosted-ui/acme/oauth2/token")]
    [TestCase("http://localhost:9229/hosted-ui/acme/", null, "http://localhost:9229/hosted-ui/acme/oauth2/token")]
    public void The_domain_is_a_host_or_a_full_address(string domain, string? endpoint, string token)
    {
        AuthOptions options = With(domain, "https://app.example/callback");
        options.Endpoints = endpoint is null ? null : new AuthEndpoints { OAuthDomain = new Uri(endpoint) };

        Assert.That(AuthSettings.From(options).OAuth!.At("oauth2/token").AbsoluteUri, Is.EqualTo(token));
    }

    [TestCase("")]
    [TestCase(null)]
    [TestCase("acme example")]
    [TestCase("login.acme.example/path")]
    [TestCase("login.acme.example:8443")]
    [TestCase("http://login.acme.example")]
    [TestCase("https://user:password@login.acme.example")]
    [TestCase("https://login.acme.example?x=1")]
    [TestCase("ftp://login.acme.example")]
    [TestCase("://")]
    public void A_domain_that_is_none_is_a_fault(string? domain)
    {
        Assert.That(Faults(With(domain, "https://app.example/callback")).Faults, Has.Count.EqualTo(1).And.All.StartsWith("OAuth.Domain "));
    }

    [TestCase("https://app.example/callback")]
    [TestCase("http://localhost:3000/callback")]
    [TestCase("http://localhost:3000")]
    [TestCase("http://127.0.0.1:3000/")]
    [TestCase("http://[::1]:3000/callback")]
    [TestCase("acme.photos://callback")]
    [TestCase("acme.photos:/callback")]
    public void A_redirect_URI_is_https_loopback_or_a_scheme_of_the_applications_and_stays_letter_by_letter(string redirect)
    {
        Assert.That(AuthSettings.From(With("login.acme.example", redirect)).OAuth!.RedirectSignIn.Single().OriginalString, Is.EqualTo(redirect));
    }

    [TestCase("http://app.example/callback")]
    [TestCase("https://app.example/callback?x=1")]
    [TestCase("https://app.example/callback#part")]
    [TestCase("https://user:password@app.example/callback")]
    [TestCase("javascript:alert(1)")]
    [TestCase("data:text/html,x")]
    [TestCase("file:///etc/passwd")]
    [TestCase("acme.photos:/callback?x=1")]
    public void Any_other_is_a_fault_that_repeats_none_of_it(string redirect)
    {
        AuthConfigurationException e = Faults(With("login.acme.example", redirect));

        Assert.That(e.Faults, Has.Count.EqualTo(1).And.All.StartsWith("OAuth.RedirectSignIn "));
        Assert.That(e.Message, Does.Not.Contain("user:"));
    }

    [Test]
    public void No_redirect_URI_at_all_is_a_fault_too()
    {
        AuthOptions options = Options();
        options.OAuth = new OAuthOptions { Domain = "login.acme.example" };

        Assert.That(Faults(options).Faults.Single(), Does.StartWith("OAuth.RedirectSignIn "));
    }

    [Test]
    public void Renewal_at_the_token_endpoint_needs_to_know_where_that_is()
    {
        AuthOptions options = Options();
        options.RefreshVia = RefreshVia.TokenEndpoint;

        Assert.That(Faults(options).Faults.Single(), Does.Contain("OAuth.Domain"));
    }

    [Test]
    public void Whoever_only_renews_there_names_no_redirect_URI()
    {
        AuthOptions options = Options();
        options.RefreshVia = RefreshVia.TokenEndpoint;
        options.OAuth = new OAuthOptions { Domain = "login.acme.example" };

        Assert.That(AuthSettings.From(options).OAuth!.RedirectSignIn, Is.Empty);
    }

    [Test]
    public void A_redirect_URI_longer_than_app_clients_have_is_a_fault()
    {
        Assert.That(Faults(With("login.acme.example", $"https://app.example/{new string('x', 1024)}")).Faults.Single(), Does.StartWith("OAuth.RedirectSignIn "));
    }

    [Test]
    public void Amplify_outputs_tell_the_pages_too()
    {
        AuthOptions options = AmplifyOutputs.Parse(Outputs("""
            {"identity_providers":["GOOGLE","FACEBOOK","LOGIN_WITH_AMAZON","SIGN_IN_WITH_APPLE","MyCorp"],"domain":"acme.auth.eu-west-1.amazoncognito.com",
             "scopes":["openid","email"],"redirect_sign_in_uri":["http://localhost:3000/","myapp://callback/"],"redirect_sign_out_uri":["http://localhost:3000/"],"response_type":"code"}
            """));

        Assert.That(options.OAuth!.Domain, Is.EqualTo("acme.auth.eu-west-1.amazoncognito.com"));
        Assert.That(options.OAuth.Scopes, Is.EqualTo(new[] { "openid", "email" }));
        Assert.That(options.OAuth.RedirectSignIn!.Select(r => r.OriginalString), Is.EqualTo(new[] { "http://localhost:3000/", "myapp://callback/" }));
        Assert.That(options.OAuth.RedirectSignOut!.Select(r => r.OriginalString), Is.EqualTo(new[] { "http://localhost:3000/" }));
        Assert.That(options.OAuth.Providers, Is.EqualTo(new[] { IdentityProvider.Google, IdentityProvider.Facebook, IdentityProvider.Amazon, IdentityProvider.Apple, IdentityProvider.Named("MyCorp") }));
        Assert.That(AuthSettings.From(options).OAuth, Is.Not.Null);
    }

    [Test]
    public void Outputs_without_pages_have_none()
    {
        Assert.That(AmplifyOutputs.Parse(Outputs("null")).OAuth, Is.Null);
    }

    [TestCase("7", "oauth")]
    [TestCase("""{"domain":7}""", "domain")]
    [TestCase("""{"scopes":["openid",""]}""", "scopes")]
    [TestCase("""{"redirect_sign_in_uri":["callback"]}""", "redirect_sign_in_uri")]
    [TestCase("""{"identity_providers":[{}]}""", "identity_providers")]
    public void Outputs_that_make_no_sense_are_faults_with_the_key(string oauth, string key)
    {
        Assert.That(Assert.Throws<AuthConfigurationException>(() => AmplifyOutputs.Parse(Outputs(oauth)))!.Faults.Single(), Does.StartWith($"'{key}' in "));
    }

    [Test]
    public void A_provider_can_be_bound_from_configuration_by_its_name()
    {
        System.ComponentModel.TypeConverter converter = System.ComponentModel.TypeDescriptor.GetConverter(typeof(IdentityProvider));

        Assert.That(converter.ConvertFrom("Google"), Is.EqualTo(IdentityProvider.Google));
        Assert.That(IdentityProvider.Named("Google").GetHashCode(), Is.EqualTo(IdentityProvider.Google.GetHashCode()));
        Assert.That(IdentityProvider.WithIdentifier("Google"), Is.Not.EqualTo(IdentityProvider.Google));
        Assert.That(IdentityProvider.Named("Google") == IdentityProvider.Google && IdentityProvider.Named("google") != IdentityProvider.Google, Is.True);
    }

    private static AuthOptions With(string? domain, string redirect)
    {
        AuthOptions options = Options();
        options.OAuth = new OAuthOptions { Domain = domain, RedirectSignIn = [new Uri(redirect)] };
        return options;
    }

    private static string Outputs(string oauth) =>
        """{"version":"1.3","auth":{"aws_region":"eu-west-1","user_pool_id":"eu-west-1_AbCdEfGhI","user_pool_client_id":"client1","oauth":OAUTH}}""".Replace("OAUTH", oauth, StringComparison.Ordinal);
}
