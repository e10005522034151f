using Amazon.Runtime;
using Amplify.CognitoIdentityProvider;
using Amplify.CognitoIdentityProvider.Model;
using Amplify.Tests.Support;
using Moq;

namespace Amplify.Tests.Mfa;

/// <summary>MFA_SETUP: what is asked, which call each answer makes, and which session each call carries.</summary>
public sealed class SetUpStepTests
{
    private const string First = "session-1-of-twenty-characters";
    private const string Second = "session-2-of-twenty-characters";
    private const string Third = "session-3-of-twenty-characters";
    private const string SharedSecret = "JBSWY3DPEHPK3PXP";

    [Test]
    public async Task With_TOTP_alone_the_set_up_begins_at_once()
    {
        await using MockWorld world = World("""["SMS_MFA","SOFTWARE_TOKEN_MFA"]""");
        SetUpAssociate(world);

        var step = (SignInStep.SetUpTotp)(await world.Auth.SignInAsync("ana@example.com", "Any-password-1")).NextStep!;

        Assert.That(step.Totp.SharedSecret.Reveal(), Is.EqualTo(SharedSecret));
        Assert.That(step.Totp.AccountName, Is.EqualTo("ana@example.com"), "what the user typed, not what the pool calls the user");
        Assert.That(step.Username, Is.EqualTo("ana"));
    }

