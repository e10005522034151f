using static Amplify.Tests.Configuration.AuthSettingsTests;

namespace Amplify.Tests.Configuration;

public sealed class AuthSettingsFaultTests
{
    [Test]
    public void Every_fault_is_told_at_once()
    {
        AuthConfigurationException exception = Faults(new AuthOptions
        {
            Region = "Europe",
            UserPoolId = null,
            UserPoolClientId = " ",
            ClientSecret = new Secret("short"),
            Endpoints = new AuthEndpoints
            {
                UserPool = new Uri("http://idp.example"),
                IdentityPool = new Uri("ftp://idp.example"),
                Sts = new Uri("relative", UriKind.Relative),
                OAuthDomain = new Uri("https://idp.example?x=1"),
                Issuer = "https://idp.example/{pool}",
                Jwks = "not an address",
            },
            OAuth = new OAuthOptions { Scopes = ["open id"], RedirectSignOut = [new Uri("http://app.example/")] },
            SignInFlow = (SignInFlow)9,
            WhenAlreadySignedIn = (WhenAlreadySignedIn)9,
            MfaRequirement = (MfaRequirement)9,
            MfaMethods = [MfaMethod.Sms, (MfaMethod)9, (MfaMethod)9],
            RefreshVia = (RefreshVia)9,
            SessionFreshness = TimeSpan.FromSeconds(-1),
            RequestTimeout = TimeSpan.Zero,
            IdleEviction = TimeSpan.Zero,
            SessionLifetime = TimeSpan.Zero,
            DeviceProfileLifetime = TimeSpan.Zero,
            IdentityPoolId = "eu-west-1_NotOne",
            CustomRoleArn = "role",
            RoleSessionName = "",
        });

        string[] subjects =
        [
            "UserPoolId", "Region", "ClientSecret", "UserPoolClientId", "Endpoints.Issuer", "Endpoints.UserPool", "Endpoints.IdentityPool",
            "Endpoints.Sts", "Endpoints.OAuthDomain", "Endpoints.Jwks", "SignInFlow", "WhenAlreadySignedIn", "MfaRequirement", "MfaMethods", "RefreshVia", "SessionFreshness",
            "RequestTimeout", "IdleEviction", "SessionLifetime", "DeviceProfileLifetime", "IdentityPoolId", "CustomRoleArn", "RoleSessionName",
            "OAuth.Domain", "OAuth.Scopes", "OAuth.RedirectSignIn", "OAuth.RedirectSignOut",
        ];
        Assert.That(exception.Faults.Select(fault => fault.Split(' ')[0]), Is.EquivalentTo(subjects));
        Assert.That(exception.Faults, Is.All.EndsWith("."), "each is a sentence");
        Assert.That(exception.Faults.Select(fault => exception.Message.Contains(fault, StringComparison.Ordinal)), Is.All.True);
    }

