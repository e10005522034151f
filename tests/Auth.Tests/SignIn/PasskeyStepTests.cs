using Amplify.CognitoIdentityProvider;
using Amplify.CognitoIdentityProvider.Model;
using Amplify.Tests.Support;
using Moq;

namespace Amplify.Tests.SignIn;

/// <summary>Passkeys in a sign-in, over a service that does what the test says: the step, the authenticator, and ways out.</summary>
public sealed class PasskeyStepTests
{
    private const string Options = """{"challenge":"Y2hhbGxlbmdl","rpId":"example.com"}""";
    private const string Credential = """{"id":"AQ","type":"public-key"}""";
    private const string Session = "a-session-of-more-than-twenty-characters";

    private static readonly SignInOptions _passkey = new() { PreferredChallenge = FirstFactor.WebAuthn };

    [Test]
    public async Task Without_an_authenticator_a_passkey_is_a_step_for_a_browser()
    {
        await using var world = new MockWorld();
        Initiates(world, Challenge());
        RespondToAuthChallengeRequest? sent = null;
        Responds(world, request => sent = request, () => new RespondToAuthChallengeResponse { AuthenticationResult = world.Result() });

        var step = (SignInStep.Passkey)(await world.Auth.SignInAsync("ana", _passkey)).NextStep!;
        Assert.That(step.RequestOptions, Is.EqualTo(Options));
        SignInResult result = await world.Auth.ConfirmSignInAsync(step.With(Credential), new ConfirmSignInOptions { ClientMetadata = new Dictionary<string, string> { ["a"] = "b" } });

        Assert.That(result.IsSignedIn, Is.True);
        Assert.That((sent!.ChallengeName, sent.Session, sent.ChallengeResponses!["CREDENTIAL"], sent.ChallengeResponses["USERNAME"], sent.ClientMetadata!["a"]), Is.EqualTo((ChallengeNameType.WEB_AUTHN, Session, Credential, "ana", "b")));
    }

    [Test]
    public async Task An_authenticator_answers_by_itself()
    {
        var authenticator = ScriptedAuthenticator.Saying(Credential);
        await using var world = new MockWorld(passkeys: authenticator);
        Initiates(world, Challenge());
        Responds(world, _ => { }, () => new RespondToAuthChallengeResponse { AuthenticationResult = world.Result() });

        SignInResult result = await world.Auth.SignInAsync("ana", _passkey);

        Assert.That(result.IsSignedIn, Is.True);
        Assert.That(authenticator.Asked, Is.EqualTo(new[] { Options }));
    }

    [Test]
    public async Task A_person_who_cancels_chooses_another_factor_with_the_same_session()
    {
        await using var world = new MockWorld(passkeys: ScriptedAuthenticator.Saying(null));
        Initiates(world, new InitiateAuthResponse { ChallengeName = ChallengeNameType.SELECT_CHALLENGE, Session = Session, AvailableChallenges = ["WEB_AUTHN", "EMAIL_OTP", "PASSWORD_SRP"] });
        var sent = new List<RespondToAuthChallengeRequest>();
        Responds(world, sent.Add, () => sent.Count == 1
            ? new RespondToAuthChallengeResponse { ChallengeName = ChallengeNameType.WEB_AUTHN, Session = "second-session-of-more-than-20", ChallengeParameters = new() { ["CREDENTIAL_REQUEST_OPTIONS"] = Options } }
            : new RespondToAuthChallengeResponse { ChallengeName = ChallengeNameType.EMAIL_OTP, Session = Session });
        var choice = (SignInStep.ChooseFirstFactor)(await world.Auth.SignInAsync("ana", new SignInOptions { Flow = SignInFlow.UserAuth })).NextStep!;

        SignInResult cancelled = await world.Auth.ConfirmSignInAsync(choice.With(FirstFactor.WebAuthn));
        Assert.That(cancelled.Rejection?.Reason, Is.EqualTo(AuthErrorReason.Cancelled));
        var again = (SignInStep.ChooseFirstFactor)cancelled.NextStep!;
        Assert.That(again.Factors, Is.EqualTo(choice.Factors));
        SignInResult code = await world.Auth.ConfirmSignInAsync(((SignInStep.ChooseFirstFactor)world.Auth.Resume(world.Auth.Protect(again))).With(FirstFactor.EmailOtp));

        Assert.That(code.NextStep, Is.TypeOf<SignInStep.EmailCode>());
        Assert.That(sent.Select(r => (r.ChallengeName!.Value, r.ChallengeResponses!["ANSWER"], r.Session)), Is.EqualTo(new[]
        {
            ("SELECT_CHALLENGE", "WEB_AUTHN", Session), ("SELECT_CHALLENGE", "EMAIL_OTP", "second-session-of-more-than-20"),
        }));
    }

