using Amplify.Emulator;
using Amplify.Tests.Support;

namespace Amplify.Tests.SignIn;

/// <summary>USER_AUTH: a preferred factor, a choice, every factor but passkeys, and wrong turns.</summary>
public sealed class FirstFactorTests
{
    private static readonly SignInOptions _choose = new() { Flow = SignInFlow.UserAuth };

    [Test]
    public async Task A_user_chooses_a_code_by_email_and_signs_in_without_a_password([Values] bool clientSecret)
    {
        await using AuthWorld world = await AuthWorld.StartAsync(new AppClientSettings { GenerateSecret = clientSecret });
        Auth auth = world.NewAuth();

        var choice = (SignInStep.ChooseFirstFactor)(await auth.SignInAsync("ana", _choose)).NextStep!;
        Assert.That(choice.Factors, Is.EquivalentTo(new[] { FirstFactor.PasswordSrp, FirstFactor.Password, FirstFactor.EmailOtp }));
        Assert.That(() => choice.With(FirstFactor.SmsOtp), Throws.ArgumentException.With.Message.Contains("EmailOtp"));

        var code = (SignInStep.EmailCode)(await auth.ConfirmSignInAsync(choice.With(FirstFactor.EmailOtp))).NextStep!;
        Assert.That(code.Delivery.Destination, Is.EqualTo("a***@e***"));
        SignInResult wrong = await auth.ConfirmSignInAsync(code.With("00000000"));
        Assert.That(wrong.Rejection?.Reason, Is.EqualTo(AuthErrorReason.WrongCode));

        SignInResult done = await auth.ConfirmSignInAsync(((SignInStep.EmailCode)wrong.NextStep!).With(world.Cognito.Outbox.LatestCode("ana")));
        Assert.That(done.IsSignedIn, Is.True);
        Assert.That(done.Session!.User!.Username, Is.EqualTo("ana"));
    }

    [TestCase(FirstFactor.EmailOtp)]
    [TestCase(FirstFactor.SmsOtp)]
    public async Task A_preferred_code_is_sent_at_once(FirstFactor factor)
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        world.User.SetAttribute("phone_number", "+15555550123");
        world.User.SetAttribute("phone_number_verified", "true");
        Auth auth = world.NewAuth();

        SignInResult first = await auth.SignInAsync("ana", new SignInOptions { PreferredChallenge = factor });
        SignInAnswer answer = first.NextStep switch
        {
            SignInStep.EmailCode email when factor == FirstFactor.EmailOtp => email.With(world.Cognito.Outbox.LatestCode("ana")),
            SignInStep.SmsCode sms when factor == FirstFactor.SmsOtp && sms.Delivery.Medium == DeliveryMedium.Sms => sms.With(world.Cognito.Outbox.LatestCode("ana")),
            _ => throw new AssertionException($"unexpected step {first.NextStep?.Name}"),
        };

