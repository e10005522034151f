using Amplify.Emulator;
using Amplify.Tests.Support;

namespace Amplify.Tests.Mfa;

/// <summary>Second factors set up within the first sign-in, against the emulator.</summary>
public sealed class SetUpOverHttpTests
{
    [Test]
    public async Task An_authenticator_is_set_up_after_a_wrong_code_and_asked_for_from_then_on([Values] bool clientSecret, [Values(SignInFlow.UserSrp, SignInFlow.UserPassword)] SignInFlow flow)
    {
        await using AuthWorld world = await StartAsync(MfaFactors.Totp | MfaFactors.Sms, new AppClientSettings { GenerateSecret = clientSecret });
        Auth auth = world.NewAuth(o => o.SignInFlow = flow);

        var step = (SignInStep.SetUpTotp)(await auth.SignInAsync("ana", AuthWorld.Password)).NextStep!;
        string code = world.Cognito.TotpCode(step.Totp.SharedSecret.Reveal());
        SignInResult wrong = await auth.ConfirmSignInAsync(step.With(Other(code)));
        Assert.That(wrong.Rejection?.Reason, Is.EqualTo(AuthErrorReason.WrongCode));
        SignInResult done = await auth.ConfirmSignInAsync(((SignInStep.SetUpTotp)wrong.NextStep!).With(code, "Ana's phone"));
        Assert.That(done.IsSignedIn, Is.True);

        await auth.SignOutAsync();
        world.Clock.Advance(TimeSpan.FromSeconds(30));
        var next = (SignInStep.TotpCode)(await auth.SignInAsync("ana", AuthWorld.Password)).NextStep!;
        Assert.That(next.FriendlyDeviceName, Is.EqualTo("Ana's phone"));
        Assert.That((await auth.ConfirmSignInAsync(next.With(world.User.CurrentTotpCode()))).IsSignedIn, Is.True);
    }

    [Test]
    public async Task An_address_is_set_up_after_one_that_is_none([Values] bool clientSecret)
    {
        await using AuthWorld world = await StartAsync(MfaFactors.Email, new AppClientSettings { GenerateSecret = clientSecret });
        Auth auth = world.NewAuth();

        var step = (SignInStep.SetUpEmailMfa)(await auth.SignInAsync("ben", AuthWorld.Password)).NextStep!;
        SignInResult wrong = await auth.ConfirmSignInAsync(step.With("no @ address"));
        Assert.That(wrong.Rejection?.Reason, Is.EqualTo(AuthErrorReason.InvalidParameter));
        SignInResult sent = await auth.ConfirmSignInAsync(((SignInStep.SetUpEmailMfa)wrong.NextStep!).With("ben@example.com"));
        var code = (SignInStep.EmailCode)sent.NextStep!;
        Assert.That(code.Delivery.Destination, Is.EqualTo("b***@e***"));
        Assert.That(code.Username, Is.EqualTo("ben"));

        Assert.That((await auth.ConfirmSignInAsync(code.With(world.Cognito.Outbox.LatestCode("ben@example.com")))).IsSignedIn, Is.True);
        Assert.That((await auth.Mfa.FetchPreferencesAsync()).Enabled, Is.EqualTo(new[] { MfaMethod.Email }));
    }

