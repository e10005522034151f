using Amplify.Configuration;

namespace Amplify.Tests.Configuration;

public sealed class IdentityPoolSettingsTests
{
    private const string Pool = "eu-west-1:00000000-1111-2222-3333-444444444444";
    private const string Role = "arn:aws:iam::123456789012:role/path/Photographer";

    [Test]
    public void An_identity_pool_has_a_region_of_its_own_and_knows_the_user_pool_by_its_issuer()
    {
        IdentityPoolSettings pool = Settings(o => o.IdentityPoolId = "us-west-2:00000000-1111-2222-3333-444444444444").IdentityPool!;

        Assert.That(pool.Region, Is.EqualTo("us-west-2"));
        Assert.That(pool.UserPoolProvider, Is.EqualTo("cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Pool"));
        Assert.That((pool.AllowGuests, pool.RoleSessionName, pool.CustomRoleArn), Is.EqualTo((false, "CognitoIdentityCredentials", (string?)null)));
    }

    [Test]
    public void In_other_partitions_the_provider_has_their_suffix() => Assert.That(
        Settings(o => (o.UserPoolId, o.IdentityPoolId) = ("cn-north-1_Pool", Pool)).IdentityPool!.UserPoolProvider,
        Is.EqualTo("cognito-idp.cn-north-1.amazonaws.com.cn/cn-north-1_Pool"));

    [Test]
    public void An_issuer_of_its_own_is_the_provider_without_its_scheme() => Assert.That(
        Settings(o => (o.IdentityPoolId, o.Endpoints) = (Pool, AuthEndpoints.Local(new Uri("http://127.0.0.1:9229")))).IdentityPool!.UserPoolProvider,
        Is.EqualTo("127.0.0.1:9229/eu-west-1_Pool"));

    [Test]
    public void Without_one_there_is_none_and_no_guest()
    {
        AuthSettings settings = Settings(_ => { });

        Assert.That(settings.IdentityPool, Is.Null);
        Assert.That(settings.AllowGuests, Is.False);
    }

    [TestCase("")]
    [TestCase("eu-west-1_AbCdEfGhI")]
    [TestCase("eu-west-1:")]
    [TestCase("eu-west-1:zzz")]
    [TestCase("eu-west-1.evil.example/:0000")]
    [TestCase(Pool + "\n")]
    public void An_id_that_is_none_is_a_fault(string id) =>
        Assert.That(Faults(o => o.IdentityPoolId = id), Has.Count.EqualTo(1).And.All.StartsWith("IdentityPoolId "));

    [Test]
    public void A_role_that_is_none_is_a_fault_and_not_repeated()
    {
        IReadOnlyList<string> faults = Faults(o =>
        {
            o.IdentityPoolId = Pool;
            o.AuthenticatedRoleArn = "my-secret";
            o.UnauthenticatedRoleArn = "arn:aws:iam::123456789012:user/ana";
            o.RoleSessionName = "a b";
        });

        Assert.That(faults.Select(f => f.Split(' ')[0]), Is.EquivalentTo(new[] { "AuthenticatedRoleArn", "UnauthenticatedRoleArn", "RoleSessionName" }));
        Assert.That(faults, Has.None.Contains("my-secret"));
    }

    [Test]
    public void Roles_of_other_partitions_and_paths_are_roles() =>
        Assert.DoesNotThrow(() => Settings(o => (o.IdentityPoolId, o.AuthenticatedRoleArn, o.UnauthenticatedRoleArn) = (Pool, Role, "arn:aws-cn:iam::123456789012:role/x")));

    [Test]
    public void A_role_for_each_flow_is_one_too_many() =>
        Assert.That(Faults(o => (o.IdentityPoolId, o.AuthenticatedRoleArn, o.CustomRoleArn) = (Pool, Role, Role)).Single(), Does.Contain("CustomRoleArn").And.Contain("AuthenticatedRoleArn"));

    [TestCase("AllowGuestAccess")]
    [TestCase("AuthenticatedRoleArn")]
    [TestCase("UnauthenticatedRoleArn")]
    [TestCase("CustomRoleArn")]
    public void What_needs_an_identity_pool_says_so(string name)
    {
        IReadOnlyList<string> faults = Faults(o =>
        {
            switch (name)
            {
                case "AllowGuestAccess": o.AllowGuestAccess = true; break;
                case "AuthenticatedRoleArn": o.AuthenticatedRoleArn = Role; break;
                case "UnauthenticatedRoleArn": o.UnauthenticatedRoleArn = Role; break;
                default: o.CustomRoleArn = Role; break;
            }
        });

        Assert.That(faults.Single(), Does.StartWith(name).And.Contain("IdentityPoolId"));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void The_outputs_file_says_whether_guests_are_served(bool guests)
    {
        AuthOptions options = AmplifyOutputs.Parse($$"""
            {"version":"1","auth":{"aws_region":"eu-west-1","user_pool_id":"eu-west-1_Pool","user_pool_client_id":"client1",
             "identity_pool_id":"{{Pool}}","unauthenticated_identities_enabled":{{(guests ? "true" : "false")}} } }
            """);

        Assert.That((options.IdentityPoolId, options.AllowGuestAccess), Is.EqualTo((Pool, guests)));
    }

    [Test]
    public void The_outputs_file_may_have_no_identity_pool()
    {
        AuthOptions options = AmplifyOutputs.Parse("""
            {"version":"1","auth":{"aws_region":"eu-west-1","user_pool_id":"eu-west-1_Pool","user_pool_client_id":"client1","unauthenticated_identities_enabled":true}}
            """);

        Assert.That((options.IdentityPoolId, options.AllowGuestAccess), Is.EqualTo(((string?)null, false)));
    }

    [Test]
    public void A_switch_that_is_neither_on_nor_off_is_a_fault() => Assert.That(
        () => AmplifyOutputs.Parse("""
            {"version":"1","auth":{"aws_region":"eu-west-1","user_pool_id":"eu-west-1_Pool","user_pool_client_id":"client1","identity_pool_id":7,"unauthenticated_identities_enabled":"yes"}}
            """),
        Throws.TypeOf<AuthConfigurationException>().With.Message.Contains("identity_pool_id").And.Message.Contains("unauthenticated_identities_enabled"));

    private static AuthSettings Settings(Action<AuthOptions> change)
    {
        var options = new AuthOptions { UserPoolId = "eu-west-1_Pool", UserPoolClientId = "client1" };
        change(options);
        return AuthSettings.From(options);
    }

    private static IReadOnlyList<string> Faults(Action<AuthOptions> change) => Assert.Throws<AuthConfigurationException>(() => Settings(change))!.Faults;
}
