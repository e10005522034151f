using Amplify.Errors;
using Amplify.Passkeys;
using Amplify.Testing;
using Amplify.Tests.Support;
using Amplify.Tokens;

namespace Amplify.Tests.Testing;

public sealed class TestValuesTests
{
    private static IEnumerable<Rejection> Rejections() => [TestRejections.WrongCode(), TestRejections.ExpiredCode(), TestRejections.WrongPassword(), TestRejections.WeakPassword()];

    [Test]
    public void A_signed_in_session_has_a_user_and_valid_tokens()
    {
        var clock = new ManualClock();
        AuthSession session = TestSessions.SignedIn(
            new Dictionary<string, object?> { ["name"] = "Ana", ["cognito:groups"] = new[] { "admins" }, ["x"] = new Dictionary<string, string> { ["y"] = "ü" } },
            new TestTokens(timeProvider: clock));

        Assert.That(session.IsSignedIn, Is.True);
        Assert.That(session.State, Is.EqualTo(AuthSessionState.SignedIn));
        Assert.That(session.Source, Is.EqualTo(SessionSource.SignIn));
        Assert.That(session.Error, Is.Null);
        Assert.That(session.Tokens!.ExpiresAt, Is.EqualTo(clock.GetUtcNow().AddHours(1)));
        Assert.That(session.RefreshAt, Is.EqualTo(clock.GetUtcNow().AddMinutes(55)));
        Assert.That(session.User!.Name, Is.EqualTo("Ana"));
        Assert.That(session.User.Username, Is.EqualTo("ana"));
        Assert.That(session.User.Groups, Is.EqualTo(new[] { "admins" }));
    }

    [Test]
    public async Task Credentials_are_whole_and_no_ones()
    {
        var clock = new ManualClock();
        SessionCredentials user = TestCredentials.User("eu-west-1:ana", clock: clock);
        SessionCredentials guest = TestCredentials.Guest();
        Amazon.Runtime.ImmutableCredentials sdk = await TestCredentials.ForSdk(user).GetCredentialsAsync();

        Assert.That((user.IdentityId, user.IsGuest, user.Expiration), Is.EqualTo(("eu-west-1:ana", false, clock.GetUtcNow().AddHours(1))));
        Assert.That((guest.IsGuest, guest.SecretAccessKey.Reveal().Length), Is.EqualTo((true, 40)));
        Assert.That((sdk.AccessKey, sdk.SecretKey, sdk.Token), Is.EqualTo((user.AccessKeyId, user.SecretAccessKey.Reveal(), user.SessionToken.Reveal())));
    }

    [Test]
    public void A_federated_session_has_neither_user_nor_tokens()
    {
        AuthSession session = TestSessions.Federated();

        Assert.That((session.State, session.HasUser, session.IsSignedIn, session.Tokens), Is.EqualTo((AuthSessionState.Federated, false, false, (AuthTokens?)null)));
    }

    [Test]
    public void Its_claims_are_those_the_engine_makes_of_the_token()
    {
        AuthSession session = TestSessions.SignedIn(new Dictionary<string, object?>
        {
            ["list"] = new object?[] { "a", 1, 2.5, true, null, new[] { 1, 2 }, new Dictionary<string, string> { ["k"] = "v" } },
            ["text"] = "日本 😀 \" \\",
        });

        ParsedToken token = TokenReader.Read(session.Tokens!.IdToken.Reveal());

        Assert.That(
            session.User!.Claims.Select(claim => (claim.Type, claim.Value, claim.ValueType)),
            Is.EqualTo(token.Claims.Select(claim => (claim.Type, claim.Value, claim.ValueType))));
        Assert.That(session.User.UserId, Is.EqualTo(token.Subject));
        Assert.That(session.User.Username, Is.EqualTo(token.Username));
        Assert.That(session.Tokens.ExpiresAt, Is.EqualTo(token.ExpiresAt));
        Assert.That(session.Tokens.Scopes, Is.EqualTo(TokenReader.Read(session.Tokens.AccessToken.Reveal()).Scopes));
    }

