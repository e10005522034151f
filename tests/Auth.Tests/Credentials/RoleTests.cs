using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Amplify.Tests.Support;
using Moq;

namespace Amplify.Tests.Credentials;

internal sealed class RoleTests
{
    private const string Custom = "arn:aws:iam::123456789012:role/Custom";
    private const string Basic = "arn:aws:iam::123456789012:role/Basic";
    private const string Guests = "arn:aws:iam::123456789012:role/Guests";

    [Test]
    public async Task The_configured_role_is_asked_for()
    {
        await using var world = new CredentialsWorld(o => o.CustomRoleArn = Custom);

        await (await world.SignedInAsync()).CurrentCredentialsAsync();

        Assert.That(world.Pool.Credentials.Single().CustomRoleArn, Is.EqualTo(Custom));
    }

    [Test]
    public async Task The_chooser_sees_the_roles_of_the_user_and_its_choice_wins()
    {
        await using var world = new CredentialsWorld(o => o.CustomRoleArn = Custom);
        RoleChoiceContext? seen = null;
        Auth auth = world.NewAuth(world.Services(chooser: (context, _) =>
        {
            seen = context;
            return ValueTask.FromResult<string?>(context.Roles[^1]);
        }));
        await auth.AdoptTokensAsync(new AdoptedTokens
        {
            IdToken = new Secret(world.Tokens.CreateIdToken(new Dictionary<string, object?>
            {
                ["cognito:roles"] = new[] { Basic, Guests },
                ["cognito:preferred_role"] = Basic,
            })),
            AccessToken = new Secret(world.Tokens.CreateAccessToken()),
        });

        await auth.CurrentCredentialsAsync();

        Assert.That(seen!.Roles, Is.EqualTo(new[] { Basic, Guests }));
        Assert.That(seen.PreferredRole, Is.EqualTo(Basic));
        Assert.That(seen.User.UserId, Is.EqualTo((await auth.CurrentUserAsync())!.UserId));
        Assert.That(world.Pool.Credentials.Single().CustomRoleArn, Is.EqualTo(Guests));
    }

    [Test]
    public async Task A_chooser_that_chooses_nothing_leaves_it_to_the_configuration()
    {
        await using var world = new CredentialsWorld(o => o.CustomRoleArn = Custom);

        await (await world.SignedInAsync(services: world.Services(chooser: (_, _) => ValueTask.FromResult<string?>(null)))).CurrentCredentialsAsync();

        Assert.That(world.Pool.Credentials.Single().CustomRoleArn, Is.EqualTo(Custom));
    }

    [Test]
    public async Task A_chooser_that_fails_is_a_failure_of_the_application()
    {
        await using var world = new CredentialsWorld();
        Auth auth = await world.SignedInAsync(services: world.Services(chooser: (_, _) => throw new InvalidOperationException("secret words")));

        AuthException e = Assert.ThrowsAsync<AuthException>(() => auth.CurrentCredentialsAsync().AsTask())!;

        Assert.That(e.Reason, Is.EqualTo(AuthErrorReason.ProviderFailed));
        Assert.That(e.Message, Does.Contain("RoleChooser").And.Not.Contain("secret words"));
        Assert.That(world.Pool.Credentials, Is.Empty);
    }

    [Test]
    public async Task With_a_role_for_it_the_basic_flow_assumes_that_role()
    {
        await using var world = new CredentialsWorld(o => (o.AuthenticatedRoleArn, o.RoleSessionName) = (Basic, "desk-7"));
        Mock<IAmazonSecurityTokenService> sts = Sts(world);
        Auth auth = await world.SignedInAsync(services: WithSts(world, sts));

        SessionCredentials credentials = await auth.CurrentCredentialsAsync();

        Assert.That((credentials.AccessKeyId, credentials.IdentityId), Is.EqualTo(("ASIAROLE", "eu-west-1:user-1")));
        Assert.That(world.Pool.Credentials, Is.Empty, "not the enhanced flow");
        sts.Verify(s => s.AssumeRoleWithWebIdentityAsync(
            It.Is<AssumeRoleWithWebIdentityRequest>(r => r.RoleArn == Basic && r.RoleSessionName == "desk-7" && r.WebIdentityToken == "pool.token.signed"), It.IsAny<CancellationToken>()));
    }

    [Test]
    public async Task Guests_have_a_role_of_their_own_in_the_basic_flow()
    {
        await using var world = new CredentialsWorld(o => (o.AllowGuestAccess, o.AuthenticatedRoleArn, o.UnauthenticatedRoleArn) = (true, Basic, Guests));
        Mock<IAmazonSecurityTokenService> sts = Sts(world);

        SessionCredentials credentials = await world.NewAuth(WithSts(world, sts)).CurrentCredentialsAsync();

        Assert.That((credentials.AccessKeyId, credentials.IsGuest), Is.EqualTo(("ASIAROLE", true)));
        sts.Verify(s => s.AssumeRoleWithWebIdentityAsync(It.Is<AssumeRoleWithWebIdentityRequest>(r => r.RoleArn == Guests && r.RoleSessionName == "CognitoIdentityCredentials"), It.IsAny<CancellationToken>()));
    }

    [Test]
    public async Task Guests_without_one_use_the_enhanced_flow()
    {
        await using var world = new CredentialsWorld(o => (o.AllowGuestAccess, o.AuthenticatedRoleArn) = (true, Basic));

        Assert.That((await world.NewAuth(WithSts(world, Sts(world))).CurrentCredentialsAsync()).AccessKeyId, Is.EqualTo("ASIAGUEST1"));
    }

    [Test]
    public async Task A_role_that_does_not_trust_the_identity_says_so()
    {
        await using var world = new CredentialsWorld(o => o.AuthenticatedRoleArn = Basic);
        var sts = new Mock<IAmazonSecurityTokenService>();
        sts.Setup(s => s.AssumeRoleWithWebIdentityAsync(It.IsAny<AssumeRoleWithWebIdentityRequest>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new AmazonSecurityTokenServiceException("Not authorized to perform sts:AssumeRoleWithWebIdentity", Amazon.Runtime.ErrorType.Sender, "AccessDenied", "r", System.Net.HttpStatusCode.Forbidden));
        Auth auth = await world.SignedInAsync(services: WithSts(world, sts));

        AuthException e = Assert.ThrowsAsync<AuthException>(() => auth.CurrentCredentialsAsync().AsTask())!;

        Assert.That((e.Reason, e.Error.Operation), Is.EqualTo((AuthErrorReason.RoleRefused, "AssumeRoleWithWebIdentity")));
    }

    private static AuthServices WithSts(CredentialsWorld world, Mock<IAmazonSecurityTokenService> sts) => new()
    {
        UserPoolClient = world.UserPool.Object,
        IdentityPoolClient = world.Pool,
        SecurityTokenClient = sts.Object,
        TokenKeys = world.Tokens.KeySource,
        TimeProvider = world.Clock,
        SessionStore = world.Store,
        Protector = world.Protector,
    };

    private static Mock<IAmazonSecurityTokenService> Sts(CredentialsWorld world)
    {
        var sts = new Mock<IAmazonSecurityTokenService>(MockBehavior.Strict);
        sts.Setup(s => s.AssumeRoleWithWebIdentityAsync(It.IsAny<AssumeRoleWithWebIdentityRequest>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(() => new AssumeRoleWithWebIdentityResponse
            {
                Credentials = new Amazon.SecurityToken.Model.Credentials("ASIAROLE", "role-key", "role-token", world.Clock.GetUtcNow().AddHours(1).UtcDateTime),
            });
        return sts;
    }
}
