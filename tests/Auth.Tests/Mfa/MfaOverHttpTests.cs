using Amplify.Emulator;
using Amplify.Tests.Support;

namespace Amplify.Tests.Mfa;

/// <summary>Second factors of a user who is signed in, against the emulator.</summary>
public sealed class MfaOverHttpTests
{
    [Test]
    public async Task An_authenticator_is_set_up_preferred_and_asked_for([Values] bool clientSecret)
    {
        await using AuthWorld world = await AuthWorld.StartAsync(new AppClientSettings { GenerateSecret = clientSecret });
        Auth auth = await world.SignedInAsync();

        TotpSetUp setUp = await auth.Mfa.SetUpTotpAsync();
        Assert.That(setUp.AccountName, Is.EqualTo("ana@example.com"));
        string code = world.Cognito.TotpCode(setUp.SharedSecret.Reveal());
        VerifyTotpResult wrong = await auth.Mfa.VerifyTotpAsync(Other(code));
        Assert.That(wrong.Rejection?.Reason, Is.EqualTo(AuthErrorReason.WrongCode));
        Assert.That((await auth.Mfa.VerifyTotpAsync(code, new VerifyTotpOptions { FriendlyDeviceName = "Ana's phone" })).IsVerified, Is.True);
        Assert.That((await auth.Mfa.FetchPreferencesAsync()).Enabled, Is.Empty, "verified is not enabled");

        await auth.Mfa.UpdatePreferencesAsync(new MfaPreferenceUpdate { Totp = MfaPreference.Preferred });
        MfaPreferences preferences = await auth.Mfa.FetchPreferencesAsync();
        Assert.That(preferences.Enabled, Is.EqualTo(new[] { MfaMethod.Totp }));
        Assert.That(preferences.Preferred, Is.EqualTo(MfaMethod.Totp));

        await auth.SignOutAsync();
        world.Clock.Advance(TimeSpan.FromSeconds(30));
        var step = (SignInStep.TotpCode)(await auth.SignInAsync("ana", AuthWorld.Password)).NextStep!;
        Assert.That(step.FriendlyDeviceName, Is.EqualTo("Ana's phone"));
        Assert.That((await auth.ConfirmSignInAsync(step.With(world.User.CurrentTotpCode()))).IsSignedIn, Is.True);
    }

    [Test]
    public async Task Verifying_may_enable_in_the_same_call()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth auth = await world.SignedInAsync();
        await auth.Mfa.SetUpTotpAsync();

        await auth.Mfa.VerifyTotpAsync(world.User.PendingTotpCode(), new VerifyTotpOptions { Preference = MfaPreference.Enabled });