    [Test]
    public void Nobody_is_signed_out_or_a_guest()
    {
        Assert.That(TestSessions.SignedOut().State, Is.EqualTo(AuthSessionState.SignedOut));
        Assert.That(TestSessions.SignedOut().EndReason, Is.Null);
        Assert.That(TestSessions.SignedOut(SessionEndReason.UserDisabled).EndReason, Is.EqualTo(SessionEndReason.UserDisabled));
        Assert.That(TestSessions.Guest().State, Is.EqualTo(AuthSessionState.Guest));
        Assert.That(TestSessions.SignedOut().HasUser || TestSessions.Guest().HasUser, Is.False);
    }

    [Test]
    public void Offline_and_refused_sessions_have_a_user_expired_tokens_and_a_reason()
    {
        var clock = new ManualClock();
        var tokens = new TestTokens(timeProvider: clock);
        AuthSession offline = TestSessions.Offline(tokens: tokens);
        AuthSession refused = TestSessions.Refused(tokens: tokens);
        var own = new AuthError { Reason = AuthErrorReason.Throttled };

        Assert.That(offline.State, Is.EqualTo(AuthSessionState.Offline));
        Assert.That(offline.Error!.Reason, Is.EqualTo(AuthErrorReason.Network));
        Assert.That(refused.State, Is.EqualTo(AuthSessionState.Refused));
        Assert.That(refused.Error!.Reason, Is.EqualTo(AuthErrorReason.RefreshTokenRejected));
        foreach (AuthSession session in new[] { offline, refused })
        {
            Assert.That(session.HasUser, Is.True);
            Assert.That(session.IsSignedIn, Is.False);
            Assert.That(session.Tokens!.ExpiresAt, Is.LessThan(clock.GetUtcNow()));
        }

        Assert.That(TestSessions.Offline(error: own).Error, Is.SameAs(own));
        Assert.That(TestSessions.Refused(error: own).Error, Is.SameAs(own));
    }