    [Test]
    public async Task The_first_code_goes_with_the_second_session_and_the_answer_with_the_third()
    {
        await using MockWorld world = World("""["SOFTWARE_TOKEN_MFA"]""");
        SetUpAssociate(world);
        world.Client.Setup(c => c.VerifySoftwareTokenAsync(It.Is<VerifySoftwareTokenRequest>(r => r.Session == Second && r.UserCode == "123456" && r.FriendlyDeviceName == "Phone" && r.AccessToken == null), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new VerifySoftwareTokenResponse { Status = VerifySoftwareTokenResponseType.SUCCESS, Session = Third });
        world.Client.Setup(c => c.RespondToAuthChallengeAsync(It.Is<RespondToAuthChallengeRequest>(r => r.ChallengeName == ChallengeNameType.MFA_SETUP && r.Session == Third && r.ChallengeResponses!.Count == 1 && r.ChallengeResponses["USERNAME"] == "ana"), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new RespondToAuthChallengeResponse { AuthenticationResult = world.Result() });
        var step = (SignInStep.SetUpTotp)(await world.Auth.SignInAsync("ana", "Any-password-1")).NextStep!;

        SignInResult result = await world.Auth.ConfirmSignInAsync(step.With(" 123 456\n", "Phone"));

        Assert.That(result.IsSignedIn, Is.True);
    }

    [TestCase("EnableSoftwareTokenMFAException", "Code mismatch and fail enable Software Token MFA", AuthErrorReason.WrongCode)]
    [TestCase("CodeMismatchException", "Invalid code", AuthErrorReason.WrongCode)]
    [TestCase("ExpiredCodeException", "Your software token has already been used once.", AuthErrorReason.ExpiredCode)]
    public async Task A_wrong_code_asks_again_with_the_same_secret(string code, string message, AuthErrorReason reason)
    {
        await using MockWorld world = World("""["SOFTWARE_TOKEN_MFA"]""");
        SetUpAssociate(world);
        world.Client.Setup(c => c.VerifySoftwareTokenAsync(It.IsAny<VerifySoftwareTokenRequest>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new AmazonCognitoIdentityProviderException(message, ErrorType.Sender, code, "request-1", System.Net.HttpStatusCode.BadRequest));
        var step = (SignInStep.SetUpTotp)(await world.Auth.SignInAsync("ana", "Any-password-1")).NextStep!;

        SignInResult result = await world.Auth.ConfirmSignInAsync(step.With("123456"));

        Assert.That(result.Rejection?.Reason, Is.EqualTo(reason));
        Assert.That(result.NextStep, Is.SameAs(step));
        world.Client.Verify(c => c.AssociateSoftwareTokenAsync(It.IsAny<AssociateSoftwareTokenRequest>(), It.IsAny<CancellationToken>()), Times.Once);
    }

    [TestCase("12345")]
    [TestCase("1234567")]
    [TestCase("12345a")]
    [TestCase("١٢٣٤٥٦")]
    public async Task What_cannot_be_a_code_is_rejected_without_a_call(string code)
    {
        await using MockWorld world = World("""["SOFTWARE_TOKEN_MFA"]""");
        SetUpAssociate(world);
        var step = (SignInStep.SetUpTotp)(await world.Auth.SignInAsync("ana", "Any-password-1")).NextStep!;

        SignInResult result = await world.Auth.ConfirmSignInAsync(step.With(code));

        Assert.That(result.Rejection?.Reason, Is.EqualTo(AuthErrorReason.WrongCode));
        Assert.That(result.NextStep, Is.SameAs(step));
    }

    [Test]
    public async Task A_refusal_by_status_is_a_wrong_code_and_no_status_is_no_answer()
    {
        await using MockWorld world = World("""["SOFTWARE_TOKEN_MFA"]""");
        SetUpAssociate(world);
        world.Client.SetupSequence(c => c.VerifySoftwareTokenAsync(It.IsAny<VerifySoftwareTokenRequest>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new VerifySoftwareTokenResponse { Status = VerifySoftwareTokenResponseType.ERROR, Session = Third })
            .ReturnsAsync(new VerifySoftwareTokenResponse { Session = Third })
            .ReturnsAsync(new VerifySoftwareTokenResponse { Status = VerifySoftwareTokenResponseType.SUCCESS });
        var step = (SignInStep.SetUpTotp)(await world.Auth.SignInAsync("ana", "Any-password-1")).NextStep!;

        Assert.That((await world.Auth.ConfirmSignInAsync(step.With("123456"))).Rejection?.Reason, Is.EqualTo(AuthErrorReason.WrongCode));
        Assert.That(Fails(() => world.Auth.ConfirmSignInAsync(step.With("123456"))).Reason, Is.EqualTo(AuthErrorReason.InvalidResponse), "no status");
        Assert.That(Fails(() => world.Auth.ConfirmSignInAsync(step.With("123456"))).Reason, Is.EqualTo(AuthErrorReason.InvalidResponse), "no session");
    }

    [Test]
    public async Task An_answer_without_secret_or_session_does_not_become_a_step()
    {
        await using MockWorld world = World("""["SOFTWARE_TOKEN_MFA"]""");
        foreach (AssociateSoftwareTokenResponse response in new[] { new AssociateSoftwareTokenResponse { Session = Second }, new AssociateSoftwareTokenResponse { SecretCode = SharedSecret } })
        {
            world.Client.Setup(c => c.AssociateSoftwareTokenAsync(It.IsAny<AssociateSoftwareTokenRequest>(), It.IsAny<CancellationToken>())).ReturnsAsync(response);

            Assert.That(Fails(() => world.Auth.SignInAsync("ana", "Any-password-1")).Reason, Is.EqualTo(AuthErrorReason.InvalidResponse));
        }
    }

    [Test]
    public async Task With_two_factors_the_user_chooses_and_e_mail_makes_no_call()
    {
        await using MockWorld world = World("""["SMS_MFA","SOFTWARE_TOKEN_MFA","EMAIL_OTP"]""");

        var step = (SignInStep.ChooseMfaToSetUp)(await world.Auth.SignInAsync("ana", "Any-password-1")).NextStep!;
        Assert.That(step.Methods, Is.EqualTo(new[] { MfaMethod.Totp, MfaMethod.Email }));
        Assert.That(() => step.With(MfaMethod.Sms), Throws.ArgumentException.With.Property("ParamName").EqualTo("method"));

        SignInResult chosen = await world.Auth.ConfirmSignInAsync(step.With(MfaMethod.Email));
        Assert.That(chosen.NextStep, Is.TypeOf<SignInStep.SetUpEmailMfa>());
        Assert.That(world.Client.Invocations, Has.Count.EqualTo(1), "the sign-in, and nothing since");

        SetUpAssociate(world);
        SignInResult other = await world.Auth.ConfirmSignInAsync(step.With(MfaMethod.Totp));
        Assert.That(((SignInStep.SetUpTotp)other.NextStep!).Totp.SharedSecret.Reveal(), Is.EqualTo(SharedSecret));
    }

    [Test]
    public async Task An_address_is_answered_with_an_e_mail_code()
    {
        await using MockWorld world = World("""["EMAIL_OTP"]""");
        world.Client.Setup(c => c.RespondToAuthChallengeAsync(It.Is<RespondToAuthChallengeRequest>(r => r.ChallengeName == ChallengeNameType.MFA_SETUP && r.Session == First && r.ChallengeResponses!["EMAIL"] == "ana@example.com" && r.ChallengeResponses["USERNAME"] == "ana"), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new RespondToAuthChallengeResponse { ChallengeName = ChallengeNameType.EMAIL_OTP, Session = Second, ChallengeParameters = new Dictionary<string, string> { ["CODE_DELIVERY_DESTINATION"] = "a***@e***" } });
        var step = (SignInStep.SetUpEmailMfa)(await world.Auth.SignInAsync("ana", "Any-password-1")).NextStep!;

        SignInResult noAddress = await world.Auth.ConfirmSignInAsync(step.With("ana"));
        Assert.That(noAddress.Rejection?.Reason, Is.EqualTo(AuthErrorReason.InvalidParameter));
        Assert.That(noAddress.NextStep, Is.SameAs(step));
        SignInResult result = await world.Auth.ConfirmSignInAsync(step.With(" ana@example.com "));

        Assert.That(((SignInStep.EmailCode)result.NextStep!).Delivery.Destination, Is.EqualTo("a***@e***"));
    }

    [TestCase("InvalidParameterException", "Invalid email address format.", AuthErrorReason.InvalidParameter)]
    [TestCase("AliasExistsException", "An account with the email already exists.", AuthErrorReason.AliasExists)]
    public async Task An_address_the_service_does_not_take_is_asked_for_again(string code, string message, AuthErrorReason reason)
    {
        await using MockWorld world = World("""["EMAIL_OTP"]""");
        world.Client.Setup(c => c.RespondToAuthChallengeAsync(It.IsAny<RespondToAuthChallengeRequest>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new AmazonCognitoIdentityProviderException(message, ErrorType.Sender, code, "request-1", System.Net.HttpStatusCode.BadRequest));
        var step = (SignInStep.SetUpEmailMfa)(await world.Auth.SignInAsync("ana", "Any-password-1")).NextStep!;

        SignInResult result = await world.Auth.ConfirmSignInAsync(step.With("ana@"));

        Assert.That(result.Rejection?.Reason, Is.EqualTo(reason));
        Assert.That(result.NextStep, Is.SameAs(step));
    }

    [TestCase("""["SMS_MFA"]""")]
    [TestCase("[]")]
    [TestCase("""["RETINA_SCAN"]""")]
    public async Task What_cannot_be_set_up_here_ends_the_flow_and_says_what_to_do(string offered)
    {
        await using MockWorld world = World(offered);

        AuthException error = Fails(() => world.Auth.SignInAsync("ana", "Any-password-1"));

        Assert.That(error.Reason, Is.EqualTo(AuthErrorReason.FactorSetUpUnavailable));
        Assert.That(error.Suggestion, Does.Contain("phone_number").And.Contain("administrator"));
    }

    [TestCase(null)]
    [TestCase("not json")]
    [TestCase("""{"a":1}""")]
    [TestCase("null")]
    [TestCase("[[]]")]
    public async Task Parameters_that_make_no_sense_are_typed(string? offered)
    {
        await using MockWorld world = World(offered);

        Assert.That(Fails(() => world.Auth.SignInAsync("ana", "Any-password-1")).Reason, Is.EqualTo(AuthErrorReason.InvalidResponse));
    }

    [Test]
    public async Task A_resumed_set_up_does_not_begin_again()
    {
        await using MockWorld world = World("""["SOFTWARE_TOKEN_MFA"]""");
        SetUpAssociate(world);
        world.Client.Setup(c => c.VerifySoftwareTokenAsync(It.Is<VerifySoftwareTokenRequest>(r => r.Session == Second), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new VerifySoftwareTokenResponse { Status = VerifySoftwareTokenResponseType.SUCCESS, Session = Third });
        world.Client.Setup(c => c.RespondToAuthChallengeAsync(It.Is<RespondToAuthChallengeRequest>(r => r.Session == Third), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new RespondToAuthChallengeResponse { AuthenticationResult = world.Result() });
        SignInStep step = (await world.Auth.SignInAsync("ana@example.com", "Any-password-1")).NextStep!;
        string token = world.Auth.Protect(step);
        Assert.That(token, Does.Not.Contain(SharedSecret));

        await using Auth other = world.NewAuth();
        var resumed = (SignInStep.SetUpTotp)other.Resume(token);
        Assert.That(resumed.Totp.GetUri("Acme"), Is.EqualTo(((SignInStep.SetUpTotp)step).Totp.GetUri("Acme")));
        Assert.That((await other.ConfirmSignInAsync(resumed.With("123456"))).IsSignedIn, Is.True);
        world.Client.Verify(c => c.AssociateSoftwareTokenAsync(It.IsAny<AssociateSoftwareTokenRequest>(), It.IsAny<CancellationToken>()), Times.Once);
    }

    [Test]
    public async Task A_choice_and_what_was_chosen_travel_apart()
    {
        await using MockWorld world = World("""["SOFTWARE_TOKEN_MFA","EMAIL_OTP"]""");
        var choice = (SignInStep.ChooseMfaToSetUp)(await world.Auth.SignInAsync("ana", "Any-password-1")).NextStep!;
        SignInStep email = (await world.Auth.ConfirmSignInAsync(choice.With(MfaMethod.Email))).NextStep!;

        await using Auth other = world.NewAuth();
        var resumed = (SignInStep.ChooseMfaToSetUp)other.Resume(world.Auth.Protect(choice));
        Assert.That(resumed.Methods, Is.EqualTo(choice.Methods));
        Assert.That(other.Resume(world.Auth.Protect(email)), Is.TypeOf<SignInStep.SetUpEmailMfa>());
        Assert.That((await other.ConfirmSignInAsync(resumed.With(MfaMethod.Email))).NextStep, Is.TypeOf<SignInStep.SetUpEmailMfa>());
    }

    private static AuthException Fails(Func<Task> call) => Assert.ThrowsAsync<AuthException>(() => call())!;

    private static MockWorld World(string? offered)
    {
        var world = new MockWorld();
        var parameters = new Dictionary<string, string> { ["USER_ID_FOR_SRP"] = "ana" };
        if (offered is not null)
        {
            parameters["MFAS_CAN_SETUP"] = offered;
        }

        world.Client.Setup(c => c.InitiateAuthAsync(It.IsAny<InitiateAuthRequest>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new InitiateAuthResponse { ChallengeName = ChallengeNameType.MFA_SETUP, Session = First, ChallengeParameters = parameters });
        return world;
    }

    private static void SetUpAssociate(MockWorld world) => world.Client
        .Setup(c => c.AssociateSoftwareTokenAsync(It.Is<AssociateSoftwareTokenRequest>(r => r.Session == First && r.AccessToken == null), It.IsAny<CancellationToken>()))
        .ReturnsAsync(new AssociateSoftwareTokenResponse { SecretCode = SharedSecret, Session = Second });
}
