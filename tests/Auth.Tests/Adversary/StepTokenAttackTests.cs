using Amplify.CognitoIdentityProvider;
using Amplify.CognitoIdentityProvider.Model;
using Amplify.Emulator;
using Amplify.Sessions;
using Amplify.Tests.Support;
using Moq;

namespace Amplify.Tests.Adversary;

/// <summary>Steps of second factors carried over engines, tampered with, replayed and answered twice at once.</summary>
public sealed class StepTokenAttackTests
{
    [Test]
    public async Task Every_step_of_a_set_up_goes_on_in_another_engine_and_the_secret_with_it()
    {
        await using AuthWorld world = await StartAsync(MfaFactors.Totp | MfaFactors.Email);
        world.Pool.AddUser("ben", AuthWorld.Password);
        string token = NewAuthProtects(world, (await world.NewAuth().SignInAsync("ben", AuthWorld.Password)).NextStep!);

        var choice = (SignInStep.ChooseMfaToSetUp)world.NewAuth().Resume(token);
        SignInStep next = (await world.NewAuth().ConfirmSignInAsync(choice.With(MfaMethod.Totp))).NextStep!;
        var setUp = (SignInStep.SetUpTotp)world.NewAuth().Resume(NewAuthProtects(world, next));
        Assert.That(setUp.Totp.SharedSecret, Is.EqualTo(((SignInStep.SetUpTotp)next).Totp.SharedSecret));

        Auth last = world.NewAuth();
        SignInResult wrong = await last.ConfirmSignInAsync(setUp.With("000000"));
        Assert.That(wrong.Rejection?.Reason, Is.EqualTo(AuthErrorReason.WrongCode));
        SignInStep again = world.NewAuth().Resume(NewAuthProtects(world, wrong.NextStep!));
        SignInResult done = await last.ConfirmSignInAsync(((SignInStep.SetUpTotp)again).With(world.Cognito.TotpCode(setUp.Totp.SharedSecret.Reveal())));
        Assert.That(done.IsSignedIn, Is.True);
    }

    [Test]
    public async Task A_changed_shortened_lengthened_or_foreign_token_is_refused()
    {
        await using AuthWorld world = await StartAsync(MfaFactors.Totp);
        Auth auth = world.NewAuth();
        SignInStep step = (await auth.SignInAsync("ana", AuthWorld.Password)).NextStep!;
        string token = auth.Protect(step, new ProtectOptions { Binding = "browser-1" });
        var mine = new ProtectOptions { Binding = "browser-1" };
        IEnumerable<string> broken =
        [
            .. Enumerable.Range(0, 64).Select(i => i * (token.Length - 1) / 63).Select(i => token[..i] + (token[i] == 'A' ? 'B' : 'A') + token[(i + 1)..]),
            token[..^1], token[1..], token + "A", token + "=", token + "\n", " " + token, token + token, "A", "\ud800", new string('A', 10_000_000), "null", "..",
        ];

        // The last character of base64url may hold bits that mean nothing.
        foreach (string text in broken.Where(t => t != token))
        {
            Assert.That(() => auth.Resume(text, mine), Throws.InstanceOf<AuthException>().With.Property("Reason").EqualTo(AuthErrorReason.InvalidStepToken));
        }

        foreach (ProtectOptions? other in new[] { null, new ProtectOptions(), new ProtectOptions { Binding = "browser-2" }, new ProtectOptions { Binding = "browser-1\n" } })
        {
            Assert.That(() => auth.Resume(token, other), Throws.InstanceOf<AuthException>());
        }

        Auth elsewhere = new(world.Options(), new AuthServices { SessionStore = world.Store, Protector = AesGcmSessionProtector.CreateEphemeral(), TimeProvider = world.Clock });
        await using (elsewhere)
        {
            Assert.That(() => elsewhere.Resume(token, mine), Throws.InstanceOf<AuthException>());
        }

        Assert.That(auth.Resume(token, mine), Is.TypeOf<SignInStep.SetUpTotp>());
    }

