using Amplify.CognitoIdentityProvider;
using Amplify.CognitoIdentityProvider.Model;
using Amplify.Tests.Support;
using Moq;

namespace Amplify.Tests.Mfa;

/// <summary>SELECT_MFA_TYPE: the factors offered, and their names on the wire.</summary>
public sealed class ChooseMfaTests
{
    [TestCase(MfaMethod.Sms, "SMS_MFA")]
    [TestCase(MfaMethod.Totp, "SOFTWARE_TOKEN_MFA")]
    [TestCase(MfaMethod.Email, "EMAIL_OTP")]
    public async Task The_choice_goes_by_its_name_on_the_wire(MfaMethod method, string name)
    {
        await using MockWorld world = World("""["SMS_MFA","SOFTWARE_TOKEN_MFA","EMAIL_OTP"]""");
        world.Client.Setup(c => c.RespondToAuthChallengeAsync(It.Is<RespondToAuthChallengeRequest>(r => r.ChallengeName == ChallengeNameType.SELECT_MFA_TYPE && r.ChallengeResponses!["ANSWER"] == name && r.Session == "session-1-of-twenty-characters"), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new RespondToAuthChallengeResponse { ChallengeName = new ChallengeNameType(name), Session = "session-2-of-twenty-characters" });
        var step = (SignInStep.ChooseMfa)(await world.Auth.SignInAsync("ana", "Any-password-1")).NextStep!;

        SignInResult result = await world.Auth.ConfirmSignInAsync(step.With(method));

        Assert.That(result.NextStep?.Name, Is.EqualTo(method switch { MfaMethod.Sms => "SmsCode", MfaMethod.Totp => "TotpCode", _ => "EmailCode" }));
        Assert.That(result.NextStep!.Username, Is.EqualTo("ana"));
    }

    [Test]
    public async Task Only_what_is_offered_can_be_chosen()
    {
        await using MockWorld world = World("""["EMAIL_OTP","RETINA_SCAN",null,"SMS_MFA","SMS_MFA"]""");
        var step = (SignInStep.ChooseMfa)(await world.Auth.SignInAsync("ana", "Any-password-1")).NextStep!;

        Assert.That(step.Methods, Is.EqualTo(new[] { MfaMethod.Email, MfaMethod.Sms }));
        Assert.That(() => step.With(MfaMethod.Totp), Throws.ArgumentException.With.Message.Contains("Email, Sms"));
        Assert.That(() => step.With((MfaMethod)99), Throws.ArgumentException);
        Assert.That(((SignInStep.ChooseMfa)world.Auth.Resume(world.Auth.Protect(step))).Methods, Is.EqualTo(step.Methods));
    }

    [Test]
    public async Task Factors_of_the_future_alone_are_a_challenge_nobody_knows()
    {
        await using MockWorld world = World("""["RETINA_SCAN"]""");

        Assert.That(((SignInStep.Unknown)(await world.Auth.SignInAsync("ana", "Any-password-1")).NextStep!).ChallengeName, Is.EqualTo("SELECT_MFA_TYPE"));
    }

    [TestCase(null)]
    [TestCase("SMS_MFA")]
    public async Task Parameters_that_make_no_sense_are_typed(string? offered)
    {
        await using MockWorld world = World(offered);

        AuthException? error = Assert.ThrowsAsync<AuthException>(() => world.Auth.SignInAsync("ana", "Any-password-1"));

        Assert.That(error!.Reason, Is.EqualTo(AuthErrorReason.InvalidResponse));
    }

    private static MockWorld World(string? offered)
    {
        var world = new MockWorld();
        world.Client.Setup(c => c.InitiateAuthAsync(It.IsAny<InitiateAuthRequest>(), It.IsAny<CancellationToken>())).ReturnsAsync(new InitiateAuthResponse
        {
            ChallengeName = ChallengeNameType.SELECT_MFA_TYPE,
            Session = "session-1-of-twenty-characters",
            ChallengeParameters = offered is null ? null : new Dictionary<string, string> { ["MFAS_CAN_CHOOSE"] = offered },
        });
        return world;
    }
}
