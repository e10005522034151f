using Amplify.Configuration;

namespace Amplify.Tests.Configuration;

public sealed class AuthSettingsTests
{
    private const string ClientSecret = "abcdefghijklmnopqrstuvwxyz0123456789";

    [Test]
    public void Pool_and_client_are_all_that_is_needed()
    {
        var settings = AuthSettings.From(Options());

        Assert.Multiple(() =>
        {
            Assert.That(settings.Region, Is.EqualTo("eu-west-1"));
            Assert.That(settings.UserPoolId, Is.EqualTo("eu-west-1_AbCdEfGhI"));
            Assert.That(settings.UserPoolName, Is.EqualTo("AbCdEfGhI"));
            Assert.That(settings.ClientId, Is.EqualTo("client1"));
            Assert.That(settings.ClientSecret, Is.Null);
            Assert.That(settings.UserPoolEndpoint, Is.Null);
            Assert.That(settings.IdentityPoolEndpoint, Is.Null);
            Assert.That(settings.StsEndpoint, Is.Null);
            Assert.That(settings.OAuth, Is.Null);
            Assert.That(settings.Issuer, Is.EqualTo("https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI"));
            Assert.That(settings.Jwks.AbsoluteUri, Is.EqualTo("https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI/.well-known/jwks.json"));
        });
    }

    [Test]
    public void Every_option_is_copied_and_later_changes_do_not_arrive()
    {
        AuthOptions options = Options();
        options.ClientSecret = new Secret(ClientSecret);
        options.SignInFlow = SignInFlow.UserPassword;
        options.WhenAlreadySignedIn = WhenAlreadySignedIn.Replace;
        var methods = new List<MfaMethod> { MfaMethod.Email };
        options.MfaRequirement = MfaRequirement.Required;
        options.MfaMethods = methods;
        options.RefreshVia = RefreshVia.InitiateAuth;
        options.SessionFreshness = TimeSpan.FromSeconds(1);
        options.BackgroundRefresh = false;
        options.RequestTimeout = TimeSpan.FromSeconds(2);
        options.IdleEviction = TimeSpan.FromMinutes(3);
        options.SessionLifetime = TimeSpan.FromDays(4);
        options.Endpoints = new AuthEndpoints
        {
            UserPool = new Uri("https://a.example"),
            IdentityPool = new Uri("https://b.example"),
            Sts = new Uri("https://c.example"),
            OAuthDomain = new Uri("https://d.example"),
            Issuer = "https://e.example/{userPoolId}",
            Jwks = "https://f.example/{userPoolId}/keys",
        };
        var redirects = new List<Uri> { new("https://app.example/callback") };
        options.OAuth = new OAuthOptions { Domain = "acme.auth.eu-west-1.amazoncognito.com", Scopes = ["openid"], RedirectSignIn = redirects, RedirectSignOut = [new("https://app.example/")] };
        var settings = AuthSettings.From(options);
        redirects.Clear();
        options.OAuth.Domain = "evil.example";
        options.UserPoolId = "us-east-1_Other";
        options.Endpoints.UserPool = null;
        methods.Clear();

        Assert.Multiple(() =>
        {
            Assert.That(settings.UserPoolId, Is.EqualTo("eu-west-1_AbCdEfGhI"));
            Assert.That(settings.ClientSecret!.Reveal(), Is.EqualTo(ClientSecret));
            Assert.That(settings.SignInFlow, Is.EqualTo(SignInFlow.UserPassword));
            Assert.That(settings.WhenAlreadySignedIn, Is.EqualTo(WhenAlreadySignedIn.Replace));
            Assert.That(settings.MfaRequirement, Is.EqualTo(MfaRequirement.Required));
            Assert.That(settings.MfaMethods, Is.EqualTo(new[] { MfaMethod.Email }));
            Assert.That(settings.RefreshVia, Is.EqualTo(RefreshVia.InitiateAuth));
            Assert.That(settings.SessionFreshness, Is.EqualTo(TimeSpan.FromSeconds(1)));
            Assert.That(settings.BackgroundRefresh, Is.False);
            Assert.That(settings.RequestTimeout, Is.EqualTo(TimeSpan.FromSeconds(2)));
            Assert.That(settings.IdleEviction, Is.EqualTo(TimeSpan.FromMinutes(3)));
            Assert.That(settings.SessionLifetime, Is.EqualTo(TimeSpan.FromDays(4)));
            Assert.That(settings.UserPoolEndpoint, Is.EqualTo(new Uri("https://a.example")));
            Assert.That(settings.IdentityPoolEndpoint, Is.EqualTo(new Uri("https://b.example")));
            Assert.That(settings.StsEndpoint, Is.EqualTo(new Uri("https://c.example")));
            Assert.That(settings.OAuth!.At("oauth2/token"), Is.EqualTo(new Uri("https://d.example/oauth2/token")));
            Assert.That(settings.OAuth.Scopes, Is.EqualTo(new[] { "openid" }));
            Assert.That(settings.OAuth.RedirectSignIn, Is.EqualTo(new[] { new Uri("https://app.example/callback") }));
            Assert.That(settings.OAuth.RedirectSignOut, Is.EqualTo(new[] { new Uri("https://app.example/") }));
            Assert.That(settings.Issuer, Is.EqualTo("https://e.example/eu-west-1_AbCdEfGhI"));
            Assert.That(settings.Jwks, Is.EqualTo(new Uri("https://f.example/eu-west-1_AbCdEfGhI/keys")));
        });
    }