    [Test]
    public async Task Two_answers_at_once_sign_in_once_and_the_other_is_told([Values] bool sameEngine, [Values] bool setUp)
    {
        await using AuthWorld world = await StartAsync(MfaFactors.Totp);
        Auth one = world.NewAuth();
        Auth two = sameEngine ? one : world.NewAuth();
        SignInStep step = (await one.SignInAsync("ana", AuthWorld.Password)).NextStep!;
        if (!setUp)
        {
            await one.ConfirmSignInAsync(((SignInStep.SetUpTotp)step).With(world.User.PendingTotpCode()));
            await one.SignOutAsync();
            world.Clock.Advance(TimeSpan.FromSeconds(30));
            step = (await one.SignInAsync("ana", AuthWorld.Password)).NextStep!;
        }

        string code = setUp ? world.User.PendingTotpCode() : world.User.CurrentTotpCode();
        SignInAnswer answer = step is SignInStep.SetUpTotp first ? first.With(code) : ((SignInStep.TotpCode)step).With(code);
        var results = new List<SignInResult>();
        Exception?[] faults = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => NewCalls.FaultOf(async () =>
        {
            SignInResult result = await (i % 2 == 0 ? one : two).ConfirmSignInAsync(answer);
            lock (results)
            {
                results.Add(result);
            }
        })))).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.That(results.Count(r => r.IsSignedIn), Is.EqualTo(1));
        Assert.That(faults.Where(f => f is not null).Select(f => (f as AuthException)?.Reason), Is.All.AnyOf(AuthErrorReason.SignInExpired, AuthErrorReason.AlreadySignedIn));
        Assert.That((await world.NewAuth().CurrentSessionAsync()).IsSignedIn, Is.True);
    }

    [Test]
    public async Task A_step_that_was_answered_is_worth_nothing_when_it_is_replayed()
    {
        await using AuthWorld world = await StartAsync(MfaFactors.Totp);
        Auth auth = world.NewAuth();
        var step = (SignInStep.SetUpTotp)(await auth.SignInAsync("ana", AuthWorld.Password)).NextStep!;
        string token = auth.Protect(step);
        await auth.ConfirmSignInAsync(step.With(world.User.PendingTotpCode()));
        await auth.SignOutAsync();
        world.Clock.Advance(TimeSpan.FromSeconds(60));

        var replayed = (SignInStep.SetUpTotp)auth.Resume(token);
        AuthException? error = Assert.ThrowsAsync<AuthException>(() => auth.ConfirmSignInAsync(replayed.With(world.User.CurrentTotpCode())));

        Assert.That(error!.Reason, Is.EqualTo(AuthErrorReason.SignInExpired));
        Assert.That((await auth.CurrentSessionAsync()).HasUser, Is.False);
    }

    [Test]
    public async Task A_step_with_any_user_name_and_device_name_survives_the_journey(
        [Values("ana", "ана", "😀@example.com", "a\0b", "a\"b\\c\n", "\ud800", "<script>")] string username)
    {
        await using var world = new MockWorld();
        world.Client.Setup(c => c.InitiateAuthAsync(It.IsAny<InitiateAuthRequest>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new InitiateAuthResponse
            {
                ChallengeName = ChallengeNameType.SOFTWARE_TOKEN_MFA,
                Session = "session-of-twenty-characters",
                ChallengeParameters = new Dictionary<string, string> { ["FRIENDLY_DEVICE_NAME"] = username },
            });
        SignInStep step = (await world.Auth.SignInAsync(username, "Any-password-1")).NextStep!;

        var resumed = (SignInStep.TotpCode)world.Auth.Resume(world.Auth.Protect(step));

        Assert.That(resumed.Username, Is.EqualTo(username.Replace('\ud800', username == "\ud800" ? '\ufffd' : '\ud800')));
        Assert.That(resumed.FriendlyDeviceName, Is.EqualTo(resumed.Username));
    }

    [Test]
    public async Task A_step_for_a_user_with_every_attribute_as_long_as_it_may_be_survives_the_journey()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Dictionary<string, string> attributes = Enumerable.Range(0, 20).ToDictionary(i => $"custom:a{i}", _ => new string('я', 2048));
        world.Pool.AddUser("ben", AuthWorld.Password, attributes).SetTemporaryPassword(AuthWorld.Password);
        Auth auth = world.NewAuth(o => o.SignInFlow = SignInFlow.UserPassword);
        SignInStep step = (await auth.SignInAsync("ben", AuthWorld.Password)).NextStep!;

        var resumed = (SignInStep.NewPassword)world.NewAuth().Resume(auth.Protect(step));

        Assert.That(resumed.UserAttributes, Is.EquivalentTo(((SignInStep.NewPassword)step).UserAttributes).And.Count.GreaterThanOrEqualTo(20));
    }

    private static string NewAuthProtects(AuthWorld world, SignInStep step) => world.NewAuth().Protect(step);

    private static Task<AuthWorld> StartAsync(MfaFactors factors) => AuthWorld.StartAsync(pool: new UserPoolSettings { Mfa = MfaMode.On, MfaFactors = factors });
}