        MfaPreferences preferences = await auth.Mfa.FetchPreferencesAsync();
        Assert.That(preferences.Enabled, Is.EqualTo(new[] { MfaMethod.Totp }));
        Assert.That(preferences.Preferred, Is.Null);
    }

    [Test]
    public async Task Preferences_move_from_factor_to_factor()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        world.User.EnableSmsMfa("+15555550123");
        world.User.EnableTotpMfa();
        world.User.PreferMfa("SMS_MFA");
        Auth auth = world.NewAuth();
        var sms = (SignInStep.SmsCode)(await auth.SignInAsync("ana", AuthWorld.Password)).NextStep!;
        await auth.ConfirmSignInAsync(sms.With(world.Cognito.Outbox.LatestCode("ana")));

        await auth.Mfa.UpdatePreferencesAsync(new MfaPreferenceUpdate { Sms = MfaPreference.NotPreferred, Email = MfaPreference.Preferred });
        MfaPreferences moved = await auth.Mfa.FetchPreferencesAsync();
        Assert.That(moved.Enabled, Is.EquivalentTo(new[] { MfaMethod.Sms, MfaMethod.Totp, MfaMethod.Email }));
        Assert.That(moved.Preferred, Is.EqualTo(MfaMethod.Email));

        await auth.Mfa.UpdatePreferencesAsync(new MfaPreferenceUpdate { Sms = MfaPreference.Disabled, Totp = MfaPreference.Disabled, Email = MfaPreference.Disabled });
        Assert.That((await auth.Mfa.FetchPreferencesAsync()).Enabled, Is.Empty);
        await auth.SignOutAsync();
        Assert.That((await auth.SignInAsync("ana", AuthWorld.Password)).IsSignedIn, Is.True, "nothing is asked for any more");
    }

    [Test]
    public async Task A_user_with_several_factors_chooses([Values] MfaMethod method, [Values] bool clientSecret)
    {
        await using AuthWorld world = await AuthWorld.StartAsync(new AppClientSettings { GenerateSecret = clientSecret });
        world.User.EnableSmsMfa("+15555550123");
        world.User.EnableTotpMfa();
        world.User.EnableEmailMfa();
        Auth first = world.NewAuth();
        SignInStep asked = (await first.SignInAsync("ana", AuthWorld.Password)).NextStep!;

        Auth auth = world.NewAuth();
        var choice = (SignInStep.ChooseMfa)auth.Resume(first.Protect(asked));
        Assert.That(choice.Methods, Is.EquivalentTo(Enum.GetValues<MfaMethod>()));
        SignInStep step = (await auth.ConfirmSignInAsync(choice.With(method))).NextStep!;
        SignInResult result = await auth.ConfirmSignInAsync(step switch
        {
            SignInStep.SmsCode sms => sms.With(world.Cognito.Outbox.LatestCode("ana")),
            SignInStep.EmailCode email => email.With(world.Cognito.Outbox.LatestCode("ana")),
            SignInStep.TotpCode totp => totp.With(world.User.CurrentTotpCode().Insert(3, " ")),
            _ => throw new AssertionException(step.Name),
        });

        Assert.That(result.IsSignedIn, Is.True);
    }

    [Test]
    public async Task A_pool_without_authenticators_says_so()
    {
        await using AuthWorld world = await AuthWorld.StartAsync(pool: new UserPoolSettings { MfaFactors = MfaFactors.Sms });
        Auth auth = await world.SignedInAsync();

        AuthException? error = Assert.ThrowsAsync<AuthException>(() => auth.Mfa.SetUpTotpAsync());

        Assert.That(error!.Reason, Is.EqualTo(AuthErrorReason.FactorDisabled));
        Assert.That(error.Code, Is.EqualTo("SoftwareTokenMFANotFoundException"));
        Assert.That(error.Suggestion, Is.Not.Null);
    }

    [Test]
    public async Task A_factor_that_is_not_set_up_cannot_be_enabled()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth auth = await world.SignedInAsync();

        AuthException? none = Assert.ThrowsAsync<AuthException>(() => auth.Mfa.UpdatePreferencesAsync(new MfaPreferenceUpdate { Totp = MfaPreference.Enabled }));
        await auth.Mfa.SetUpTotpAsync();
        AuthException? unverified = Assert.ThrowsAsync<AuthException>(() => auth.Mfa.UpdatePreferencesAsync(new MfaPreferenceUpdate { Totp = MfaPreference.Enabled }));
        AuthException? noNumber = Assert.ThrowsAsync<AuthException>(() => auth.Mfa.UpdatePreferencesAsync(new MfaPreferenceUpdate { Sms = MfaPreference.Enabled }));

        foreach (AuthException? error in new[] { none, unverified })
        {
            Assert.That(error!.Reason, Is.EqualTo(AuthErrorReason.InvalidUserState));
            Assert.That(error.Suggestion, Does.Contain("SetUpTotp").And.Contain("VerifyTotp"));
        }

        Assert.That(noNumber!.Suggestion, Does.Contain("phone number"));
    }

    [Test]
    public async Task A_code_without_a_set_up_is_wrong_and_an_expired_session_is_renewed_first()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth auth = await world.SignedInAsync();
        Assert.That((await auth.Mfa.VerifyTotpAsync("123456")).Rejection?.Reason, Is.EqualTo(AuthErrorReason.WrongCode));

        world.ExpireTokens();

        Assert.That((await auth.Mfa.FetchPreferencesAsync()).Enabled, Is.Empty);
        Assert.That(world.Refreshes, Is.EqualTo(1));
    }

    [Test]
    public async Task A_code_whose_answer_was_lost_is_not_sent_again()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth auth = await world.SignedInAsync();
        await auth.Mfa.SetUpTotpAsync();
        string code = world.User.PendingTotpCode();
        using FaultHandle fault = world.Cognito.Faults.Add(new Fault { Operation = "VerifySoftwareToken", Kind = FaultKind.Cut, Phase = FaultPhase.After });

        AuthException? lost = Assert.ThrowsAsync<AuthException>(() => auth.Mfa.VerifyTotpAsync(code));

        Assert.That(lost!.Error.MayHaveBeenApplied, Is.True);
        Assert.That(world.Cognito.Requests.Count("VerifySoftwareToken"), Is.EqualTo(1));
    }

    private static string Other(string code) => string.Concat(code.Select(c => c == '9' ? '0' : (char)(c + 1)));
}