    [Test]
    public void Every_kind_of_step_can_be_made_and_answered()
    {
        Assert.That(TestSteps.Password("bea").Username, Is.EqualTo("bea"));
        Assert.That(TestSteps.Password().With("p").Value.Reveal(), Is.EqualTo("p"));
        Assert.That(TestSteps.SmsCode("+1***").Delivery.Destination, Is.EqualTo("+1***"));
        Assert.That(TestSteps.SmsCode().Delivery.Medium, Is.EqualTo(DeliveryMedium.Sms));
        Assert.That(TestSteps.EmailCode("x***").Delivery.Destination, Is.EqualTo("x***"));
        Assert.That(TestSteps.EmailCode().Delivery.Medium, Is.EqualTo(DeliveryMedium.Email));
        Assert.That(TestSteps.TotpCode("phone").FriendlyDeviceName, Is.EqualTo("phone"));
        Assert.That(TestSteps.NewPassword(["name"], new Dictionary<string, string> { ["email"] = "e" }).UserAttributes["email"], Is.EqualTo("e"));
        Assert.That(() => TestSteps.NewPassword(["name"]).With("p"), Throws.ArgumentException, "the attribute is missing");
        Assert.That(TestSteps.NewPassword().With("p").Step, Is.TypeOf<SignInStep.NewPassword>());
        Assert.That(TestSteps.ChooseMfa().With(MfaMethod.Totp).Value.Reveal(), Is.EqualTo("Totp"));
        Assert.That(() => TestSteps.ChooseMfa([MfaMethod.Email]).With(MfaMethod.Totp), Throws.ArgumentException);
        Assert.That(TestSteps.ChooseMfaToSetUp("bea").Methods, Is.EqualTo(new[] { MfaMethod.Totp, MfaMethod.Email }));
        Assert.That(TestSteps.SetUpTotp(username: "bea").Totp.AccountName, Is.EqualTo("bea"));
        Assert.That(TestSteps.SetUpTotp(TestResults.TotpSetUp(new Secret("AAAA"))).Totp.SharedSecret.Reveal(), Is.EqualTo("AAAA"));
        Assert.That(TestSteps.SetUpTotp().With("123 456", "Phone").Value.Reveal(), Is.EqualTo("123456"));
        Assert.That(TestSteps.SetUpTotp().With("123456", "Phone").FriendlyDeviceName, Is.EqualTo("Phone"));
        Assert.That(TestSteps.SetUpEmailMfa().With(" a@b.c ").Value.Reveal(), Is.EqualTo("a@b.c"));
        Assert.That(() => TestResults.TotpSetUp(accountName: ""), Throws.ArgumentException.With.Property("ParamName").EqualTo("accountName"));
        Assert.That(TestSteps.ChooseFirstFactor().With(FirstFactor.WebAuthn).Value.Reveal(), Is.EqualTo("WebAuthn"));
        Assert.That(() => TestSteps.ChooseFirstFactor([FirstFactor.Password]).With(FirstFactor.SmsOtp), Throws.ArgumentException);
        Assert.That(TestSteps.Passkey("{}").RequestOptions, Is.EqualTo("{}"));
        Assert.That(TestSteps.Passkey().With("{}").Value.Reveal(), Is.EqualTo("{}"));
        Assert.That(TestSteps.Passkey().AnotherFactor().Value.Reveal(), Is.EqualTo("SELECT_CHALLENGE"));
        Assert.That(TestSteps.CustomChallenge(new Dictionary<string, string> { ["riddle"] = "r" }).Parameters["riddle"], Is.EqualTo("r"));
        Assert.That(TestSteps.CustomChallenge().With(" a ").Value.Reveal(), Is.EqualTo(" a "), "an answer is the triggers' to read");
        SignInStep.Unknown unknown = TestSteps.Unknown("NEW_THING", new Dictionary<string, string> { ["a"] = "b" });
        Assert.That(unknown.ChallengeName, Is.EqualTo("NEW_THING"));
        Assert.That(unknown.Parameters["a"], Is.EqualTo("b"));
        Assert.That(() => TestSteps.Unknown(""), Throws.ArgumentException.With.Property("ParamName").EqualTo("challengeName"));
        Assert.That(() => TestSteps.Password(""), Throws.ArgumentException.With.Property("ParamName").EqualTo("username"));
    }

    [Test]
    public void Devices_and_sign_ups_have_their_results()
    {
        var device = new NewDevice { DeviceKey = "d", UserConfirmationNecessary = true };

        Assert.That(TestResults.SignedIn(newDevice: device).NewDevice, Is.SameAs(device));
        Assert.That(TestResults.SignedIn().NewDevice, Is.Null);
        Assert.That(TestResults.SignedIn(customState: "/albums").CustomState, Is.EqualTo("/albums"));
        Assert.That(TestResults.BrowserSignIn(flowToken: new Secret("flow")).FlowToken.Reveal(), Is.EqualTo("flow"));
        Assert.That(TestResults.BrowserSignIn().Url.Scheme, Is.EqualTo("https"));
        Assert.That(TestResults.AutoSignIn("bea").Username, Is.EqualTo("bea"));
        Assert.That(() => TestResults.AutoSignIn(""), Throws.ArgumentException.With.Property("ParamName").EqualTo("username"));
        Assert.That(new SignUpResult { AutoSignIn = TestResults.AutoSignIn() }.AutoSignIn, Is.Not.Null);
    }

