using Amplify.CognitoIdentityProvider;
using Amplify.CognitoIdentityProvider.Model;
using Amplify.Tests.Support;
using Moq;

namespace Amplify.Tests.Passwords;

/// <summary>Forgotten and changed passwords: what a person can put right is a rejection, the rest an error.</summary>
public sealed class PasswordTests
{
    private const string New = "Another-Horse-8!";

    private static readonly Dictionary<string, string> _metadata = new() { ["a"] = "b" };

    [Test]
    public async Task A_reset_says_where_the_code_went()
    {
        await using var world = new MockWorld(options => options.ClientSecret = new Secret("aSecretOfTwentyFourLetters"));
        ForgotPasswordRequest? sent = null;
        world.Client.Setup(c => c.ForgotPasswordAsync(It.IsAny<ForgotPasswordRequest>(), It.IsAny<CancellationToken>()))
            .Callback((ForgotPasswordRequest request, CancellationToken _) => sent = request)
            .ReturnsAsync(new ForgotPasswordResponse { CodeDeliveryDetails = new CodeDeliveryDetailsType { AttributeName = "email", DeliveryMedium = DeliveryMediumType.EMAIL, Destination = "a***@e***" } });

        ResetPasswordResult result = await world.Auth.ResetPasswordAsync("ana", new ResetPasswordOptions { ClientMetadata = _metadata });

        Assert.That(result.CodeDelivery!.Destination, Is.EqualTo("a***@e***"));
        Assert.That((sent!.Username, sent.ClientId), Is.EqualTo(("ana", "1testclient")));
        Assert.That(sent.SecretHash, Is.Not.Empty);
        Assert.That(sent.ClientMetadata, Is.EquivalentTo(_metadata));
    }

    [Test]
    public async Task A_code_and_a_new_password_end_it()
    {
        await using var world = new MockWorld(options => options.ClientSecret = new Secret("aSecretOfTwentyFourLetters"));
        ConfirmForgotPasswordRequest? sent = null;
        world.Client.Setup(c => c.ConfirmForgotPasswordAsync(It.IsAny<ConfirmForgotPasswordRequest>(), It.IsAny<CancellationToken>()))
            .Callback((ConfirmForgotPasswordRequest request, CancellationToken _) => sent = request)
            .ReturnsAsync(new ConfirmForgotPasswordResponse());

        ConfirmResetPasswordResult result = await world.Auth.ConfirmResetPasswordAsync("ana", " 123456 ", New, new ConfirmResetPasswordOptions { ClientMetadata = _metadata });

        Assert.That(result.IsReset, Is.True);
        Assert.That((sent!.Username, sent.ConfirmationCode, sent.Password), Is.EqualTo(("ana", "123456", New)));
        Assert.That(sent.SecretHash, Is.Not.Empty);
        Assert.That(sent.ClientMetadata, Is.EquivalentTo(_metadata));
    }

    [TestCase("CodeMismatchException", "Invalid verification code provided, please try again.", AuthErrorReason.WrongCode)]
    [TestCase("ExpiredCodeException", "Invalid code provided, please request a code again.", AuthErrorReason.ExpiredCode)]
    [TestCase("InvalidPasswordException", "Password did not conform with policy: Password not long enough", AuthErrorReason.InvalidPassword)]
    [TestCase("PasswordHistoryPolicyViolationException", "Password has previously been used", AuthErrorReason.InvalidPassword)]
    public async Task What_a_person_can_put_right_is_a_rejection(string code, string message, AuthErrorReason reason)
    {
        await using var world = new MockWorld();
        world.Client.Setup(c => c.ConfirmForgotPasswordAsync(It.IsAny<ConfirmForgotPasswordRequest>(), It.IsAny<CancellationToken>())).ThrowsAsync(Refused.With(code, message));

        ConfirmResetPasswordResult result = await world.Auth.ConfirmResetPasswordAsync("ana", "123456", New);

        Assert.That(result.IsReset, Is.False);
        Assert.That(result.Rejection!.Reason, Is.EqualTo(reason));
        Assert.That(result.Rejection.Message, Is.EqualTo(message));
        Assert.That(result.Rejection.Suggestion, Is.Not.Empty);
    }

