namespace Amplify.Tests.Configuration;

public sealed class AmplifyOutputsTests
{
    private const string Minimal = """
        {"version":"1","auth":{"aws_region":"eu-west-1","user_pool_id":"eu-west-1_AbCdEfGhI","user_pool_client_id":"client1"}}
        """;

    private const string Whole = """
        {
          "version": "1.4",
          "auth": {
            "user_pool_id": "us-east-1_Example01",
            "aws_region": "us-east-1",
            "user_pool_client_id": "1example23456789",
            "identity_pool_id": "us-east-1:11111111-2222-3333-4444-555555555555",
            "mfa_methods": ["TOTP"],
            "groups": [{ "ADMINS": { "precedence": 0 } }],
            "password_policy": { "min_length": 8, "require_lowercase": true },
            "oauth": { "identity_providers": ["GOOGLE"], "scopes": ["openid"], "domain": "x.auth.us-east-1.amazoncognito.com", "redirect_sign_in_uri": ["http://localhost:3000/"], "redirect_sign_out_uri": ["http://localhost:3000/"], "response_type": "code" },
            "something_new": null
          },
          "storage": { "bucket_name": "photos" },
          "custom": { "version": 2, "auth": 3 }
        }
        """;

    private string _file = "";

    [SetUp]
    public void Name_a_file() => _file = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"amplify_outputs-{TestContext.CurrentContext.Test.ID}.json");

    [TearDown]
    public void Delete_the_file() => File.Delete(_file);

    [Test]
    public void A_text_becomes_options()
    {
        AuthOptions options = AmplifyOutputs.Parse(Minimal);

        Assert.That(options.Region, Is.EqualTo("eu-west-1"));
        Assert.That(options.UserPoolId, Is.EqualTo("eu-west-1_AbCdEfGhI"));
        Assert.That(options.UserPoolClientId, Is.EqualTo("client1"));
        Assert.That(options.ClientSecret, Is.Null);
        Assert.That(options.Endpoints, Is.Null);
    }

    [Test]
    public void A_file_with_everything_in_it_becomes_options_an_engine_takes()
    {
        File.WriteAllText(_file, Whole);

        var settings = Amplify.Configuration.AuthSettings.From(AmplifyOutputs.Load(_file));

        Assert.That(settings.UserPoolId, Is.EqualTo("us-east-1_Example01"));
    }

    [TestCase("", null, null)]
    [TestCase("""
        ,"mfa_configuration":"NONE","mfa_methods":[]
        """, MfaRequirement.None, null)]
    [TestCase("""
        ,"mfa_configuration":"OPTIONAL","mfa_methods":["TOTP","SMS","TOTP"]
        """, MfaRequirement.Optional, new[] { MfaMethod.Totp, MfaMethod.Sms })]
    [TestCase("""
        ,"mfa_configuration":"REQUIRED","mfa_methods":["EMAIL","RETINA"]
        """, MfaRequirement.Required, new[] { MfaMethod.Email })]
    [TestCase("""
        ,"mfa_configuration":"SOMETIMES","mfa_methods":["RETINA"]
        """, null, null)]
    [TestCase("""
        ,"mfa_configuration":null,"mfa_methods":null
        """, null, null)]
    public void What_is_known_of_second_factors_is_read(string more, MfaRequirement? requirement, MfaMethod[]? methods)
    {
        AuthOptions options = AmplifyOutputs.Parse(Minimal.TrimEnd().Replace("\"client1\"", $"\"client1\"{more}", StringComparison.Ordinal));

        Assert.That(options.MfaRequirement, Is.EqualTo(requirement));
        Assert.That(options.MfaMethods, Is.EqualTo(methods));
    }

    [TestCase("""
        ,"mfa_configuration":1,"mfa_methods":"TOTP"
        """)]
    [TestCase("""
        ,"mfa_configuration":["NONE"],"mfa_methods":["TOTP",1]
        """)]
    public void Factors_of_the_wrong_kind_are_faults(string more)
    {
        AuthConfigurationException error = Assert.Throws<AuthConfigurationException>(() => AmplifyOutputs.Parse(Minimal.Replace("\"client1\"", $"\"client1\"{more}", StringComparison.Ordinal)))!;

        Assert.That(error.Faults, Has.Count.EqualTo(2).And.Some.Contains("mfa_configuration").And.Some.Contains("mfa_methods"));
    }

    [Test]
    public void A_byte_order_mark_does_not_disturb()
    {
        File.WriteAllText(_file, Minimal, new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: true));

        Assert.That(AmplifyOutputs.Load(_file).UserPoolClientId, Is.EqualTo("client1"));
    }

    [TestCase("", null, null)]
    [TestCase(",\"passwordless\":null", null, null)]
    [TestCase(",\"passwordless\":{}", "Password, PasswordSrp", null)]
    [TestCase(",\"passwordless\":{\"email_otp_enabled\":true,\"sms_otp_enabled\":false,\"preferred_challenge\":\"EMAIL_OTP\"}", "Password, PasswordSrp, EmailOtp", FirstFactor.EmailOtp)]
    [TestCase(",\"passwordless\":{\"sms_otp_enabled\":true,\"web_authn\":{\"relying_party_id\":\"example.com\",\"user_verification\":\"required\"},\"preferred_challenge\":\"WEB_AUTHN\"}", "Password, PasswordSrp, SmsOtp, WebAuthn", FirstFactor.WebAuthn)]
    [TestCase(",\"passwordless\":{\"preferred_challenge\":\"SMS_OTP\"}", "Password, PasswordSrp", null)]
    [TestCase(",\"passwordless\":{\"preferred_challenge\":\"PASSWORD\",\"new\":1}", "Password, PasswordSrp", FirstFactor.Password)]
    [TestCase(",\"passwordless\":{\"preferred_challenge\":\"RETINA\"}", "Password, PasswordSrp", null)]
    public void First_factors_are_read_where_they_are_there(string section, string? factors, FirstFactor? preferred)
    {
        AuthOptions options = AmplifyOutputs.Parse($$$"""{"version":"1.4","auth":{"aws_region":"eu-west-1","user_pool_id":"eu-west-1_AbCdEfGhI","user_pool_client_id":"client1"{{{section}}} } }""");

        Assert.That(options.FirstFactors is { } read ? string.Join(", ", read) : null, Is.EqualTo(factors));
        Assert.That(options.PreferredChallenge, Is.EqualTo(preferred));
        Assert.That(() => new Auth(options).DisposeAsync(), Throws.Nothing, "and an engine takes it");
    }

    [TestCase("\"all\"", "'passwordless'")]
    [TestCase("{\"email_otp_enabled\":\"yes\"}", "'email_otp_enabled'")]
    public void First_factors_of_another_form_are_faults(string section, string named)
    {
        string json = $$$"""{"version":"1.4","auth":{"aws_region":"eu-west-1","user_pool_id":"eu-west-1_AbCdEfGhI","user_pool_client_id":"client1","passwordless":{{{section}}} } }""";

        Assert.That(() => AmplifyOutputs.Parse(json), Throws.TypeOf<AuthConfigurationException>().With.Message.Contains(named));
    }

    [Test]
    public void Callers_on_new_CSharp_write_it_as_a_member_of_the_options()
    {
        File.WriteAllText(_file, Minimal);

        Assert.That(AuthOptions.FromAmplifyOutputs(_file).UserPoolId, Is.EqualTo("eu-west-1_AbCdEfGhI"));
    }

    [Test]
    public void A_file_that_is_not_there_is_named()
    {
        AuthConfigurationException exception = Assert.Throws<AuthConfigurationException>(() => AmplifyOutputs.Load(_file))!;

        Assert.That(exception.Faults, Has.Count.EqualTo(1));
        Assert.That(exception.Message, Does.Contain(_file).And.Contain("does not exist"));
        Assert.That(exception.InnerException, Is.TypeOf<FileNotFoundException>());
    }

    [Test]
    public void A_folder_that_is_not_there_is_told_like_a_missing_file()
    {
        string path = Path.Combine(_file, "nowhere", "amplify_outputs.json");

        Assert.That(() => AmplifyOutputs.Load(path), Throws.TypeOf<AuthConfigurationException>().With.Message.Contains("does not exist"));
    }

    [Test]
    public void A_folder_in_the_files_place_is_told()
    {
        Assert.That(() => AmplifyOutputs.Load(TestContext.CurrentContext.WorkDirectory), Throws.TypeOf<AuthConfigurationException>().With.Message.Contains("cannot be read"));
    }

    [Test]
    public void A_huge_file_is_not_read()
    {
        File.WriteAllText(_file, new string(' ', (4 * 1024 * 1024) + 1));

        Assert.That(() => AmplifyOutputs.Load(_file), Throws.TypeOf<AuthConfigurationException>().With.Message.Contains("far more"));
    }

    [TestCase("{")]
    [TestCase("nonsense")]
    [TestCase("<html></html>")]
    [TestCase("{\"version\":\"1\",}")]
    [TestCase("{\"version\":\"1\"} x")]
    public void A_text_that_is_not_JSON_is_told_with_the_place(string json)
    {
        Assert.That(() => AmplifyOutputs.Parse(json), Throws.TypeOf<AuthConfigurationException>().With.Message.Contains("is not JSON (line 1, byte "));
    }

    [TestCase("[]")]
    [TestCase("1")]
    [TestCase("null")]
    [TestCase("\"text\"")]
    public void JSON_that_is_no_object_is_told(string json)
    {
        Assert.That(() => AmplifyOutputs.Parse(json), Throws.TypeOf<AuthConfigurationException>().With.Message.Contains("JSON object"));
    }

    [TestCase("{}", "'version'", "'auth'")]
    [TestCase("{\"version\":\"2\"}", "another version", "'auth'")]
    [TestCase("{\"version\":\"10\",\"auth\":null}", "another version", "'auth'")]
    [TestCase("{\"version\":1,\"auth\":[]}", "'version'", "'auth'")]
    [TestCase("{\"version\":\"\",\"auth\":{\"aws_region\":\"r\",\"user_pool_id\":\"p\",\"user_pool_client_id\":5}}", "'version'", "'user_pool_client_id'")]
    [TestCase("{\"version\":\"1\",\"auth\":{\"aws_region\":\"r\",\"user_pool_id\":\"\"}}", "'user_pool_id'", "'user_pool_client_id'")]
    [TestCase("{\"version\":\"1\",\"auth\":{\"user_pool_id\":\"\\ud800\",\"aws_region\":null,\"user_pool_client_id\":\"c\"}}", "'aws_region'", "'user_pool_id'")]
    public void All_faults_of_the_content_are_told_at_once(string json, string first, string second)
    {
        AuthConfigurationException exception = Assert.Throws<AuthConfigurationException>(() => AmplifyOutputs.Parse(json))!;

        Assert.That(exception.Faults, Has.Count.EqualTo(2));
        Assert.That(exception.Faults[0], Does.Contain(first));
        Assert.That(exception.Faults[1], Does.Contain(second));
    }

    [Test]
    public void No_path_and_no_text_are_the_callers_mistakes()
    {
        Assert.That(() => AmplifyOutputs.Load(null!), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("path"));
        Assert.That(() => AmplifyOutputs.Load(""), Throws.ArgumentException.With.Property("ParamName").EqualTo("path"));
        Assert.That(() => AmplifyOutputs.Parse(null!), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("json"));
        Assert.That(() => AmplifyOutputs.Parse(""), Throws.ArgumentException.With.Property("ParamName").EqualTo("json"));
    }
}