    [Test]
    public async Task A_service_that_takes_no_other_factor_with_that_session_is_asked_anew([Values] bool password)
    {
        await using var world = new MockWorld(passkeys: ScriptedAuthenticator.Saying(null));
        var initiated = new List<InitiateAuthRequest>();
        world.Client.Setup(c => c.InitiateAuthAsync(It.IsAny<InitiateAuthRequest>(), It.IsAny<CancellationToken>())).ReturnsAsync((InitiateAuthRequest request, CancellationToken _) =>
        {
            initiated.Add(request);
            return initiated.Count == 1
                ? new InitiateAuthResponse { ChallengeName = ChallengeNameType.SELECT_CHALLENGE, Session = Session, AvailableChallenges = ["WEB_AUTHN", "EMAIL_OTP", "PASSWORD"] }
                : password ? new InitiateAuthResponse { AuthenticationResult = world.Result() } : new InitiateAuthResponse { ChallengeName = ChallengeNameType.EMAIL_OTP, Session = Session };
        });
        int answers = 0;
        Responds(world, _ => { }, () => ++answers == 1
            ? new RespondToAuthChallengeResponse { ChallengeName = ChallengeNameType.WEB_AUTHN, Session = Session, ChallengeParameters = new() { ["CREDENTIAL_REQUEST_OPTIONS"] = Options } }
            : throw Refused.With("NotAuthorizedException", "Invalid session for the user."));
        var choice = (SignInStep.ChooseFirstFactor)(await world.Auth.SignInAsync("ana", new SignInOptions { Flow = SignInFlow.UserAuth })).NextStep!;
        var again = (SignInStep.ChooseFirstFactor)(await world.Auth.ConfirmSignInAsync(choice.With(FirstFactor.WebAuthn))).NextStep!;

        SignInResult result = await world.Auth.ConfirmSignInAsync(again.With(password ? FirstFactor.Password : FirstFactor.EmailOtp));
        if (password)
        {
            result = await world.Auth.ConfirmSignInAsync(((SignInStep.Password)result.NextStep!).With("Any-password-1"));
            Assert.That(result.IsSignedIn, Is.True);
        }
        else
        {
            Assert.That(result.NextStep, Is.TypeOf<SignInStep.EmailCode>());
        }

        Assert.That(initiated[1].AuthParameters!["PREFERRED_CHALLENGE"], Is.EqualTo(password ? "PASSWORD" : "EMAIL_OTP"));
    }

    [Test]
    public async Task A_preferred_passkey_that_is_cancelled_leads_to_the_choice_of_a_new_attempt()
    {
        await using var world = new MockWorld(passkeys: ScriptedAuthenticator.Saying(null));
        var initiated = new List<InitiateAuthRequest>();
        world.Client.Setup(c => c.InitiateAuthAsync(It.IsAny<InitiateAuthRequest>(), It.IsAny<CancellationToken>())).ReturnsAsync((InitiateAuthRequest request, CancellationToken _) =>
        {
            initiated.Add(request);
            return initiated.Count == 1 ? Challenge() : new InitiateAuthResponse { ChallengeName = ChallengeNameType.SELECT_CHALLENGE, Session = Session, AvailableChallenges = ["WEB_AUTHN", "PASSWORD"] };
        });

        SignInResult result = await world.Auth.SignInAsync("ana", _passkey);

        Assert.That(result.Rejection?.Reason, Is.EqualTo(AuthErrorReason.Cancelled));
        Assert.That(((SignInStep.ChooseFirstFactor)result.NextStep!).Factors, Is.EqualTo(new[] { FirstFactor.WebAuthn, FirstFactor.Password }));
        Assert.That(initiated[1].AuthParameters!.ContainsKey("PREFERRED_CHALLENGE"), Is.False);
    }

