using Amplify.Emulator;
using Amplify.Tests.Support;

namespace Amplify.Tests.Adversary;

/// <summary>Second factors answered wrong, late, twice, out of order and by many.</summary>
public sealed class MfaAttackTests
{
    [Test]
    public async Task Every_code_that_is_wrong_asks_again_until_the_service_has_had_enough()
    {
        await using AuthWorld world = await StartAsync();
        Auth auth = world.NewAuth();
        SignInResult result = await auth.SignInAsync("ana", AuthWorld.Password);
        foreach (string code in new[] { "000000 ", "1", "1234567", new string('1', 5000), "abcdef", "１２３４５６", "12 34 5", "\ud800", "😀", "-12345" })
        {
            Exception? fault = await NewCalls.FaultOf(async () => result = await auth.ConfirmSignInAsync(((SignInStep.SetUpTotp)result.NextStep!).With(code)));

            Assert.That(fault, Is.Null, code);
            Assert.That(result.Rejection?.Reason, Is.EqualTo(AuthErrorReason.WrongCode), code);
        }

        Assert.That((await auth.ConfirmSignInAsync(((SignInStep.SetUpTotp)result.NextStep!).With(world.User.PendingTotpCode()))).IsSignedIn, Is.True);
    }

    [Test]
    public async Task A_code_of_another_step_in_time_is_refused_and_a_used_one_too()
    {
        await using AuthWorld world = await WithAuthenticatorAsync();
        Auth auth = world.NewAuth();
        string code = world.User.CurrentTotpCode();
        Assert.That((await auth.ConfirmSignInAsync(((SignInStep.TotpCode)(await auth.SignInAsync("ana", AuthWorld.Password)).NextStep!).With(code))).IsSignedIn, Is.True);
        await auth.SignOutAsync();

        var step = (SignInStep.TotpCode)(await auth.SignInAsync("ana", AuthWorld.Password)).NextStep!;
        SignInResult used = await auth.ConfirmSignInAsync(step.With(code));
        Assert.That(used.Rejection?.Reason, Is.EqualTo(AuthErrorReason.ExpiredCode));
        world.Clock.Advance(TimeSpan.FromSeconds(90));
        SignInResult old = await auth.ConfirmSignInAsync(((SignInStep.TotpCode)used.NextStep!).With(code));
        Assert.That(old.Rejection?.Reason, Is.EqualTo(AuthErrorReason.WrongCode));
        Assert.That((await auth.ConfirmSignInAsync(((SignInStep.TotpCode)old.NextStep!).With(world.User.CurrentTotpCode()))).IsSignedIn, Is.True);
    }

    [Test]
    public async Task An_answer_that_comes_too_late_ends_the_flow([Values] bool setUp, [Values(4, 14, 16)] int minutes)
    {
        await using AuthWorld world = setUp ? await StartAsync() : await WithAuthenticatorAsync();
        Auth auth = world.NewAuth();
        SignInStep step = (await auth.SignInAsync("ana", AuthWorld.Password)).NextStep!;
        string token = auth.Protect(step);
        world.Clock.Advance(TimeSpan.FromMinutes(minutes));

        Exception? fault = await NewCalls.FaultOf(() => auth.ConfirmSignInAsync(step is SignInStep.SetUpTotp first ? first.With(world.User.PendingTotpCode()) : ((SignInStep.TotpCode)step).With(world.User.CurrentTotpCode())));

        Assert.That((fault as AuthException)?.Reason, Is.EqualTo(AuthErrorReason.SignInExpired));
        Assert.That((await NewCalls.FaultOf(() => Task.FromResult(auth.Resume(token))) as AuthException)?.Reason, minutes > 15 ? Is.EqualTo(AuthErrorReason.InvalidStepToken) : Is.Null);
        Assert.That((await auth.CurrentSessionAsync()).HasUser, Is.False);
    }

    [Test]
    public async Task A_user_deleted_or_disabled_in_the_middle_is_told_so([Values] bool delete, [Values] bool setUp)
    {
        await using AuthWorld world = setUp ? await StartAsync() : await WithAuthenticatorAsync();
        Auth auth = world.NewAuth();
        SignInStep step = (await auth.SignInAsync("ana", AuthWorld.Password)).NextStep!;
        string code = setUp ? world.User.PendingTotpCode() : world.User.CurrentTotpCode();
        if (delete)
        {
            world.User.Delete();
        }
        else
        {
            world.User.Disable();
        }

        Exception? fault = await NewCalls.FaultOf(() => auth.ConfirmSignInAsync(step is SignInStep.SetUpTotp first ? first.With(code) : ((SignInStep.TotpCode)step).With(code)));

        Assert.That(fault, Is.InstanceOf<AuthException>());
        Assert.That(((AuthException)fault!).Reason, Is.Not.EqualTo(AuthErrorReason.Unknown).And.Not.EqualTo(AuthErrorReason.ServiceFailure), fault.Message);
        Assert.That((await auth.CurrentSessionAsync()).HasUser, Is.False);
    }