        Assert.That((await auth.ConfirmSignInAsync(answer)).IsSignedIn, Is.True);
        string name = factor == FirstFactor.EmailOtp ? "EMAIL_OTP" : "SMS_OTP";
        Assert.That(Wire.Path(world.Cognito), Is.EqualTo(new[] { "USER_AUTH", name }));
        Assert.That(Wire.Parameter(Wire.Of(world.Cognito, "InitiateAuth").First(), "PREFERRED_CHALLENGE"), Is.EqualTo(name));
    }

    [Test]
    public async Task A_chosen_password_is_asked_for_and_proved([Values(FirstFactor.Password, FirstFactor.PasswordSrp)] FirstFactor factor, [Values] bool clientSecret)
    {
        await using AuthWorld world = await AuthWorld.StartAsync(new AppClientSettings { GenerateSecret = clientSecret });
        Auth auth = world.NewAuth();
        var choice = (SignInStep.ChooseFirstFactor)(await auth.SignInAsync("ana", _choose)).NextStep!;
        world.Cognito.Requests.Clear();

        var password = (SignInStep.Password)(await auth.ConfirmSignInAsync(choice.With(factor))).NextStep!;
        Assert.That(world.Cognito.Requests.All, Is.Empty, "choosing a password makes no call");
        Assert.That((await auth.ConfirmSignInAsync(password.With(AuthWorld.Password))).IsSignedIn, Is.True);

        string[] path = factor == FirstFactor.Password ? ["SELECT_CHALLENGE"] : ["SELECT_CHALLENGE", "PASSWORD_VERIFIER"];
        Assert.That(Wire.Path(world.Cognito), Is.EqualTo(path));
        Assert.That(Wire.Parameter(Wire.Of(world.Cognito, "RespondToAuthChallenge").First(), "PASSWORD") is not null, Is.EqualTo(factor == FirstFactor.Password));
    }

    [Test]
    public async Task After_a_password_was_chosen_another_factor_can_still_be()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth auth = world.NewAuth();
        var choice = (SignInStep.ChooseFirstFactor)(await auth.SignInAsync("ana", _choose)).NextStep!;
        await auth.ConfirmSignInAsync(choice.With(FirstFactor.PasswordSrp));

        SignInResult other = await auth.ConfirmSignInAsync(choice.With(FirstFactor.EmailOtp));

        Assert.That(other.NextStep, Is.TypeOf<SignInStep.EmailCode>());
    }

    [Test]
    public async Task A_wrong_password_after_a_choice_is_asked_for_again_in_a_new_attempt([Values(FirstFactor.Password, FirstFactor.PasswordSrp)] FirstFactor factor)
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth auth = world.NewAuth();
        var choice = (SignInStep.ChooseFirstFactor)(await auth.SignInAsync("ana", _choose)).NextStep!;
        var password = (SignInStep.Password)(await auth.ConfirmSignInAsync(choice.With(factor))).NextStep!;

        SignInResult wrong = await auth.ConfirmSignInAsync(password.With("Wrong-Horse-7!"));
        Assert.That(wrong.Rejection?.Reason, Is.EqualTo(AuthErrorReason.WrongCredentials));
        world.Cognito.Requests.Clear();

        Assert.That((await auth.ConfirmSignInAsync(((SignInStep.Password)wrong.NextStep!).With(AuthWorld.Password))).IsSignedIn, Is.True);
        Assert.That(Wire.Parameter(Wire.Of(world.Cognito, "InitiateAuth").First(), "PREFERRED_CHALLENGE"), Is.EqualTo(factor == FirstFactor.Password ? "PASSWORD" : "PASSWORD_SRP"));
    }

    [Test]
    public async Task A_password_given_at_once_is_proved_by_the_preferred_means([Values(null, FirstFactor.Password, FirstFactor.PasswordSrp)] FirstFactor? factor, [Values] bool clientSecret)
    {
        await using AuthWorld world = await AuthWorld.StartAsync(new AppClientSettings { GenerateSecret = clientSecret });
        Auth auth = world.NewAuth(o => o.SignInFlow = SignInFlow.UserAuth);

        SignInResult result = await auth.SignInAsync("ana", AuthWorld.Password, new SignInOptions { PreferredChallenge = factor });

        Assert.That(result.IsSignedIn, Is.True);
        Assert.That(Wire.Path(world.Cognito), Is.EqualTo(factor == FirstFactor.Password ? ["USER_AUTH"] : new[] { "USER_AUTH", "PASSWORD_VERIFIER" }));
    }

    [Test]
    public async Task A_preferred_password_is_asked_for_before_anything_is_sent([Values(FirstFactor.Password, FirstFactor.PasswordSrp)] FirstFactor factor)
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth auth = world.NewAuth();

        var step = (SignInStep.Password)(await auth.SignInAsync("ana", new SignInOptions { PreferredChallenge = factor })).NextStep!;

        Assert.That(world.Cognito.Requests.All, Is.Empty);
        Assert.That((await auth.ConfirmSignInAsync(step.With(AuthWorld.Password))).IsSignedIn, Is.True);
    }

    [Test]
    public async Task A_preferred_factor_the_user_does_not_have_leads_to_the_choice()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();

        SignInResult result = await world.NewAuth().SignInAsync("ana", new SignInOptions { PreferredChallenge = FirstFactor.SmsOtp });

        Assert.That(result.NextStep, Is.TypeOf<SignInStep.ChooseFirstFactor>());
    }

    [Test]
    public async Task The_configured_preference_counts_where_the_call_says_nothing()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth auth = world.NewAuth(o =>
        {
            o.SignInFlow = SignInFlow.UserAuth;
            o.PreferredChallenge = FirstFactor.EmailOtp;
        });

        Assert.That((await auth.SignInAsync("ana")).NextStep, Is.TypeOf<SignInStep.EmailCode>());
        Assert.That((await auth.SignInAsync("ana", AuthWorld.Password)).IsSignedIn, Is.True, "with a password at hand the password is proved");
    }

    [Test]
    public async Task A_flow_that_needs_a_password_asks_for_it_without_a_call([Values(SignInFlow.UserSrp, SignInFlow.UserPassword)] SignInFlow flow)
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth auth = world.NewAuth(o => o.SignInFlow = flow);

        var step = (SignInStep.Password)(await auth.SignInAsync("ana")).NextStep!;

        Assert.That(world.Cognito.Requests.All, Is.Empty);
        Assert.That((await auth.ConfirmSignInAsync(step.With(AuthWorld.Password))).IsSignedIn, Is.True);
    }

    [Test]
    public async Task A_factor_the_configuration_says_is_disabled_is_refused_before_a_call()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth auth = world.NewAuth(o => o.FirstFactors = [FirstFactor.Password, FirstFactor.PasswordSrp, FirstFactor.EmailOtp]);

        AuthException? error = Assert.ThrowsAsync<AuthException>(() => auth.SignInAsync("ana", new SignInOptions { PreferredChallenge = FirstFactor.WebAuthn }));

        Assert.That(error!.Reason, Is.EqualTo(AuthErrorReason.FactorDisabled));
        Assert.That(error.Message, Does.Contain("WebAuthn").And.Contain("EmailOtp"));
        Assert.That(world.Cognito.Requests.All, Is.Empty);
        Assert.That((await auth.SignInAsync("ana", new SignInOptions { PreferredChallenge = FirstFactor.EmailOtp })).NextStep, Is.TypeOf<SignInStep.EmailCode>());
    }

    [Test]
    public async Task Options_that_contradict_each_other_are_refused_before_a_call()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth auth = world.NewAuth();
        Func<Task>[] calls =
        [
            () => auth.SignInAsync("ana", "p", new SignInOptions { Flow = SignInFlow.Custom }),
            () => auth.SignInAsync("ana", "p", new SignInOptions { PreferredChallenge = FirstFactor.EmailOtp }),
            () => auth.SignInAsync("ana", new SignInOptions { Flow = SignInFlow.UserSrp, PreferredChallenge = FirstFactor.EmailOtp }),
            () => auth.SignInAsync("ana", new SignInOptions { PreferredChallenge = (FirstFactor)77 }),
            () => auth.SignInAsync("ana", new SignInOptions { Flow = (SignInFlow)77 }),
        ];

        foreach (Func<Task> call in calls)
        {
            ArgumentException? error = Assert.ThrowsAsync<ArgumentException>(() => call());
            Assert.That(error!.ParamName, Is.EqualTo("options"));
        }

        Assert.That(world.Cognito.Requests.All, Is.Empty);
    }

    [Test]
    public async Task An_unconfirmed_user_is_sent_on_a_detour()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth auth = world.NewAuth();
        await auth.SignUpAsync("ben", new SignUpOptions { UserAttributes = new Dictionary<string, string> { ["email"] = "ben@example.com" } });

        SignInResult result = await auth.SignInAsync("ben", _choose);

        Assert.That(result.Detour, Is.TypeOf<Detour.ConfirmSignUp>());
    }

    [Test]
    public async Task Somebody_who_is_signed_in_stays_unless_replaced()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth auth = await world.SignedInAsync();

        AuthException? error = Assert.ThrowsAsync<AuthException>(() => auth.SignInAsync("ana", _choose));
        Assert.That(error!.Reason, Is.EqualTo(AuthErrorReason.AlreadySignedIn));
        Assert.That(world.Cognito.Requests.All, Is.Empty);
    }

    [Test]
    public async Task A_client_that_does_not_allow_the_flow_says_so()
    {
        await using AuthWorld world = await AuthWorld.StartAsync(new AppClientSettings { ExplicitAuthFlows = ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"] });

        AuthException? error = Assert.ThrowsAsync<AuthException>(() => world.NewAuth().SignInAsync("ana", _choose));

        Assert.That(error!.Reason, Is.EqualTo(AuthErrorReason.AppClientMisconfigured));
    }

    [Test]
    public async Task A_second_factor_follows_a_first_one_where_the_pool_says_so()
    {
        await using AuthWorld world = await AuthWorld.StartAsync(unsettled: new UnsettledBehaviour { PasswordlessMfa = PasswordlessMfa.Follows });
        world.User.EnableTotpMfa();
        Auth auth = world.NewAuth();

        var code = (SignInStep.EmailCode)(await auth.SignInAsync("ana", new SignInOptions { PreferredChallenge = FirstFactor.EmailOtp })).NextStep!;
        var totp = (SignInStep.TotpCode)(await auth.ConfirmSignInAsync(code.With(world.Cognito.Outbox.LatestCode("ana")))).NextStep!;

        Assert.That((await auth.ConfirmSignInAsync(totp.With(world.User.CurrentTotpCode()))).IsSignedIn, Is.True);
    }

    [Test]
    public async Task An_alias_chooses_and_signs_in([Values] bool clientSecret)
    {
        await using AuthWorld world = await AuthWorld.StartAsync(new AppClientSettings { GenerateSecret = clientSecret }, new UserPoolSettings { AliasAttributes = ["email"] });
        Auth auth = world.NewAuth();
        var choice = (SignInStep.ChooseFirstFactor)(await auth.SignInAsync("ana@example.com", _choose)).NextStep!;
        var code = (SignInStep.EmailCode)(await auth.ConfirmSignInAsync(choice.With(FirstFactor.EmailOtp))).NextStep!;

        SignInResult result = await auth.ConfirmSignInAsync(code.With(world.Cognito.Outbox.LatestCode("ana")));

        Assert.That(result.Session?.User?.Username, Is.EqualTo("ana"));
    }
}