    [TestCase("")]
    [TestCase("  ")]
    [TestCase("eu-west-1")]
    [TestCase("_abc")]
    [TestCase("eu-west-1_")]
    [TestCase("eu-west-1_abc def")]
    [TestCase("eu-west-1_abc\n")]
    [TestCase(" eu-west-1_abc")]
    [TestCase("eu-west-1_abc-def")]
    [TestCase("eu-west-1_é")]
    [TestCase("EU-WEST-1_abc")]
    [TestCase("eu/west_abc")]
    [TestCase("eu_west_abc")]
    [TestCase("eu-west-1_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void A_pool_id_that_is_none_is_a_fault(string poolId)
    {
        Assert.That(Faults(Options(poolId)).Faults, Has.Count.EqualTo(1).And.All.StartsWith("UserPoolId "));
    }

    [Test]
    public void An_identity_pools_id_in_the_user_pools_place_is_recognised()
    {
        Assert.That(Faults(Options("eu-west-1:11111111-2222-3333-4444-555555555555")).Message, Does.Contain("identity pool"));
    }

    [TestCase("")]
    [TestCase("e")]
    [TestCase("EU-WEST-1")]
    [TestCase("eu west 1")]
    [TestCase("eu-west-1.evil.example/")]
    [TestCase("eu-west-1\n")]
    public void A_region_that_is_none_is_a_fault(string region)
    {
        AuthOptions options = Options();
        options.Region = region;

        Assert.That(Faults(options).Faults, Has.Count.EqualTo(1).And.All.StartsWith("Region "));
    }

    [Test]
    public void A_region_that_contradicts_the_pool_is_a_fault_that_names_both()
    {
        AuthOptions options = Options();
        options.Region = "us-east-1";

        Assert.That(Faults(options).Faults, Has.Count.EqualTo(1));
        Assert.That(Faults(options).Message, Does.Contain("'us-east-1'").And.Contain("'eu-west-1'"));
    }

    [TestCase("client-1")]
    [TestCase("client 1")]
    [TestCase("client1\n")]
    [TestCase("clienté")]
    public void A_client_id_that_is_none_is_a_fault_and_is_not_repeated(string clientId)
    {
        AuthOptions options = Options();
        options.UserPoolClientId = clientId;

        Assert.That(Faults(options).Faults, Has.Count.EqualTo(1).And.All.StartsWith("UserPoolClientId "));
        Assert.That(Faults(options).Message, Does.Not.Contain(clientId));
    }

    [Test]
    public void A_client_id_has_at_most_128_characters()
    {
        AuthOptions options = Options();
        options.UserPoolClientId = new string('a', 128);
        Assert.That(() => Amplify.Configuration.AuthSettings.From(options), Throws.Nothing);

        options.UserPoolClientId = new string('a', 129);
        Assert.That(Faults(options).Faults, Has.Count.EqualTo(1));
    }

    [TestCase("abcdefghijklmnopqrstuvw", Description = "23 characters")]
    [TestCase("abcdefghijklmnopqrstuvwxy-z")]
    [TestCase("abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklm", Description = "65 characters")]
    public void A_client_secret_that_is_none_is_a_fault_and_is_not_repeated(string secret)
    {
        AuthOptions options = Options();
        options.ClientSecret = new Secret(secret);

        Assert.That(Faults(options).Faults, Has.Count.EqualTo(1).And.All.StartsWith("ClientSecret "));
        Assert.That(Faults(options).ToString(), Does.Not.Contain(secret));
    }

    [TestCase("http://127.0.0.1:9229")]
    [TestCase("http://127.255.3.4")]
    [TestCase("http://[::1]:80")]
    [TestCase("http://localhost:1/path")]
    [TestCase("http://LocalHost")]
    [TestCase("https://anything.example:8443/path")]
    public void Https_anywhere_and_http_on_this_machine_are_allowed(string address)
    {
        AuthOptions options = Options();
        options.Endpoints = AuthEndpoints.Local(new Uri(address));

        Assert.That(() => Amplify.Configuration.AuthSettings.From(options), Throws.Nothing);
    }

    [TestCase("http://idp.example")]
    [TestCase("http://10.0.0.1")]
    [TestCase("http://128.0.0.1")]
    [TestCase("http://[::2]")]
    [TestCase("http://0.0.0.0")]
    [TestCase("http://127.0.0.1.evil.example")]
    [TestCase("http://localhost.evil.example")]
    [TestCase("http://localhost.")]
    [TestCase("ftp://127.0.0.1")]
    [TestCase("file:///etc/passwd")]
    [TestCase("https://name:marker-pass@idp.example")]
    [TestCase("https://marker-key@idp.example")]
    [TestCase("https://idp.example/?marker=1")]
    [TestCase("https://idp.example/#marker")]
    public void Other_addresses_are_faults_in_every_place_and_their_secrets_are_not_repeated(string address)
    {
        AuthOptions options = Options();
        var uri = new Uri(address);
        options.Endpoints = new AuthEndpoints { UserPool = uri, IdentityPool = uri, Sts = uri, OAuthDomain = uri, Issuer = address, Jwks = address };

        Assert.That(Faults(options).Faults, Has.Count.EqualTo(6));
        Assert.That(Faults(options).Message, Does.Not.Contain("marker"));
    }

    [TestCase("/relative")]
    [TestCase("idp.example")]
    [TestCase("https://idp.example/ {userPoolId}")]
    [TestCase("https://idp.example/\n")]
    [TestCase("")]
    [TestCase("https://idp.example/{UserPoolId}")]
    [TestCase("https://idp.example/{userPoolId")]
    public void An_issuer_that_is_no_absolute_address_is_a_fault(string issuer)
    {
        AuthOptions options = Options();
        options.Endpoints = new AuthEndpoints { Issuer = issuer, Jwks = "https://idp.example/keys" };

        Assert.That(Faults(options).Faults, Has.Count.EqualTo(1).And.All.StartsWith("Endpoints.Issuer "));
    }

    [Test]
    public void First_factors_and_devices_that_make_no_sense_are_faults()
    {
        AuthOptions options = Options();
        options.FirstFactors = [FirstFactor.EmailOtp, (FirstFactor)77];
        options.PreferredChallenge = FirstFactor.WebAuthn;
        options.RememberDevice = (RememberDevice)77;
        options.DeviceName = "";
        Assert.That(Faults(options).Faults, Has.Count.EqualTo(4).And.Some.Contains("WebAuthn").And.Some.StartsWith("RememberDevice").And.Some.StartsWith("FirstFactors").And.Some.StartsWith("DeviceName"));

        options.FirstFactors = null;
        options.PreferredChallenge = (FirstFactor)77;
        options.RememberDevice = RememberDevice.Ask;
        options.DeviceName = new string('x', 1025);
        Assert.That(Faults(options).Faults, Has.Count.EqualTo(2));
    }

    [Test]
    public void Times_outside_their_range_are_faults()
    {
        AuthOptions options = Options();
        options.SessionFreshness = TimeSpan.FromHours(1) + TimeSpan.FromTicks(1);
        options.RequestTimeout = TimeSpan.FromMinutes(5) + TimeSpan.FromTicks(1);
        options.IdleEviction = TimeSpan.FromMinutes(1) - TimeSpan.FromTicks(1);
        options.SessionLifetime = TimeSpan.FromHours(1) - TimeSpan.FromTicks(1);
        Assert.That(Faults(options).Faults, Has.Count.EqualTo(4));

        options.SessionFreshness = TimeSpan.FromTicks(-1);
        options.RequestTimeout = TimeSpan.FromMilliseconds(100) - TimeSpan.FromTicks(1);
        options.IdleEviction = TimeSpan.MinValue;
        options.SessionLifetime = TimeSpan.FromDays(3650) + TimeSpan.FromTicks(1);
        Assert.That(Faults(options).Faults, Has.Count.EqualTo(4));
    }
}
