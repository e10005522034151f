using Amplify.CognitoIdentityProvider.Model;
using Amplify.Emulator;
using Amplify.Tests.Support;
using Moq;

namespace Amplify.Tests.Profile;

/// <summary>What holds for every call that carries the access token, whichever it is.</summary>
public sealed class SignedInCallTests
{
    private static readonly Dictionary<string, string> _name = new() { ["name"] = "Ana" };

    private static IEnumerable<TestCaseData> Calls()
    {
        yield return Call("GetUser", auth => auth.Attributes.FetchAsync());
        yield return Call("GetUser", auth => auth.Attributes.FetchVerifiedContactsAsync());
        yield return Call("UpdateUserAttributes", auth => auth.Attributes.UpdateAsync(_name));
        yield return Call("DeleteUserAttributes", auth => auth.Attributes.DeleteAsync(["name"]));
        yield return Call("GetUserAttributeVerificationCode", auth => auth.Attributes.SendCodeAsync("email"));
        yield return Call("VerifyUserAttribute", auth => auth.Attributes.ConfirmAsync("email", "123456"));
        yield return Call("ChangePassword", auth => auth.ChangePasswordAsync("old", "new"));
        yield return Call("DeleteUser", auth => auth.Account.DeleteUserAsync());

        static TestCaseData Call(string operation, Func<IAuth, Task> call) => new TestCaseData(operation, call).SetArgDisplayNames(operation);
    }

    [TestCaseSource(nameof(Calls))]
    public async Task Nobody_signed_in_is_told_before_anything_is_sent(string operation, Func<IAuth, Task> call)
    {
        await using var world = new MockWorld();

        SignInRequiredException? error = Assert.ThrowsAsync<SignInRequiredException>(() => call(world.Auth));

        Assert.That(error!.EndReason, Is.Null, operation);
    }

    [TestCaseSource(nameof(Calls))]
    public async Task A_missing_scope_is_told_before_anything_is_sent(string operation, Func<IAuth, Task> call)
    {
        await using var world = new MockWorld(accessClaims: new Dictionary<string, object?> { ["scope"] = "openid email aws.cognito.signin.user.administrator" });
        await world.Auth.SignInAsync("ana", "Any-password-1");

        AuthException? error = Assert.ThrowsAsync<AuthException>(() => call(world.Auth));

        Assert.That(error!.Reason, Is.EqualTo(AuthErrorReason.MissingScope));
        Assert.That(error.Error.Operation, Is.EqualTo(operation));
        Assert.That(error.Message, Does.Contain("aws.cognito.signin.user.admin"));
        Assert.That(error.Suggestion, Is.Not.Empty);
    }

    [TestCaseSource(nameof(Calls))]
    public async Task A_refused_token_is_renewed_once_and_the_call_sent_once_more(string operation, Func<IAuth, Task> call)
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth auth = await world.SignedInAsync();
        string before = await auth.GetAccessTokenAsync();
        world.Cognito.Faults.Add(Fault.Error(operation, "NotAuthorizedException", "Access Token has been revoked"));

        await call(auth);