    [Test]
    public async Task A_browser_that_cancels_goes_on_by_the_step()
    {
        await using var world = new MockWorld();
        Initiates(world, new InitiateAuthResponse { ChallengeName = ChallengeNameType.WEB_AUTHN, Session = Session, AvailableChallenges = ["WEB_AUTHN", "SMS_OTP"], ChallengeParameters = new() { ["CREDENTIAL_REQUEST_OPTIONS"] = Options } });
        var step = (SignInStep.Passkey)(await world.Auth.SignInAsync("ana", _passkey)).NextStep!;

        SignInResult result = await world.Auth.ConfirmSignInAsync(step.AnotherFactor());

        Assert.That(((SignInStep.ChooseFirstFactor)result.NextStep!).Factors, Is.EqualTo(new[] { FirstFactor.WebAuthn, FirstFactor.SmsOtp }));
        Assert.That(result.Rejection, Is.Null);
    }

    [Test]
    public async Task An_authenticator_that_fails_leaves_the_step_to_the_application()
    {
        await using var world = new MockWorld(passkeys: new ScriptedAuthenticator((_, _) => throw new InvalidOperationException("The words of the authenticator.")));
        Initiates(world, Challenge());

        SignInResult result = await world.Auth.SignInAsync("ana", _passkey);

        Assert.That(result.Rejection?.Reason, Is.EqualTo(AuthErrorReason.ProviderFailed));
        Assert.That(result.Rejection!.Message, Does.Not.Contain("words of the authenticator"));
        Assert.That(((SignInStep.Passkey)result.NextStep!).RequestOptions, Is.EqualTo(Options));
    }

    [TestCase("no JSON at all")]
    [TestCase("[]")]
    public async Task An_authenticator_that_gives_no_credential_has_failed_and_nothing_is_sent(string credential)
    {
        await using var world = new MockWorld(passkeys: ScriptedAuthenticator.Saying(credential));
        Initiates(world, Challenge());

        SignInResult result = await world.Auth.SignInAsync("ana", _passkey);

        Assert.That(result.Rejection?.Reason, Is.EqualTo(AuthErrorReason.ProviderFailed));
        Assert.That(result.Rejection!.Message, Does.Not.Contain(credential));
        Assert.That(((SignInStep.Passkey)result.NextStep!).RequestOptions, Is.EqualTo(Options), "the session is not spent on it");
    }

    [Test]
    public async Task An_authenticators_own_cancellation_is_the_persons()
    {
        await using var world = new MockWorld(passkeys: new ScriptedAuthenticator((_, _) => throw new OperationCanceledException()));
        Initiates(world, new InitiateAuthResponse { ChallengeName = ChallengeNameType.WEB_AUTHN, Session = Session, AvailableChallenges = ["WEB_AUTHN", "PASSWORD"], ChallengeParameters = new() { ["CREDENTIAL_REQUEST_OPTIONS"] = Options } });

        Assert.That((await world.Auth.SignInAsync("ana", _passkey)).NextStep, Is.TypeOf<SignInStep.ChooseFirstFactor>());
    }

    [Test]
    public async Task A_caller_who_gives_up_does_not_wait_for_the_person()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var never = new TaskCompletionSource<string?>();
        await using var world = new MockWorld(passkeys: new ScriptedAuthenticator((_, _) =>
        {
            asked.SetResult();
            return new(never.Task);
        }));
        Initiates(world, Challenge());
        using var source = new CancellationTokenSource();
        Task<SignInResult> running = world.Auth.SignInAsync("ana", _passkey, source.Token);
        await asked.Task;

