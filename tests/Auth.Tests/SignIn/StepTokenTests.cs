using Amplify.Emulator;
using Amplify.Sessions;
using Amplify.Testing;
using Amplify.Tests.Support;

namespace Amplify.Tests.SignIn;

/// <summary>Steps that travel: over requests, nodes and restarts, and to nobody else.</summary>
public sealed class StepTokenTests
{
    [Test]
    public async Task A_step_goes_on_in_another_engine()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        world.User.EnableEmailMfa();
        Auth first = world.NewAuth();
        SignInStep step = (await first.SignInAsync("ana", AuthWorld.Password)).NextStep!;
        string token = first.Protect(step);
        await first.DisposeAsync();

        Auth second = world.NewAuth();
        var resumed = (SignInStep.EmailCode)second.Resume(token);
        Assert.That(resumed.Delivery.Destination, Is.EqualTo("a***@e***"));
        Assert.That(resumed.Username, Is.EqualTo("ana"));
        SignInResult result = await second.ConfirmSignInAsync(resumed.With(world.Cognito.Outbox.LatestCode("ana")));

        Assert.That(result.IsSignedIn, Is.True);
    }

    [Test]
    public async Task Every_kind_of_step_travels()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth auth = world.NewAuth();
        foreach (SignInStep step in new SignInStep[]
        {
            TestSteps.Password(), TestSteps.SmsCode(), TestSteps.EmailCode(), TestSteps.TotpCode("My phone"),
            TestSteps.NewPassword(["family_name"]), TestSteps.Unknown("RETINA_SCAN"), TestSteps.ChooseMfa([MfaMethod.Email, MfaMethod.Sms]),
            TestSteps.ChooseMfaToSetUp(), TestSteps.SetUpTotp(), TestSteps.SetUpEmailMfa(),
            TestSteps.ChooseFirstFactor(), TestSteps.Passkey(), TestSteps.CustomChallenge(new Dictionary<string, string> { ["riddle"] = "what?" }),
        })
        {
            SignInStep resumed = auth.Resume(auth.Protect(step));
            Assert.That(resumed.GetType(), Is.EqualTo(step.GetType()));
            Assert.That(resumed.Username, Is.EqualTo(step.Username));
            Assert.That(Shown(resumed), Is.EqualTo(Shown(step)));
        }
    }

    [Test]
    public async Task A_token_says_nothing_and_fits_a_form_field()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        world.User.EnableEmailMfa();
        Auth auth = world.NewAuth();
        SignInStep step = (await auth.SignInAsync("ana", AuthWorld.Password)).NextStep!;

        string token = auth.Protect(step);

        Assert.That(token, Does.Match("^[A-Za-z0-9_-]+$"));
        Assert.That(token, Has.Length.LessThan(5000));
        Assert.That(auth.Protect(step), Is.Not.EqualTo(token), "a fresh nonce each time");
    }

    [Test]
    public async Task A_changed_token_is_refused()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth auth = world.NewAuth();
        string token = auth.Protect(TestSteps.TotpCode());
        for (int i = 0; i < token.Length; i += 7)
        {
            char other = token[i] == 'A' ? 'B' : 'A';
            AssertRefused(() => auth.Resume($"{token[..i]}{other}{token[(i + 1)..]}"));
        }

        AssertRefused(() => auth.Resume(token[..^4]));
        AssertRefused(() => auth.Resume("AAAA"));
        AssertRefused(() => auth.Resume("not base64url at all!"));
        AssertRefused(() => auth.Resume(new string('A', 10_000_000)));
    }

    [Test]
    public async Task A_token_works_for_its_own_binding_pool_client_and_purpose_only()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth auth = world.NewAuth();
        SignInStep step = TestSteps.TotpCode();
        string bound = auth.Protect(step, new ProtectOptions { Binding = "visitor-1" });

        Assert.That(auth.Resume(bound, new ProtectOptions { Binding = "visitor-1" }), Is.TypeOf<SignInStep.TotpCode>());
        AssertRefused(() => auth.Resume(bound, new ProtectOptions { Binding = "visitor-2" }));
        AssertRefused(() => auth.Resume(bound));
        AssertRefused(() => auth.Resume(auth.Protect(step), new ProtectOptions { Binding = "visitor-1" }));

        Auth otherClient = world.NewAuth(o => o.UserPoolClientId = world.Pool.AddClient().Id);
        AssertRefused(() => otherClient.Resume(auth.Protect(step)));
        Auth otherPool = world.NewAuth(o => o.UserPoolId = world.Cognito.AddUserPool().Id);
        AssertRefused(() => otherPool.Resume(auth.Protect(step)));

        await world.SignedInAsync();
        StoredDocument session = (await world.Store.ReadAsync(TestKeys.SingleUser(world)))!;
        AssertRefused(() => auth.Resume(Convert.ToBase64String(session.Content.Span).TrimEnd('=').Replace('+', '-').Replace('/', '_')));
    }

    [Test]
    public async Task A_token_lives_as_long_as_the_longest_sign_in()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth auth = world.NewAuth();
        string token = auth.Protect(TestSteps.TotpCode());

        world.Clock.Advance(TimeSpan.FromMinutes(15));
        Assert.That(auth.Resume(token), Is.Not.Null);
        world.Clock.Advance(TimeSpan.FromSeconds(2));
        AssertRefused(() => auth.Resume(token));
    }

    private static string Shown(SignInStep step) => step switch
    {
        SignInStep.SmsCode sms => sms.Delivery.Destination,
        SignInStep.EmailCode email => email.Delivery.Destination,
        SignInStep.TotpCode totp => totp.FriendlyDeviceName ?? "",
        SignInStep.NewPassword change => string.Join(",", change.MissingAttributes) + string.Join(",", change.UserAttributes),
        SignInStep.ChooseMfa choice => string.Join(",", choice.Methods),
        SignInStep.ChooseMfaToSetUp choice => string.Join(",", choice.Methods),
        SignInStep.ChooseFirstFactor choice => string.Join(",", choice.Factors),
        SignInStep.Passkey passkey => passkey.RequestOptions,
        SignInStep.CustomChallenge riddle => string.Join(",", riddle.Parameters),
        SignInStep.SetUpTotp totp => totp.Totp.GetUri("Acme").Reveal(),
        SignInStep.Unknown unknown => unknown.ChallengeName + string.Join(",", unknown.Parameters),
        _ => "",
    };

    private static void AssertRefused(Action resume)
    {
        AuthException? error = Assert.Throws<AuthException>(() => resume());
        Assert.That(error!.Reason, Is.EqualTo(AuthErrorReason.InvalidStepToken));
        Assert.That(error.InnerException, Is.Null);
    }
}
