using Amplify.CognitoIdentityProvider.Model;
using Amplify.Tests.Support;
using Moq;

namespace Amplify.Tests.Mfa;

/// <summary>Preferences: how they are written and read on the wire, and what is refused before anything is sent.</summary>
public sealed class MfaPreferenceTests
{
    [TestCase(MfaPreference.Disabled, false, null)]
    [TestCase(MfaPreference.Enabled, true, null)]
    [TestCase(MfaPreference.Preferred, true, true)]
    [TestCase(MfaPreference.NotPreferred, true, false)]
    public async Task A_preference_is_two_switches_and_the_other_factors_are_left_alone(MfaPreference preference, bool enabled, bool? preferred)
    {
        await using MockWorld world = await SignedInAsync();
        var sent = new List<SetUserMFAPreferenceRequest>();
        world.Client.Setup(c => c.SetUserMFAPreferenceAsync(Capture.In(sent), It.IsAny<CancellationToken>())).ReturnsAsync(new SetUserMFAPreferenceResponse());
        IAuthMfa mfa = world.Auth.Mfa;

        await mfa.UpdatePreferencesAsync(new MfaPreferenceUpdate { Sms = preference });
        await mfa.UpdatePreferencesAsync(new MfaPreferenceUpdate { Totp = preference });
        await mfa.UpdatePreferencesAsync(new MfaPreferenceUpdate { Email = preference });

        string token = await world.Auth.GetAccessTokenAsync();
        Assert.That(sent.Select(r => r.AccessToken), Is.All.EqualTo(token));
        Assert.That(sent.Select(r => (r.SMSMfaSettings?.Enabled, r.SMSMfaSettings?.PreferredMfa)), Is.EqualTo(new (bool?, bool?)[] { (enabled, preferred), default, default }));
        Assert.That(sent.Select(r => (r.SoftwareTokenMfaSettings?.Enabled, r.SoftwareTokenMfaSettings?.PreferredMfa)), Is.EqualTo(new (bool?, bool?)[] { default, (enabled, preferred), default }));
        Assert.That(sent.Select(r => (r.EmailMfaSettings?.Enabled, r.EmailMfaSettings?.PreferredMfa)), Is.EqualTo(new (bool?, bool?)[] { default, default, (enabled, preferred) }));
        Assert.That(sent.Select(r => r.WebAuthnMfaSettings), Is.All.Null);
    }