    [TestCase("eu-west-1_a", "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_a")]
    [TestCase("us-gov-west-1_a", "https://cognito-idp.us-gov-west-1.amazonaws.com/us-gov-west-1_a")]
    [TestCase("cn-north-1_a", "https://cognito-idp.cn-north-1.amazonaws.com.cn/cn-north-1_a")]
    [TestCase("eusc-de-east-1_a", "https://cognito-idp.eusc-de-east-1.amazonaws.eu/eusc-de-east-1_a")]
    public void The_issuer_has_the_host_name_of_the_regions_partition(string poolId, string issuer)
    {
        Assert.That(AuthSettings.From(Options(poolId)).Issuer, Is.EqualTo(issuer));
    }

    [Test]
    public void An_emulator_needs_one_address()
    {
        AuthOptions options = Options("local_Pool1");
        options.Endpoints = AuthEndpoints.Local(new Uri("http://127.0.0.1:9229"));
        var settings = AuthSettings.From(options);

        Assert.That(settings.Issuer, Is.EqualTo("http://127.0.0.1:9229/local_Pool1"));
        Assert.That(settings.Jwks.AbsoluteUri, Is.EqualTo("http://127.0.0.1:9229/local_Pool1/.well-known/jwks.json"));
        Assert.That(settings.StsEndpoint, Is.EqualTo(new Uri("http://127.0.0.1:9229")));
    }

    [Test]
    public void The_keys_are_looked_for_below_the_issuer_unless_said_otherwise()
    {
        AuthOptions options = Options();
        options.Endpoints = new AuthEndpoints { Issuer = "https://idp.example/{userPoolId}/" };

        var settings = AuthSettings.From(options);

        Assert.That(settings.Issuer, Is.EqualTo("https://idp.example/eu-west-1_AbCdEfGhI/"), "compared letter by letter, so left alone");
        Assert.That(settings.Jwks.AbsoluteUri, Is.EqualTo("https://idp.example/eu-west-1_AbCdEfGhI/.well-known/jwks.json"));
    }

    [Test]
    public void A_region_that_says_the_same_as_the_pool_is_fine()
    {
        AuthOptions options = Options();
        options.Region = "eu-west-1";

        Assert.That(AuthSettings.From(options).Region, Is.EqualTo("eu-west-1"));
    }

    [Test]
    public void The_limits_themselves_are_allowed()
    {
        AuthOptions low = Options();
        low.SessionFreshness = TimeSpan.Zero;
        low.RequestTimeout = TimeSpan.FromMilliseconds(100);
        low.IdleEviction = TimeSpan.FromMinutes(1);
        low.SessionLifetime = TimeSpan.FromHours(1);
        AuthOptions high = Options();
        high.SessionFreshness = TimeSpan.FromHours(1);
        high.RequestTimeout = TimeSpan.FromMinutes(5);
        high.IdleEviction = TimeSpan.FromDays(365);
        high.SessionLifetime = TimeSpan.FromDays(3650);

        Assert.That(() => AuthSettings.From(low), Throws.Nothing);
        Assert.That(() => AuthSettings.From(high), Throws.Nothing);
    }

    [Test]
    public void No_options_are_the_callers_mistake()
    {
        Assert.That(() => AuthSettings.From(null!), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("options"));
    }

    [TestCase("th-TH")]
    [TestCase("tr-TR")]
    [TestCase("ar-SA")]
    public void The_machines_culture_changes_nothing(string culture)
    {
        AuthSettings expected = AuthSettings.From(Options("ap-southeast-1_IiIi"));
        AuthConfigurationException faults = Faults(new AuthOptions { IdleEviction = TimeSpan.FromSeconds(1.5), SignInFlow = (SignInFlow)77 });
        Thread.CurrentThread.CurrentCulture = new System.Globalization.CultureInfo(culture);

        AuthSettings settings = AuthSettings.From(Options("ap-southeast-1_IiIi"));

        Assert.That(settings.Issuer, Is.EqualTo(expected.Issuer));
        Assert.That(settings.Jwks, Is.EqualTo(expected.Jwks));
        Assert.That(Faults(new AuthOptions { IdleEviction = TimeSpan.FromSeconds(1.5), SignInFlow = (SignInFlow)77 }).Message, Is.EqualTo(faults.Message));
    }

    internal static AuthOptions Options(string poolId = "eu-west-1_AbCdEfGhI") => new() { UserPoolId = poolId, UserPoolClientId = "client1" };

    internal static AuthConfigurationException Faults(AuthOptions options) => Assert.Throws<AuthConfigurationException>(() => AuthSettings.From(options))!;
}
