using Amplify.CognitoIdentityProvider;
using Amplify.CognitoIdentityProvider.Model;
using Amplify.Emulator;
using Amplify.Tests.Support;
using Moq;

namespace Amplify.Tests.SignIn;

/// <summary>The steps: what they show, how they are answered, what happens to wrong and late answers.</summary>
public sealed class ChallengeTests
{
    [Test]
    public async Task A_temporary_password_is_changed([Values(SignInFlow.UserSrp, SignInFlow.UserPassword)] SignInFlow flow, [Values] bool clientSecret)
    {
        await using AuthWorld world = await AuthWorld.StartAsync(new AppClientSettings { GenerateSecret = clientSecret });
        world.User.SetTemporaryPassword("Temp-Horse-1!");
        Auth auth = world.NewAuth(o => o.SignInFlow = flow);

        SignInResult first = await auth.SignInAsync("ana", "Temp-Horse-1!");
        var step = (SignInStep.NewPassword)first.NextStep!;
        Assert.That(step.UserAttributes["email"], Is.EqualTo("ana@example.com"));
        Assert.That(step.MissingAttributes, Is.Empty);

        SignInResult weak = await auth.ConfirmSignInAsync(step.With("weak"));
        Assert.That(weak.Rejection?.Reason, Is.EqualTo(AuthErrorReason.InvalidPassword));
        Assert.That(weak.Rejection!.Message, Does.Contain("policy"));

        SignInResult done = await auth.ConfirmSignInAsync(((SignInStep.NewPassword)weak.NextStep!).With("New-Horse-22!"));
        Assert.That(done.IsSignedIn, Is.True);
        await auth.SignOutAsync();
        Assert.That((await auth.SignInAsync("ana", "New-Horse-22!")).IsSignedIn, Is.True);
    }

    [Test]
    public async Task Missing_attributes_are_named_and_sent_along()
    {
        await using AuthWorld world = await AuthWorld.StartAsync(pool: new UserPoolSettings { RequiredAttributes = ["email", "family_name"] });
        world.User.SetTemporaryPassword("Temp-Horse-1!");
        Auth auth = world.NewAuth();

        var step = (SignInStep.NewPassword)(await auth.SignInAsync("ana", "Temp-Horse-1!")).NextStep!;
        Assert.That(step.MissingAttributes, Is.EqualTo(new[] { "family_name" }));
        Assert.That(() => step.With("New-Horse-22!"), Throws.ArgumentException.With.Message.Contains("family_name"));
        Assert.That(() => step.With("New-Horse-22!", new Dictionary<string, string> { ["family_name"] = null! }), Throws.ArgumentException.With.Message.Contains("family_name"));

        SignInResult done = await auth.ConfirmSignInAsync(step.With("New-Horse-22!", new Dictionary<string, string> { ["family_name"] = "Lima" }));
        Assert.That(done.Session?.User?.FindFirst("family_name"), Is.EqualTo("Lima"));
    }

    [TestCase("SMS")]
    [TestCase("EMAIL")]
    public async Task A_code_that_was_sent_signs_in_after_a_wrong_one(string factor)
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        if (factor == "SMS")
        {
            world.User.EnableSmsMfa("+15555550123");
        }
        else
        {
            world.User.EnableEmailMfa();
        }

        Auth auth = world.NewAuth();
        SignInResult first = await auth.SignInAsync("ana", AuthWorld.Password);
        CodeDelivery delivery = first.NextStep switch
        {
            SignInStep.SmsCode sms => sms.Delivery,
            SignInStep.EmailCode email => email.Delivery,
            _ => throw new AssertionException($"unexpected step {first.NextStep?.Name}"),
        };
        Assert.That(delivery.Medium, Is.EqualTo(factor == "SMS" ? DeliveryMedium.Sms : DeliveryMedium.Email));
        Assert.That(delivery.Destination, Is.EqualTo(factor == "SMS" ? "+*******0123" : "a***@e***"));
        string code = world.Cognito.Outbox.LatestCode("ana");

        SignInResult wrong = await auth.ConfirmSignInAsync(Answer(first.NextStep, Other(code)));
        Assert.That(wrong.Rejection?.Reason, Is.EqualTo(AuthErrorReason.WrongCode));
        Assert.That(wrong.NextStep?.Name, Is.EqualTo(first.NextStep.Name));