    [Test]
    public void Passwords_attributes_and_accounts_have_their_results()
    {
        AuthSession session = TestSessions.SignedIn();
        UpdateAttributesResult updated = TestResults.AttributesUpdated(["name"], new Dictionary<string, string> { ["phone_number"] = "+***" }, session);

        Assert.That(TestResults.ResetCodeSent("x***").CodeDelivery!.Destination, Is.EqualTo("x***"));
        Assert.That(TestResults.PasswordReset().IsReset, Is.True);
        Assert.That(TestResults.PasswordReset(TestRejections.ExpiredCode()).Rejection!.Reason, Is.EqualTo(AuthErrorReason.ExpiredCode));
        Assert.That(TestResults.PasswordChanged().IsChanged, Is.True);
        Assert.That(TestResults.PasswordChanged(TestRejections.WeakPassword()).Rejection!.Reason, Is.EqualTo(AuthErrorReason.InvalidPassword));
        Assert.That((updated.IsDone, updated.Attributes["name"].IsUpdated, updated.Attributes["phone_number"].CodeDelivery!.Medium), Is.EqualTo((false, true, DeliveryMedium.Sms)));
        Assert.That(updated.Session, Is.SameAs(session));
        Assert.That(TestResults.AttributesUpdated(["name"]).IsDone, Is.True);
        Assert.That(TestResults.AttributeConfirmed().IsConfirmed, Is.True);
        Assert.That(TestResults.AttributeConfirmed(TestRejections.WrongCode()).Rejection!.Reason, Is.EqualTo(AuthErrorReason.WrongCode));
        Assert.That(TestResults.UserDeleted().IsSignedOut, Is.True);
        Assert.That(TestResults.UserDeleted(new AuthError()).IsSignedOut, Is.False);
        Assert.That(() => TestResults.AttributesUpdated(null!), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("updated"));
    }

    [TestCaseSource(nameof(Rejections))]
    public void Rejections_say_what_the_engine_says(Rejection rejection)
    {
        ServiceErrorRow row = ServiceErrorTable.Rows.First(r => r.Fits(rejection.Code!, rejection.Message));

        Assert.That((rejection.Reason, rejection.Suggestion), Is.EqualTo((row.Reason, row.Suggestion)));
    }

    [Test]
    public void A_cancelled_passkey_says_what_the_engine_says()
    {
        Rejection rejection = TestRejections.PasskeyCancelled();

        Assert.That((rejection.Reason, rejection.Message, rejection.Suggestion, rejection.Code), Is.EqualTo((PasskeyPrompt.Cancelled.Reason, PasskeyPrompt.Cancelled.Message, PasskeyPrompt.Cancelled.Suggestion, PasskeyPrompt.Cancelled.Code)));
    }

    [Test]
    public void Results_are_one_of_the_three_turns_of_a_sign_in()
    {
        AuthSession session = TestSessions.SignedIn();
        var key = SessionKey.New();
        Assert.That(TestResults.SignedIn().IsSignedIn, Is.True);
        Assert.That(TestResults.SignedIn(session, key).Session, Is.SameAs(session));
        Assert.That(TestResults.SignedIn(session, key).SessionKey, Is.SameAs(key));
        Assert.That(() => TestResults.SignedIn(TestSessions.Offline()), Throws.ArgumentException.With.Property("ParamName").EqualTo("session"));

        SignInStep step = TestSteps.TotpCode();
        var rejection = new Rejection { Reason = AuthErrorReason.WrongCode };
        Assert.That(TestResults.Next(step).NextStep, Is.SameAs(step));
        Assert.That(TestResults.Next(step).Rejection, Is.Null);
        Assert.That(TestResults.Next(step, rejection).Rejection, Is.SameAs(rejection));
        Assert.That(TestResults.WrongPassword("bea").NextStep, Is.TypeOf<SignInStep.Password>().With.Property("Username").EqualTo("bea"));
        Assert.That(TestResults.WrongPassword().Rejection!.Reason, Is.EqualTo(AuthErrorReason.WrongCredentials));
        Assert.That(() => TestResults.Next(null!), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("step"));

        Assert.That(TestResults.ConfirmSignUpFirst("bea").Detour, Is.TypeOf<Detour.ConfirmSignUp>().With.Property("Username").EqualTo("bea"));
        Assert.That(TestResults.ResetPasswordFirst("bea").Detour, Is.TypeOf<Detour.ResetPassword>().With.Property("Username").EqualTo("bea"));
        Assert.That(TestResults.ResetPasswordFirst().IsSignedIn, Is.False);
    }
}
