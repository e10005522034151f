using Amplify.CognitoIdentityProvider;
using Amplify.CognitoIdentityProvider.Model;
using Amplify.Tests.Support;
using Moq;

namespace Amplify.Tests.Adversary;

/// <summary>Answers no service should give: a result or an AuthException, never what escapes from the inside.</summary>
public sealed class HostileAnswerTests
{
    [Test]
    public async Task Holes_in_lists_of_attributes_and_factors_are_stepped_over()
    {
        await using MockWorld world = await SignedInAsync();
        world.Client.Setup(c => c.GetUserAsync(It.IsAny<GetUserRequest>(), It.IsAny<CancellationToken>())).ReturnsAsync(new GetUserResponse
        {
            UserAttributes = [null!, new AttributeType(), new AttributeType { Name = "name" }, new AttributeType { Name = "email", Value = "old" }, new AttributeType { Name = "email", Value = "new" }],
            UserMFASettingList = [null!, "", "SMS_MFA", "SMS_MFA", "RETINA"],
            PreferredMfaSetting = "RETINA",
        });

        Assert.That(await world.Auth.Attributes.FetchAsync(), Is.EquivalentTo(new Dictionary<string, string> { ["name"] = "", ["email"] = "new" }));
        Assert.That((await world.Auth.Attributes.FetchVerifiedContactsAsync()).Unverified, Has.Count.EqualTo(1));
        MfaPreferences preferences = await world.Auth.Mfa.FetchPreferencesAsync();
        Assert.That(preferences.Enabled, Is.EqualTo(new[] { MfaMethod.Sms }));
        Assert.That(preferences.Preferred, Is.Null);
    }

    [Test]
    public async Task Holes_in_deliveries_are_stepped_over()
    {
        await using MockWorld world = await SignedInAsync();
        world.Client.Setup(c => c.UpdateUserAttributesAsync(It.IsAny<UpdateUserAttributesRequest>(), It.IsAny<CancellationToken>())).ReturnsAsync(new UpdateUserAttributesResponse
        {
            CodeDeliveryDetailsList = [null!, new CodeDeliveryDetailsType(), new CodeDeliveryDetailsType { AttributeName = "phone_number", DeliveryMedium = new DeliveryMediumType("PIGEON") }],
        });

        UpdateAttributesResult result = await world.Auth.Attributes.UpdateAsync(new Dictionary<string, string> { ["name"] = "Ana" });

        Assert.That(result.Attributes["phone_number"].CodeDelivery?.Medium, Is.EqualTo(DeliveryMedium.Unknown));
    }

    [TestCase("""{"a":"\ud800"}""")]
    [TestCase("""{"\ud800":"a"}""")]
    [TestCase("""{"a":{"b":["\ud800"]},"c":null,"d":1e999,"a":"twice"}""")]
    [TestCase("[]")]
    [TestCase("null")]
    [TestCase("\ud800")]
    [TestCase(null)]
    public async Task A_new_password_challenge_with_strange_attributes_is_a_step_or_a_typed_error(string? userAttributes)
    {
        await using var world = new MockWorld();
        Challenge(world, ChallengeNameType.NEW_PASSWORD_REQUIRED, new Dictionary<string, string> { ["userAttributes"] = userAttributes!, ["requiredAttributes"] = "[null,\"userAttributes.\",\"userAttributes.name\"]" });

        await EndsWellAsync(world.Auth);
    }

    [TestCase("SELECT_MFA_TYPE", "MFAS_CAN_CHOOSE")]
    [TestCase("MFA_SETUP", "MFAS_CAN_SETUP")]
    [TestCase("SMS_MFA", "CODE_DELIVERY_DESTINATION")]
    [TestCase("EMAIL_OTP", "CODE_DELIVERY_DELIVERY_MEDIUM")]
    [TestCase("SOFTWARE_TOKEN_MFA", "FRIENDLY_DEVICE_NAME")]
    [TestCase("SOFTWARE_TOKEN_MFA", "USER_ID_FOR_SRP")]
    [TestCase("NEW_PASSWORD_REQUIRED", "requiredAttributes")]
    public async Task A_challenge_with_a_hostile_parameter_is_a_step_or_a_typed_error(string challenge, string parameter)
    {
        foreach (string? value in new[] { null, "", "null", "[]", "[null]", "[[]]", "{}", "[\"EMAIL_OTP\",null,\"EMAIL_OTP\"]", "[\"\\ud800\"]", "\ud800", new string('[', 10_000), "\0", "1" })
        {
            await using var world = new MockWorld();
            Challenge(world, new ChallengeNameType(challenge), new Dictionary<string, string> { [parameter] = value! });

            await EndsWellAsync(world.Auth);
        }
    }

    [Test]
    public async Task A_challenge_without_session_or_parameters_is_a_step_or_a_typed_error(
        [Values("SELECT_MFA_TYPE", "MFA_SETUP", "SMS_MFA", "EMAIL_OTP", "SOFTWARE_TOKEN_MFA", "NEW_PASSWORD_REQUIRED", " ", "\ud800", "mfa_setup")] string challenge)
    {
        await using var world = new MockWorld();
        world.Client.Setup(c => c.InitiateAuthAsync(It.IsAny<InitiateAuthRequest>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new InitiateAuthResponse { ChallengeName = new ChallengeNameType(challenge) });

        await EndsWellAsync(world.Auth);
    }

    private static async Task EndsWellAsync(Auth auth)
    {
        SignInResult result;
        try
        {
            result = await auth.SignInAsync("ana", "Any-password-1");
        }
        catch (AuthException e)
        {
            Assert.That(e.Reason, Is.AnyOf(AuthErrorReason.InvalidResponse, AuthErrorReason.FactorSetUpUnavailable));
            return;
        }

        SignInStep step = auth.Resume(auth.Protect(result.NextStep!));
        Assert.That(step.Name, Is.EqualTo(result.NextStep!.Name));
    }

    private static void Challenge(MockWorld world, ChallengeNameType name, Dictionary<string, string> parameters) =>
        world.Client.Setup(c => c.InitiateAuthAsync(It.IsAny<InitiateAuthRequest>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new InitiateAuthResponse { ChallengeName = name, Session = "session-of-twenty-characters", ChallengeParameters = parameters });

    private static async Task<MockWorld> SignedInAsync()
    {
        var world = new MockWorld();
        await world.Auth.SignInAsync("ana", "Any-password-1");
        return world;
    }
}