    [Test]
    public async Task A_choice_leads_to_either([Values(MfaMethod.Totp, MfaMethod.Email)] MfaMethod method)
    {
        await using AuthWorld world = await StartAsync(MfaFactors.All);
        Auth auth = world.NewAuth();
        var choice = (SignInStep.ChooseMfaToSetUp)(await auth.SignInAsync("ben", AuthWorld.Password)).NextStep!;
        Assert.That(choice.Methods, Is.EquivalentTo(new[] { MfaMethod.Totp, MfaMethod.Email }));

        SignInStep step = (await auth.ConfirmSignInAsync(choice.With(method))).NextStep!;
        SignInResult result = step switch
        {
            SignInStep.SetUpTotp totp => await auth.ConfirmSignInAsync(totp.With(world.Cognito.TotpCode(totp.Totp.SharedSecret.Reveal()))),
            SignInStep.SetUpEmailMfa email => await auth.ConfirmSignInAsync(email.With("ben@example.com")),
            _ => throw new AssertionException(step.Name),
        };
        if (result.NextStep is SignInStep.EmailCode code)
        {
            result = await auth.ConfirmSignInAsync(code.With(world.Cognito.Outbox.LatestCode("ben@example.com")));
        }

        Assert.That(result.IsSignedIn, Is.True);
        Assert.That((await auth.Mfa.FetchPreferencesAsync()).Enabled, Is.EqualTo(new[] { method }));
    }

    [Test]
    public async Task A_set_up_follows_a_new_password()
    {
        await using AuthWorld world = await StartAsync(MfaFactors.Totp);
        world.User.SetTemporaryPassword("Temp-Horse-1!");
        Auth auth = world.NewAuth();
        var change = (SignInStep.NewPassword)(await auth.SignInAsync("ana", "Temp-Horse-1!")).NextStep!;

        var step = (SignInStep.SetUpTotp)(await auth.ConfirmSignInAsync(change.With("New-Horse-22!"))).NextStep!;

        Assert.That((await auth.ConfirmSignInAsync(step.With(world.User.PendingTotpCode()))).IsSignedIn, Is.True);
    }

    [Test]
    public async Task A_pool_that_offers_text_messages_alone_says_what_is_missing()
    {
        await using AuthWorld world = await StartAsync(MfaFactors.Sms);
        Auth auth = world.NewAuth();

        AuthException? error = Assert.ThrowsAsync<AuthException>(() => auth.SignInAsync("ben", AuthWorld.Password));

        Assert.That(error!.Reason, Is.EqualTo(AuthErrorReason.FactorSetUpUnavailable));
        Assert.That(error.Suggestion, Does.Contain("phone_number"));
    }