    [Test]
    public async Task One_code_verified_by_many_at_once_is_never_more_than_refused()
    {
        await using AuthWorld world = await AuthWorld.StartAsync(pool: new UserPoolSettings { Mfa = MfaMode.Optional, MfaFactors = MfaFactors.Totp });
        Auth auth = await world.SignedInAsync();
        await auth.Mfa.SetUpTotpAsync();
        string code = world.User.PendingTotpCode();

        VerifyTotpResult[] results = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => auth.Mfa.VerifyTotpAsync(code, new VerifyTotpOptions { Preference = MfaPreference.Preferred }))));

        Assert.That(results.Count(r => r.Rejection is null), Is.GreaterThanOrEqualTo(1));
        Assert.That(results.Where(r => r.Rejection is not null).Select(r => r.Rejection!.Reason), Is.All.AnyOf(AuthErrorReason.WrongCode, AuthErrorReason.ExpiredCode));
        Assert.That((await auth.Mfa.FetchPreferencesAsync()).Preferred, Is.EqualTo(MfaMethod.Totp));
    }

    [Test]
    public async Task Preferences_nobody_can_have_are_refused()
    {
        await using AuthWorld world = await AuthWorld.StartAsync(pool: new UserPoolSettings { Mfa = MfaMode.Optional, MfaFactors = MfaFactors.All });
        Auth auth = await world.SignedInAsync();
        foreach (MfaPreferenceUpdate update in new[]
        {
            new MfaPreferenceUpdate { Totp = MfaPreference.Enabled },
            new MfaPreferenceUpdate { Sms = MfaPreference.Preferred },
            new MfaPreferenceUpdate(),
            new MfaPreferenceUpdate { Totp = MfaPreference.Preferred, Sms = MfaPreference.Preferred },
            new MfaPreferenceUpdate { Totp = (MfaPreference)99 },
            new MfaPreferenceUpdate { Totp = (MfaPreference)(-1), Email = MfaPreference.Disabled },
        })
        {
            Exception? fault = await NewCalls.FaultOf(() => auth.Mfa.UpdatePreferencesAsync(update));

            Assert.That(fault, Is.InstanceOf<AuthException>().Or.InstanceOf<ArgumentException>());
            Assert.That((fault as AuthException)?.Reason, Is.Not.EqualTo(AuthErrorReason.Unknown), fault?.Message);
        }
    }

    [Test]
    public async Task An_address_nobody_has_is_asked_for_again_and_never_breaks_anything()
    {
        await using AuthWorld world = await AuthWorld.StartAsync(pool: new UserPoolSettings { Mfa = MfaMode.On, MfaFactors = MfaFactors.Email });
        world.Pool.AddUser("ben", AuthWorld.Password);
        Auth auth = world.NewAuth();
        SignInResult result = await auth.SignInAsync("ben", AuthWorld.Password);
        foreach (string address in new[] { "@", "a@", "@b", "a@b@c", "a b@c", "a@b\nBcc: x@y", new string('x', 3000) + "@example.com", "\ud800@", "\0@\0 " })
        {
            Exception? fault = await NewCalls.FaultOf(async () => result = await auth.ConfirmSignInAsync(((SignInStep.SetUpEmailMfa)result.NextStep!).With(address)));

            Assert.That(fault, Is.Null, address);
            Assert.That(result.Rejection?.Reason, Is.EqualTo(AuthErrorReason.InvalidParameter), address);
        }

        result = await auth.ConfirmSignInAsync(((SignInStep.SetUpEmailMfa)result.NextStep!).With("ben@example.com"));
        Assert.That(result.NextStep, Is.TypeOf<SignInStep.EmailCode>());
    }

    [TestCase("")]
    [TestCase("😀 Ana's \"phone\"\n")]
    [TestCase("\ud800")]
    [TestCase("\0")]
    public async Task A_device_name_comes_back_or_is_refused(string name)
    {
        await using AuthWorld world = await StartAsync();
        Auth auth = world.NewAuth();
        var step = (SignInStep.SetUpTotp)(await auth.SignInAsync("ana", AuthWorld.Password)).NextStep!;

        Exception? fault = await NewCalls.FaultOf(() => auth.ConfirmSignInAsync(step.With(world.User.PendingTotpCode(), name)));

        Assert.That(fault, Is.Null.Or.InstanceOf<AuthException>());
        Assert.That((fault as AuthException)?.Reason, Is.Not.EqualTo(AuthErrorReason.Unknown).And.Not.EqualTo(AuthErrorReason.ServiceFailure), fault?.Message);
    }

    private static Task<AuthWorld> StartAsync() => AuthWorld.StartAsync(pool: new UserPoolSettings { Mfa = MfaMode.On, MfaFactors = MfaFactors.Totp });

    private static async Task<AuthWorld> WithAuthenticatorAsync()
    {
        AuthWorld world = await StartAsync();
        Auth auth = world.NewAuth();
        var step = (SignInStep.SetUpTotp)(await auth.SignInAsync("ana", AuthWorld.Password)).NextStep!;
        await auth.ConfirmSignInAsync(step.With(world.User.PendingTotpCode()));
        await auth.SignOutAsync();
        world.Clock.Advance(TimeSpan.FromSeconds(60));
        return world;
    }
}