        await source.CancelAsync();

        Assert.That(async () => await running, Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task A_person_is_asked_once_per_call_even_by_a_service_that_goes_on_asking()
    {
        var authenticator = ScriptedAuthenticator.Saying(Credential);
        await using var world = new MockWorld(passkeys: authenticator);
        Initiates(world, Challenge());
        Responds(world, _ => { }, () => new RespondToAuthChallengeResponse { ChallengeName = ChallengeNameType.WEB_AUTHN, Session = Session, ChallengeParameters = new() { ["CREDENTIAL_REQUEST_OPTIONS"] = Options } });

        Assert.That((await world.Auth.SignInAsync("ana", _passkey)).NextStep, Is.TypeOf<SignInStep.Passkey>());
        Assert.That(authenticator.Asked, Has.Count.EqualTo(1));
    }

    [TestCase("</script><script>alert(1)</script>")]
    [TestCase("[]")]
    [TestCase("\"text\"")]
    [TestCase("{\"challenge\":\"x\"} trailing")]
    public async Task Options_that_are_no_JSON_object_reach_neither_page_nor_authenticator(string options)
    {
        var authenticator = ScriptedAuthenticator.Saying(Credential);
        await using var world = new MockWorld(passkeys: authenticator);
        Initiates(world, new InitiateAuthResponse { ChallengeName = ChallengeNameType.WEB_AUTHN, Session = Session, ChallengeParameters = new() { ["CREDENTIAL_REQUEST_OPTIONS"] = options } });

        AuthException? error = Assert.ThrowsAsync<AuthException>(() => world.Auth.SignInAsync("ana", _passkey));

        Assert.That(error!.Reason, Is.EqualTo(AuthErrorReason.InvalidResponse));
        Assert.That(authenticator.Asked, Is.Empty);
    }

    [Test]
    public async Task A_challenge_without_options_is_a_typed_error_and_one_of_unknown_factors_is_unknown()
    {
        await using var world = new MockWorld();
        Initiates(world, new InitiateAuthResponse { ChallengeName = ChallengeNameType.WEB_AUTHN, Session = Session });
        AuthException? error = Assert.ThrowsAsync<AuthException>(() => world.Auth.SignInAsync("ana", _passkey));
        Assert.That(error!.Reason, Is.EqualTo(AuthErrorReason.InvalidResponse));

        Initiates(world, new InitiateAuthResponse { ChallengeName = ChallengeNameType.SELECT_CHALLENGE, Session = Session, AvailableChallenges = ["RETINA", null!] });
        Assert.That((await world.Auth.SignInAsync("ana", _passkey)).NextStep, Is.TypeOf<SignInStep.Unknown>());
    }

    private static InitiateAuthResponse Challenge() => new()
    {
        ChallengeName = ChallengeNameType.WEB_AUTHN,
        Session = Session,
        AvailableChallenges = ["WEB_AUTHN"],
        ChallengeParameters = new() { ["CREDENTIAL_REQUEST_OPTIONS"] = Options },
    };

    private static void Initiates(MockWorld world, InitiateAuthResponse response) =>
        world.Client.Setup(c => c.InitiateAuthAsync(It.IsAny<InitiateAuthRequest>(), It.IsAny<CancellationToken>())).ReturnsAsync(response);

    private static void Responds(MockWorld world, Action<RespondToAuthChallengeRequest> see, Func<RespondToAuthChallengeResponse> answer) =>
        world.Client.Setup(c => c.RespondToAuthChallengeAsync(It.IsAny<RespondToAuthChallengeRequest>(), It.IsAny<CancellationToken>()))
            .Returns((RespondToAuthChallengeRequest request, CancellationToken _) =>
            {
                see(request);
                return Task.FromResult(answer());
            });
}