        string[] tokens = [.. world.Cognito.Requests.All.Where(r => r.Operation == operation).Select(r => r.Body!["AccessToken"]!.GetValue<string>())];
        Assert.That(tokens, Has.Length.EqualTo(2));
        Assert.That(tokens[0], Is.EqualTo(before));
        Assert.That(tokens[1], Is.Not.EqualTo(before));
        Assert.That(world.Refreshes, Is.EqualTo(1));
    }

    [Test]
    public async Task A_token_that_is_refused_again_is_not_renewed_again()
    {
        await using var world = new MockWorld();
        await world.Auth.SignInAsync("ana", "Any-password-1");
        RefreshGives(world, () => world.Result());
        world.Client.Setup(c => c.GetUserAsync(It.IsAny<GetUserRequest>(), It.IsAny<CancellationToken>())).ThrowsAsync(Refused.With("NotAuthorizedException", "Access Token has expired"));

        AuthException? error = Assert.ThrowsAsync<AuthException>(() => world.Auth.Attributes.FetchAsync());

        Assert.That(error!.Reason, Is.EqualTo(AuthErrorReason.AccessDenied));
        world.Client.Verify(c => c.GetUserAsync(It.IsAny<GetUserRequest>(), It.IsAny<CancellationToken>()), Times.Exactly(2));
        world.Client.Verify(c => c.GetTokensFromRefreshTokenAsync(It.IsAny<GetTokensFromRefreshTokenRequest>(), It.IsAny<CancellationToken>()), Times.Once);
    }

    [Test]
    public async Task Other_refusals_renew_nothing()
    {
        await using var world = new MockWorld();
        await world.Auth.SignInAsync("ana", "Any-password-1");
        world.Client.Setup(c => c.GetUserAsync(It.IsAny<GetUserRequest>(), It.IsAny<CancellationToken>())).ThrowsAsync(Refused.With("NotAuthorizedException", "Access Token does not have required scopes"));

        AuthException? error = Assert.ThrowsAsync<AuthException>(() => world.Auth.Attributes.FetchAsync());

        Assert.That(error!.Reason, Is.EqualTo(AuthErrorReason.MissingScope));
        world.Client.Verify(c => c.GetUserAsync(It.IsAny<GetUserRequest>(), It.IsAny<CancellationToken>()), Times.Once);
    }

    [Test]
    public async Task A_session_that_turns_out_to_be_over_requires_a_sign_in()
    {
        await using var world = new MockWorld();
        await world.Auth.SignInAsync("ana", "Any-password-1");
        world.Client.Setup(c => c.GetUserAsync(It.IsAny<GetUserRequest>(), It.IsAny<CancellationToken>())).ThrowsAsync(Refused.With("NotAuthorizedException", "Access Token has been revoked"));
        RefreshFails(world, "NotAuthorizedException", "Refresh Token has been revoked");

        SignInRequiredException? error = Assert.ThrowsAsync<SignInRequiredException>(() => world.Auth.Attributes.FetchAsync());

        Assert.That(error!.EndReason, Is.EqualTo(SessionEndReason.RefreshTokenRevoked));
        world.Client.Verify(c => c.GetUserAsync(It.IsAny<GetUserRequest>(), It.IsAny<CancellationToken>()), Times.Once);
    }

    [Test]
    public async Task A_token_that_cannot_be_renewed_now_says_why()
    {
        await using var world = new MockWorld();
        await world.Auth.SignInAsync("ana", "Any-password-1");
        world.Client.Setup(c => c.GetUserAsync(It.IsAny<GetUserRequest>(), It.IsAny<CancellationToken>())).ThrowsAsync(Refused.With("NotAuthorizedException", "Access Token has been revoked"));
        RefreshFails(world, "TooManyRequestsException", "Rate exceeded");

        AuthException? error = Assert.ThrowsAsync<AuthException>(() => world.Auth.Attributes.FetchAsync());

        Assert.That(error!.Reason, Is.EqualTo(AuthErrorReason.Throttled));
        Assert.That((error.InnerException as AuthException)?.Reason, Is.EqualTo(AuthErrorReason.AccessDenied));
        Assert.That((await world.Auth.CurrentSessionAsync()).HasUser, Is.True);
    }

    [Test]
    public async Task Expired_tokens_are_renewed_before_the_call()
    {
        await using var world = new MockWorld();
        Auth auth = await world.SignedInAndExpiredAsync();
        RefreshGives(world, () => world.Result());
        world.Client.Setup(c => c.GetUserAsync(It.IsAny<GetUserRequest>(), It.IsAny<CancellationToken>())).ReturnsAsync(new GetUserResponse());

        Assert.That(await auth.Attributes.FetchAsync(), Is.Empty);
    }

    [Test]
    public async Task Offline_is_an_error_and_the_session_goes_on()
    {
        await using var world = new MockWorld();
        Auth auth = await world.SignedInAndExpiredAsync();
        world.Client.Setup(c => c.GetTokensFromRefreshTokenAsync(It.IsAny<GetTokensFromRefreshTokenRequest>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new HttpRequestException(HttpRequestError.NameResolutionError));

        AuthException? error = Assert.ThrowsAsync<AuthException>(() => auth.Attributes.FetchAsync());

        Assert.That(error!.Reason, Is.EqualTo(AuthErrorReason.Network));
        Assert.That((await auth.CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.Offline));
    }

    [Test]
    public async Task A_call_for_one_user_is_never_sent_for_another_who_signed_in_meanwhile()
    {
        await using var world = new MockWorld();
        await world.Auth.SignInAsync("ana", "Any-password-1");
        AuthenticationResultType other = world.Result();
        other.IdToken = world.Tokens.CreateIdToken(new Dictionary<string, object?> { ["sub"] = "another-user", ["cognito:username"] = "ben" });
        other.AccessToken = world.Tokens.CreateAccessToken(new Dictionary<string, object?> { ["sub"] = "another-user", ["username"] = "ben" });
        other.RefreshToken = "refresh-of-ben";
        var sent = new List<string?>();
        world.Client.Setup(c => c.ChangePasswordAsync(It.IsAny<ChangePasswordRequest>(), It.IsAny<CancellationToken>()))
            .Returns(async (ChangePasswordRequest request, CancellationToken _) =>
            {
                sent.Add(request.AccessToken);
                world.Client.Setup(c => c.InitiateAuthAsync(It.IsAny<InitiateAuthRequest>(), It.IsAny<CancellationToken>())).ReturnsAsync(new InitiateAuthResponse { AuthenticationResult = other });
                await world.Auth.SignInAsync("ben", "Any-password-2", new SignInOptions { WhenAlreadySignedIn = WhenAlreadySignedIn.Replace }, CancellationToken.None);
                throw Refused.With("NotAuthorizedException", "Access Token has been revoked");
            });
        RefreshGives(world, () => new AuthenticationResultType { IdToken = other.IdToken, AccessToken = other.AccessToken });

        AuthException? error = Assert.ThrowsAsync<AuthException>(() => world.Auth.ChangePasswordAsync("old", "new"));

        Assert.That(error!.Reason, Is.EqualTo(AuthErrorReason.AccessDenied));
        Assert.That(sent, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_broken_connection_repeats_a_read_and_never_a_change()
    {
        await using var world = new MockWorld();
        await world.Auth.SignInAsync("ana", "Any-password-1");
        int reads = 0;
        world.Client.Setup(c => c.GetUserAsync(It.IsAny<GetUserRequest>(), It.IsAny<CancellationToken>()))
            .Returns(() => ++reads == 1 ? throw new IOException("cut") : Task.FromResult(new GetUserResponse()));
        world.Client.Setup(c => c.UpdateUserAttributesAsync(It.IsAny<UpdateUserAttributesRequest>(), It.IsAny<CancellationToken>())).ThrowsAsync(new IOException("cut"));

        Task<IReadOnlyDictionary<string, string>> read = world.Auth.Attributes.FetchAsync();
        await world.Clock.WaitForTimerDueWithinAsync(TimeSpan.FromSeconds(1));
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        await read;
        AuthException? error = Assert.ThrowsAsync<AuthException>(() => world.Auth.Attributes.UpdateAsync(_name));

        Assert.That(reads, Is.EqualTo(2));
        Assert.That(error!.Error.MayHaveBeenApplied, Is.True);
        world.Client.Verify(c => c.UpdateUserAttributesAsync(It.IsAny<UpdateUserAttributesRequest>(), It.IsAny<CancellationToken>()), Times.Once);
    }

    private static void RefreshGives(MockWorld world, Func<AuthenticationResultType> result) =>
        world.Client.Setup(c => c.GetTokensFromRefreshTokenAsync(It.IsAny<GetTokensFromRefreshTokenRequest>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(() => new GetTokensFromRefreshTokenResponse { AuthenticationResult = result() });

    private static void RefreshFails(MockWorld world, string code, string message) =>
        world.Client.Setup(c => c.GetTokensFromRefreshTokenAsync(It.IsAny<GetTokensFromRefreshTokenRequest>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(Refused.With(code, message));
}