        SignInResult done = await auth.ConfirmSignInAsync(Answer(wrong.NextStep!, code));
        Assert.That(done.IsSignedIn, Is.True);
    }

    [Test]
    public async Task An_authenticator_code_signs_in_once([Values] bool clientSecret)
    {
        await using AuthWorld world = await AuthWorld.StartAsync(new AppClientSettings { GenerateSecret = clientSecret });
        world.User.EnableTotpMfa();
        Auth auth = world.NewAuth();

        var step = (SignInStep.TotpCode)(await auth.SignInAsync("ana", AuthWorld.Password)).NextStep!;
        Assert.That(step.FriendlyDeviceName, Is.Null, "the service sends an empty text for an app without a name");
        string code = world.User.CurrentTotpCode();
        SignInResult wrong = await auth.ConfirmSignInAsync(step.With(Other(code)));
        Assert.That(wrong.Rejection?.Reason, Is.EqualTo(AuthErrorReason.WrongCode));
        Assert.That((await auth.ConfirmSignInAsync(step.With(code))).IsSignedIn, Is.True);

        await auth.SignOutAsync();
        var second = (SignInStep.TotpCode)(await auth.SignInAsync("ana", AuthWorld.Password)).NextStep!;
        SignInResult used = await auth.ConfirmSignInAsync(second.With(code));
        Assert.That(used.Rejection?.Reason, Is.EqualTo(AuthErrorReason.ExpiredCode), "each code works once");
    }

    [Test]
    public async Task An_alias_is_remembered_by_its_user_name_through_a_challenge_that_does_not_repeat_it([Values] bool clientSecret)
    {
        await using AuthWorld world = await AuthWorld.StartAsync(new AppClientSettings { GenerateSecret = clientSecret }, new UserPoolSettings { AliasAttributes = ["email"] });
        world.User.EnableEmailMfa();
        Auth auth = world.NewAuth();

        var step = (SignInStep.EmailCode)(await auth.SignInAsync("ana@example.com", AuthWorld.Password)).NextStep!;
        Assert.That(step.Username, Is.EqualTo("ana"));
        SignInResult result = await auth.ConfirmSignInAsync(step.With(world.Cognito.Outbox.LatestCode("ana")));

        Assert.That(result.IsSignedIn, Is.True);
        Assert.That((string?)world.Cognito.Requests.All[^1].Body?["ChallengeResponses"]?["USERNAME"] ?? "ana", Is.EqualTo("ana"));
    }

    [Test]
    public async Task Blanks_around_a_pasted_code_do_not_count()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth auth = world.NewAuth();
        await auth.SignUpAsync("ben", AuthWorld.Password, new SignUpOptions { UserAttributes = new Dictionary<string, string> { ["email"] = "ben@example.com" } });
        Assert.That((await auth.ConfirmSignUpAsync("ben", $" {world.Cognito.Outbox.LatestCode("ben")}\n")).IsConfirmed, Is.True);
        world.User.EnableTotpMfa();
        var step = (SignInStep.TotpCode)(await auth.SignInAsync("ana", AuthWorld.Password)).NextStep!;

        Assert.That((await auth.ConfirmSignInAsync(step.With($"{world.User.CurrentTotpCode()} "))).IsSignedIn, Is.True);
        Assert.That(() => step.With("  "), Throws.ArgumentException);
        Assert.That(async () => await auth.ConfirmSignUpAsync("ben", "  "), Throws.ArgumentException);
    }

    [Test]
    public async Task Attributes_that_are_no_texts_do_not_stop_a_password_change()
    {
        await using var world = new MockWorld();
        world.Client.Setup(c => c.InitiateAuthAsync(It.IsAny<InitiateAuthRequest>(), It.IsAny<CancellationToken>())).ReturnsAsync(new InitiateAuthResponse
        {
            ChallengeName = ChallengeNameType.NEW_PASSWORD_REQUIRED,
            Session = "a-session-of-more-than-twenty-characters",
            ChallengeParameters = new Dictionary<string, string> { ["userAttributes"] = """{"email":"a@b.c","email_verified":true,"custom:n":7,"x":null}""" },
        });

        var step = (SignInStep.NewPassword)(await world.Auth.SignInAsync("ana", "Any-password-1")).NextStep!;

        Assert.That(step.UserAttributes, Is.EquivalentTo(new Dictionary<string, string> { ["email"] = "a@b.c", ["email_verified"] = "true", ["custom:n"] = "7", ["x"] = "null" }));
    }

    [Test]
    public async Task A_late_answer_ends_the_flow()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        world.User.EnableTotpMfa();
        Auth auth = world.NewAuth();
        var step = (SignInStep.TotpCode)(await auth.SignInAsync("ana", AuthWorld.Password)).NextStep!;

        world.Clock.Advance(TimeSpan.FromMinutes(4));

        AuthException? error = Assert.ThrowsAsync<AuthException>(() => auth.ConfirmSignInAsync(step.With(world.User.CurrentTotpCode())));
        Assert.That(error!.Reason, Is.EqualTo(AuthErrorReason.SignInExpired));
        Assert.That(error.Suggestion, Does.Contain("again"));
    }

    [Test]
    public async Task A_step_answered_twice_ends_the_flow_and_not_the_session()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        world.User.EnableEmailMfa();
        Auth auth = world.NewAuth();
        var step = (SignInStep.EmailCode)(await auth.SignInAsync("ana", AuthWorld.Password)).NextStep!;
        string code = world.Cognito.Outbox.LatestCode("ana");
        await auth.ConfirmSignInAsync(step.With(code));

        AuthException? error = Assert.ThrowsAsync<AuthException>(() => auth.ConfirmSignInAsync(step.With(code)));

        Assert.That(error!.Reason, Is.EqualTo(AuthErrorReason.SignInExpired));
        Assert.That((await auth.CurrentSessionAsync()).IsSignedIn, Is.True);
    }

    [Test]
    public async Task An_answered_challenge_is_never_sent_twice([Values(FaultKind.Cut, FaultKind.InternalError, FaultKind.Throttle)] FaultKind kind)
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        world.User.EnableEmailMfa();
        Auth auth = world.NewAuth();
        var step = (SignInStep.EmailCode)(await auth.SignInAsync("ana", AuthWorld.Password)).NextStep!;
        world.Cognito.Requests.Clear();
        world.Cognito.Faults.Add(new Fault { Operation = "RespondToAuthChallenge", Kind = kind, Phase = FaultPhase.After });

        AuthException? error = Assert.ThrowsAsync<AuthException>(() => auth.ConfirmSignInAsync(step.With(world.Cognito.Outbox.LatestCode("ana"))));

        Assert.That(error!.IsTransient, Is.True);
        Assert.That(world.Cognito.Requests.Count("RespondToAuthChallenge"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_challenge_nobody_knows_is_a_step()
    {
        await using var world = new MockWorld();
        world.Client.Setup(c => c.InitiateAuthAsync(It.IsAny<InitiateAuthRequest>(), It.IsAny<CancellationToken>())).ReturnsAsync(new InitiateAuthResponse
        {
            ChallengeName = new ChallengeNameType("RETINA_SCAN"),
            Session = "a-session-of-more-than-twenty-characters",
            ChallengeParameters = new Dictionary<string, string> { ["EYE"] = "left" },
        });

        SignInResult result = await world.Auth.SignInAsync("ana", "Any-password-1");

        var step = (SignInStep.Unknown)result.NextStep!;
        Assert.That(step.ChallengeName, Is.EqualTo("RETINA_SCAN"));
        Assert.That(step.Parameters["EYE"], Is.EqualTo("left"));
    }

    [Test]
    public async Task An_answer_with_neither_tokens_nor_a_challenge_is_typed()
    {
        await using var world = new MockWorld();
        foreach (InitiateAuthResponse response in new[]
        {
            new InitiateAuthResponse(),
            new InitiateAuthResponse { AuthenticationResult = new AuthenticationResultType { AccessToken = "a" } },
            new InitiateAuthResponse { ChallengeName = ChallengeNameType.NEW_PASSWORD_REQUIRED, ChallengeParameters = new Dictionary<string, string> { ["requiredAttributes"] = "not json" } },
            new InitiateAuthResponse { AuthenticationResult = world.Result(), ChallengeName = ChallengeNameType.SMS_MFA },
        })
        {
            world.Client.Setup(c => c.InitiateAuthAsync(It.IsAny<InitiateAuthRequest>(), It.IsAny<CancellationToken>())).ReturnsAsync(response);
            AuthException? error = Assert.ThrowsAsync<AuthException>(() => world.Auth.SignInAsync("ana", "Any-password-1"));
            Assert.That(error!.Reason, Is.EqualTo(AuthErrorReason.InvalidResponse));
            Assert.That((await world.Auth.CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.SignedOut));
        }
    }

    [Test]
    public async Task A_list_of_missing_attributes_with_a_hole_in_it_names_the_others()
    {
        await using var world = new MockWorld();
        world.Client.Setup(c => c.InitiateAuthAsync(It.IsAny<InitiateAuthRequest>(), It.IsAny<CancellationToken>())).ReturnsAsync(new InitiateAuthResponse
        {
            ChallengeName = ChallengeNameType.NEW_PASSWORD_REQUIRED,
            Session = "a session of more than twenty characters",
            ChallengeParameters = new Dictionary<string, string> { ["requiredAttributes"] = "[null,\"userAttributes.name\"]" },
        });

        SignInResult result = await world.Auth.SignInAsync("ana", "Any-password-1");

        Assert.That(((SignInStep.NewPassword)result.NextStep!).MissingAttributes, Is.EqualTo(new[] { "name" }));
    }

    private static SignInAnswer Answer(SignInStep step, string code) => step switch
    {
        SignInStep.SmsCode sms => sms.With(code),
        SignInStep.EmailCode email => email.With(code),
        _ => throw new AssertionException($"unexpected step {step.Name}"),
    };

    /// <summary>A code that is certainly another one.</summary>
    private static string Other(string code) => string.Concat(code.Select(c => c == '9' ? '0' : (char)(c + 1)));
}