    [TestCase("LimitExceededException", "Attempt limit exceeded, please try after some time.", AuthErrorReason.TooManyAttempts)]
    [TestCase("TooManyFailedAttemptsException", "Too many.", AuthErrorReason.TooManyAttempts)]
    [TestCase("UserNotFoundException", "Username/client id combination not found.", AuthErrorReason.UserNotFound)]
    public async Task The_rest_is_an_error(string code, string message, AuthErrorReason reason)
    {
        await using var world = new MockWorld();
        world.Client.Setup(c => c.ConfirmForgotPasswordAsync(It.IsAny<ConfirmForgotPasswordRequest>(), It.IsAny<CancellationToken>())).ThrowsAsync(Refused.With(code, message));

        AuthException? error = Assert.ThrowsAsync<AuthException>(() => world.Auth.ConfirmResetPasswordAsync("ana", "123456", New));

        Assert.That(error!.Reason, Is.EqualTo(reason));
        Assert.That(error.Error.Operation, Is.EqualTo("ConfirmForgotPassword"));
    }

    [Test]
    public async Task A_lost_answer_is_told_and_nothing_is_sent_twice()
    {
        await using var world = new MockWorld();
        world.Client.Setup(c => c.ForgotPasswordAsync(It.IsAny<ForgotPasswordRequest>(), It.IsAny<CancellationToken>())).ThrowsAsync(new IOException("cut"));

        AuthException? error = Assert.ThrowsAsync<AuthException>(() => world.Auth.ResetPasswordAsync("ana"));

        Assert.That(error!.Error.MayHaveBeenApplied, Is.True);
        world.Client.Verify(c => c.ForgotPasswordAsync(It.IsAny<ForgotPasswordRequest>(), It.IsAny<CancellationToken>()), Times.Once);
    }

    [Test]
    public async Task A_password_is_changed()
    {
        await using var world = new MockWorld();
        await world.Auth.SignInAsync("ana", "Any-password-1");
        ChangePasswordRequest? sent = null;
        world.Client.Setup(c => c.ChangePasswordAsync(It.IsAny<ChangePasswordRequest>(), It.IsAny<CancellationToken>()))
            .Callback((ChangePasswordRequest request, CancellationToken _) => sent = request)
            .ReturnsAsync(new ChangePasswordResponse());

        ChangePasswordResult result = await world.Auth.ChangePasswordAsync("Any-password-1", New);

        Assert.That(result.IsChanged, Is.True);
        Assert.That((sent!.PreviousPassword, sent.ProposedPassword), Is.EqualTo(("Any-password-1", New)));
        Assert.That(sent.AccessToken, Is.EqualTo(await world.Auth.GetAccessTokenAsync()));
    }

    [TestCase("NotAuthorizedException", "Incorrect username or password.", AuthErrorReason.WrongCredentials, "old password")]
    [TestCase("InvalidPasswordException", "Password did not conform with policy: Password must have symbol characters", AuthErrorReason.InvalidPassword, "policy")]
    [TestCase("PasswordHistoryPolicyViolationException", "Password has previously been used", AuthErrorReason.InvalidPassword, "not used before")]
    public async Task A_password_that_is_not_accepted_is_a_rejection(string code, string message, AuthErrorReason reason, string suggestion)
    {
        await using var world = new MockWorld();
        await world.Auth.SignInAsync("ana", "Any-password-1");
        world.Client.Setup(c => c.ChangePasswordAsync(It.IsAny<ChangePasswordRequest>(), It.IsAny<CancellationToken>())).ThrowsAsync(Refused.With(code, message));

        ChangePasswordResult result = await world.Auth.ChangePasswordAsync("Any-password-1", New);

        Assert.That(result.IsChanged, Is.False);
        Assert.That(result.Rejection!.Reason, Is.EqualTo(reason));
        Assert.That(result.Rejection.Suggestion, Does.Contain(suggestion));
    }

    [Test]
    public async Task Too_many_attempts_are_an_error()
    {
        await using var world = new MockWorld();
        await world.Auth.SignInAsync("ana", "Any-password-1");
        world.Client.Setup(c => c.ChangePasswordAsync(It.IsAny<ChangePasswordRequest>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(Refused.With("LimitExceededException", "Attempt limit exceeded, please try after some time."));

        AuthException? error = Assert.ThrowsAsync<AuthException>(() => world.Auth.ChangePasswordAsync("Any-password-1", New));

        Assert.That(error!.Reason, Is.EqualTo(AuthErrorReason.TooManyAttempts));
        Assert.That((await world.Auth.CurrentSessionAsync()).IsSignedIn, Is.True);
    }
}
