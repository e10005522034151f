using Amazon.Runtime;
using Amplify.CognitoIdentityProvider;
using Amplify.CognitoIdentityProvider.Model;
using Amplify.Tests.Support;
using Moq;

namespace Amplify.Tests.Mfa;

/// <summary>The set-up of an authenticator app by a user who is signed in.</summary>
public sealed class VerifyTotpTests
{
    [Test]
    public async Task The_account_is_called_what_the_application_says_or_the_token()
    {
        await using MockWorld world = await SignedInAsync();
        world.Client.Setup(c => c.AssociateSoftwareTokenAsync(It.Is<AssociateSoftwareTokenRequest>(r => r.AccessToken != null && r.Session == null), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new AssociateSoftwareTokenResponse { SecretCode = "JBSWY3DPEHPK3PXP" });
        AuthUser user = (await world.Auth.CurrentUserAsync())!;

        TotpSetUp own = await world.Auth.Mfa.SetUpTotpAsync();
        TotpSetUp given = await world.Auth.Mfa.SetUpTotpAsync(new SetUpTotpOptions { AccountName = "Ana at work" });

        Assert.That(own.SharedSecret.Reveal(), Is.EqualTo("JBSWY3DPEHPK3PXP"));
        Assert.That(own.AccountName, Is.EqualTo(user.Email ?? user.Username));
        Assert.That(given.AccountName, Is.EqualTo("Ana at work"));
    }

    [Test]
    public async Task A_code_is_verified_and_enables_nothing_by_itself()
    {
        await using MockWorld world = await SignedInAsync();
        world.Client.Setup(c => c.VerifySoftwareTokenAsync(It.Is<VerifySoftwareTokenRequest>(r => r.AccessToken != null && r.Session == null && r.UserCode == "123456" && r.FriendlyDeviceName == "Phone"), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new VerifySoftwareTokenResponse { Status = VerifySoftwareTokenResponseType.SUCCESS });

        VerifyTotpResult result = await world.Auth.Mfa.VerifyTotpAsync("123 456 ", new VerifyTotpOptions { FriendlyDeviceName = "Phone" });

        Assert.That(result.IsVerified, Is.True);
        world.Client.Verify(c => c.SetUserMFAPreferenceAsync(It.IsAny<SetUserMFAPreferenceRequest>(), It.IsAny<CancellationToken>()), Times.Never);
    }

    [Test]
    public async Task The_preference_is_set_once_the_code_is_accepted_and_not_before()
    {
        await using MockWorld world = await SignedInAsync();
        world.Client.SetupSequence(c => c.VerifySoftwareTokenAsync(It.IsAny<VerifySoftwareTokenRequest>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(Refusal("EnableSoftwareTokenMFAException", "Code mismatch and fail enable Software Token MFA"))
            .ReturnsAsync(new VerifySoftwareTokenResponse { Status = VerifySoftwareTokenResponseType.SUCCESS });
        var options = new VerifyTotpOptions { Preference = MfaPreference.Preferred };

        VerifyTotpResult wrong = await world.Auth.Mfa.VerifyTotpAsync("123456", options);
        Assert.That(wrong.IsVerified, Is.False);
        Assert.That(wrong.Rejection?.Reason, Is.EqualTo(AuthErrorReason.WrongCode));

        world.Client.Setup(c => c.SetUserMFAPreferenceAsync(It.Is<SetUserMFAPreferenceRequest>(r => r.SoftwareTokenMfaSettings!.PreferredMfa == true), It.IsAny<CancellationToken>())).ReturnsAsync(new SetUserMFAPreferenceResponse());
        Assert.That((await world.Auth.Mfa.VerifyTotpAsync("123456", options)).IsVerified, Is.True);
        world.Client.Verify(c => c.SetUserMFAPreferenceAsync(It.IsAny<SetUserMFAPreferenceRequest>(), It.IsAny<CancellationToken>()), Times.Once);
    }

    [Test]
    public async Task A_preference_that_could_not_be_set_hides_not_that_the_code_was_accepted()
    {
        await using MockWorld world = await SignedInAsync();
        world.Client.Setup(c => c.VerifySoftwareTokenAsync(It.IsAny<VerifySoftwareTokenRequest>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new VerifySoftwareTokenResponse { Status = VerifySoftwareTokenResponseType.SUCCESS });
        world.Client.Setup(c => c.SetUserMFAPreferenceAsync(It.IsAny<SetUserMFAPreferenceRequest>(), It.IsAny<CancellationToken>())).ThrowsAsync(Refusal("InvalidParameterException", "No."));

        VerifyTotpResult result = await world.Auth.Mfa.VerifyTotpAsync("123456", new VerifyTotpOptions { Preference = MfaPreference.Enabled });

        Assert.That(result.IsVerified, Is.True);
        Assert.That(result.PreferenceError!.Operation, Is.EqualTo("SetUserMFAPreference"));
    }

    [Test]
    public async Task What_cannot_be_a_code_is_rejected_without_a_call()
    {
        await using MockWorld world = await SignedInAsync();

        VerifyTotpResult result = await world.Auth.Mfa.VerifyTotpAsync("12345");

        Assert.That(result.Rejection?.Reason, Is.EqualTo(AuthErrorReason.WrongCode));
        Assert.That(world.Client.Invocations, Has.Count.EqualTo(1), "the sign-in, and nothing since");
    }

    [Test]
    public async Task Nobody_signed_in_is_told_without_a_call()
    {
        await using var world = new MockWorld();
        IAuthMfa mfa = world.Auth.Mfa;
        Func<Task>[] calls = [() => mfa.SetUpTotpAsync(), () => mfa.VerifyTotpAsync("123456"), () => mfa.FetchPreferencesAsync(), () => mfa.UpdatePreferencesAsync(new MfaPreferenceUpdate { Sms = MfaPreference.Disabled })];

        foreach (Func<Task> call in calls)
        {
            Assert.That(() => call(), Throws.TypeOf<SignInRequiredException>());
        }

        Assert.That(world.Client.Invocations, Is.Empty);
        await world.Auth.DisposeAsync();
        foreach (Func<Task> call in calls)
        {
            Assert.That(() => call(), Throws.TypeOf<ObjectDisposedException>());
        }
    }

    [Test]
    public async Task A_token_without_the_scope_is_told_without_a_call()
    {
        await using var world = new MockWorld(accessClaims: new Dictionary<string, object?> { ["scope"] = "openid" });
        await world.Auth.SignInAsync("ana", "Any-password-1");
        IAuthMfa mfa = world.Auth.Mfa;
        Func<Task>[] calls = [() => mfa.SetUpTotpAsync(), () => mfa.VerifyTotpAsync("123456"), () => mfa.FetchPreferencesAsync(), () => mfa.UpdatePreferencesAsync(new MfaPreferenceUpdate { Sms = MfaPreference.Disabled })];

        foreach (Func<Task> call in calls)
        {
            Assert.That(() => call(), Throws.TypeOf<AuthException>().With.Property("Reason").EqualTo(AuthErrorReason.MissingScope));
        }

        Assert.That(world.Client.Invocations, Has.Count.EqualTo(1), "the sign-in, and nothing since");
    }

    [Test]
    public async Task A_set_up_without_a_secret_is_no_answer()
    {
        await using MockWorld world = await SignedInAsync();
        world.Client.Setup(c => c.AssociateSoftwareTokenAsync(It.IsAny<AssociateSoftwareTokenRequest>(), It.IsAny<CancellationToken>())).ReturnsAsync(new AssociateSoftwareTokenResponse());

        AuthException? error = Assert.ThrowsAsync<AuthException>(() => world.Auth.Mfa.SetUpTotpAsync());

        Assert.That(error!.Reason, Is.EqualTo(AuthErrorReason.InvalidResponse));
    }

    private static AmazonCognitoIdentityProviderException Refusal(string code, string message) => new(message, ErrorType.Sender, code, "request-1", System.Net.HttpStatusCode.BadRequest);

    private static async Task<MockWorld> SignedInAsync()
    {
        var world = new MockWorld();
        Assert.That((await world.Auth.SignInAsync("ana", "Any-password-1")).IsSignedIn, Is.True);
        return world;
    }
}