    [Test]
    public async Task A_set_up_goes_on_in_another_engine_and_is_not_begun_again()
    {
        await using AuthWorld world = await StartAsync(MfaFactors.Totp);
        Auth first = world.NewAuth();
        var step = (SignInStep.SetUpTotp)(await first.SignInAsync("ana", AuthWorld.Password)).NextStep!;
        string token = first.Protect(step);
        await first.DisposeAsync();
        Assert.That(token, Has.Length.LessThan(5000));

        Auth second = world.NewAuth();
        var resumed = (SignInStep.SetUpTotp)second.Resume(token);
        Assert.That(resumed.Totp.SharedSecret, Is.EqualTo(step.Totp.SharedSecret));
        SignInResult result = await second.ConfirmSignInAsync(resumed.With(world.Cognito.TotpCode(resumed.Totp.SharedSecret.Reveal())));

        Assert.That(result.IsSignedIn, Is.True);
        Assert.That(world.Cognito.Requests.Count("AssociateSoftwareToken"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_choice_and_an_address_go_on_in_another_engine()
    {
        await using AuthWorld world = await StartAsync(MfaFactors.All);
        Auth first = world.NewAuth();
        string choice = first.Protect((await first.SignInAsync("ben", AuthWorld.Password)).NextStep!);

        Auth second = world.NewAuth();
        string address = second.Protect((await second.ConfirmSignInAsync(((SignInStep.ChooseMfaToSetUp)second.Resume(choice)).With(MfaMethod.Email))).NextStep!);
        Auth third = world.NewAuth();
        var code = (SignInStep.EmailCode)(await third.ConfirmSignInAsync(((SignInStep.SetUpEmailMfa)third.Resume(address)).With("ben@example.com"))).NextStep!;

        Assert.That((await third.ConfirmSignInAsync(code.With(world.Cognito.Outbox.LatestCode("ben@example.com")))).IsSignedIn, Is.True);
    }

    [Test]
    public async Task A_late_first_code_ends_the_flow()
    {
        await using AuthWorld world = await StartAsync(MfaFactors.Totp);
        Auth auth = world.NewAuth();
        var step = (SignInStep.SetUpTotp)(await auth.SignInAsync("ana", AuthWorld.Password)).NextStep!;

        world.Clock.Advance(TimeSpan.FromMinutes(4));

        AuthException? error = Assert.ThrowsAsync<AuthException>(() => auth.ConfirmSignInAsync(step.With(world.User.PendingTotpCode())));
        Assert.That(error!.Reason, Is.EqualTo(AuthErrorReason.SignInExpired));
    }

    [Test]
    public async Task What_was_answered_is_never_sent_twice_and_answering_again_ends_the_flow(
        [Values("VerifySoftwareToken", "RespondToAuthChallenge")] string operation,
        [Values(FaultKind.Cut, FaultKind.InternalError, FaultKind.Throttle)] FaultKind kind)
    {
        await using AuthWorld world = await StartAsync(MfaFactors.Totp);
        Auth auth = world.NewAuth(o => o.SignInFlow = SignInFlow.UserPassword);
        var step = (SignInStep.SetUpTotp)(await auth.SignInAsync("ana", AuthWorld.Password)).NextStep!;
        string code = world.User.PendingTotpCode();
        using (world.Cognito.Faults.Add(new Fault { Operation = operation, Kind = kind, Phase = FaultPhase.After }))
        {
            AuthException? lost = Assert.ThrowsAsync<AuthException>(() => auth.ConfirmSignInAsync(step.With(code)));
            Assert.That(lost!.IsTransient, Is.True);
            Assert.That(world.Cognito.Requests.Count(operation), Is.EqualTo(1));
        }

        AuthException? again = Assert.ThrowsAsync<AuthException>(() => auth.ConfirmSignInAsync(step.With(code)));
        Assert.That(again!.Reason, Is.EqualTo(AuthErrorReason.SignInExpired));

        world.Clock.Advance(TimeSpan.FromSeconds(30));
        var next = (SignInStep.TotpCode)(await auth.SignInAsync("ana", AuthWorld.Password)).NextStep!;
        Assert.That((await auth.ConfirmSignInAsync(next.With(world.User.CurrentTotpCode()))).IsSignedIn, Is.True, "the service kept what it had accepted");
    }

    [Test]
    public async Task A_set_up_whose_answer_was_lost_is_not_begun_again_by_itself()
    {
        await using AuthWorld world = await StartAsync(MfaFactors.Totp);
        Auth auth = world.NewAuth();
        using (world.Cognito.Faults.Add(new Fault { Operation = "AssociateSoftwareToken", Kind = FaultKind.Cut, Phase = FaultPhase.After }))
        {
            AuthException? lost = Assert.ThrowsAsync<AuthException>(() => auth.SignInAsync("ana", AuthWorld.Password));
            Assert.That(lost!.IsTransient && lost.Error.MayHaveBeenApplied, Is.True);
            Assert.That(world.Cognito.Requests.Count("AssociateSoftwareToken"), Is.EqualTo(1));
        }

        Assert.That((await auth.SignInAsync("ana", AuthWorld.Password)).NextStep, Is.TypeOf<SignInStep.SetUpTotp>());
    }

    /// <summary>A pool that requires a second factor; ben has neither address nor number, ana has an address that does not count as set up.</summary>
    private static async Task<AuthWorld> StartAsync(MfaFactors factors, AppClientSettings? client = null)
    {
        AuthWorld world = await AuthWorld.StartAsync(client, new UserPoolSettings { Mfa = MfaMode.On, MfaFactors = factors });
        world.Pool.AddUser("ben", AuthWorld.Password);
        return world;
    }

    /// <summary>A code that is certainly another one.</summary>
    private static string Other(string code) => string.Concat(code.Select(c => c == '9' ? '0' : (char)(c + 1)));
}