    [Test]
    public async Task Preferences_are_read_from_the_user()
    {
        await using MockWorld world = await SignedInAsync();
        world.Client.SetupSequence(c => c.GetUserAsync(It.IsAny<GetUserRequest>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new GetUserResponse { UserMFASettingList = ["SOFTWARE_TOKEN_MFA", "RETINA_SCAN", "EMAIL_OTP", "SMS_MFA"], PreferredMfaSetting = "EMAIL_OTP" })
            .ReturnsAsync(new GetUserResponse())
            .ReturnsAsync(new GetUserResponse { UserMFASettingList = ["RETINA_SCAN"], PreferredMfaSetting = "RETINA_SCAN" });

        MfaPreferences all = await world.Auth.Mfa.FetchPreferencesAsync();
        Assert.That(all.Enabled, Is.EqualTo(new[] { MfaMethod.Totp, MfaMethod.Email, MfaMethod.Sms }));
        Assert.That(all.Preferred, Is.EqualTo(MfaMethod.Email));
        for (int i = 0; i < 2; i++)
        {
            MfaPreferences none = await world.Auth.Mfa.FetchPreferencesAsync();
            Assert.That(none.Enabled, Is.Empty);
            Assert.That(none.Preferred, Is.Null);
        }
    }

    [Test]
    public async Task What_makes_no_sense_is_refused_by_its_argument()
    {
        await using MockWorld world = await SignedInAsync();
        IAuthMfa mfa = world.Auth.Mfa;

        Assert.That(() => mfa.UpdatePreferencesAsync(null!), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("update"));
        Assert.That(() => mfa.UpdatePreferencesAsync(new MfaPreferenceUpdate()), Throws.ArgumentException.With.Property("ParamName").EqualTo("update"));
        Assert.That(() => mfa.UpdatePreferencesAsync(new MfaPreferenceUpdate { Sms = MfaPreference.Preferred, Email = MfaPreference.Preferred }), Throws.ArgumentException.With.Message.Contains("preferred"));
        Assert.That(() => mfa.UpdatePreferencesAsync(new MfaPreferenceUpdate { Totp = (MfaPreference)9 }), Throws.ArgumentException.With.Message.Contains("Totp is 9"));
        Assert.That(() => mfa.VerifyTotpAsync(" "), Throws.ArgumentException.With.Property("ParamName").EqualTo("code"));
        Assert.That(() => mfa.VerifyTotpAsync(null!), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("code"));
        Assert.That(() => mfa.VerifyTotpAsync("123456", new VerifyTotpOptions { Preference = (MfaPreference)9 }), Throws.ArgumentException.With.Property("ParamName").EqualTo("options"));
        Assert.That(() => mfa.SetUpTotpAsync(new SetUpTotpOptions { AccountName = "" }), Throws.ArgumentException.With.Property("ParamName").EqualTo("options"));
    }

    [Test]
    public async Task A_factor_the_configuration_does_not_list_is_refused_without_a_call()
    {
        await using MockWorld world = await SignedInAsync(o => o.MfaMethods = [MfaMethod.Sms]);
        world.Client.Setup(c => c.SetUserMFAPreferenceAsync(It.IsAny<SetUserMFAPreferenceRequest>(), It.IsAny<CancellationToken>())).ReturnsAsync(new SetUserMFAPreferenceResponse());
        IAuthMfa mfa = world.Auth.Mfa;

        AssertDisabled(() => mfa.SetUpTotpAsync());
        AssertDisabled(() => mfa.VerifyTotpAsync("123456"));
        AssertDisabled(() => mfa.UpdatePreferencesAsync(new MfaPreferenceUpdate { Sms = MfaPreference.Enabled, Totp = MfaPreference.Enabled }));
        AssertDisabled(() => mfa.UpdatePreferencesAsync(new MfaPreferenceUpdate { Email = MfaPreference.NotPreferred }));
        Assert.That(world.Client.Invocations, Has.Count.EqualTo(1), "the sign-in, and nothing since");

        await mfa.UpdatePreferencesAsync(new MfaPreferenceUpdate { Sms = MfaPreference.Preferred, Totp = MfaPreference.Disabled });
        Assert.That(world.Client.Invocations, Has.Count.EqualTo(2), "what is listed may be enabled, and anything be disabled");
    }

    [Test]
    public async Task A_pool_without_second_factors_is_refused_whatever_is_listed()
    {
        await using MockWorld world = await SignedInAsync(o =>
        {
            o.MfaRequirement = MfaRequirement.None;
            o.MfaMethods = [MfaMethod.Totp];
        });

        AssertDisabled(() => world.Auth.Mfa.SetUpTotpAsync());
    }

    [Test]
    public async Task Where_the_configuration_says_nothing_the_service_is_asked([Values] bool required)
    {
        await using MockWorld world = await SignedInAsync(o => o.MfaRequirement = required ? MfaRequirement.Required : null);
        world.Client.Setup(c => c.AssociateSoftwareTokenAsync(It.IsAny<AssociateSoftwareTokenRequest>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new AssociateSoftwareTokenResponse { SecretCode = "JBSWY3DPEHPK3PXP" });

        Assert.That(await world.Auth.Mfa.SetUpTotpAsync(), Is.Not.Null);
    }

    private static void AssertDisabled(Func<Task> call)
    {
        AuthException? error = Assert.ThrowsAsync<AuthException>(() => call());
        Assert.That(error!.Reason, Is.EqualTo(AuthErrorReason.FactorDisabled));
        Assert.That(error.Suggestion, Does.Contain(nameof(AuthOptions)));
    }

    private static async Task<MockWorld> SignedInAsync(Action<AuthOptions>? change = null)
    {
        var world = new MockWorld(change);
        Assert.That((await world.Auth.SignInAsync("ana", "Any-password-1")).IsSignedIn, Is.True);
        return world;
    }
}
