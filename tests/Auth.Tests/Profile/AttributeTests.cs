using Amplify.CognitoIdentityProvider;
using Amplify.CognitoIdentityProvider.Model;
using Amplify.Tests.Support;
using Moq;

namespace Amplify.Tests.Profile;

/// <summary>What the engine makes of the service's answers about attributes.</summary>
public sealed class AttributeTests
{
    private static readonly Dictionary<string, string> _changes = new() { ["name"] = "Ana Lima", ["email"] = "ana@new.example", ["phone_number"] = "+15550100" };

    [Test]
    public async Task Attributes_are_read_as_they_are()
    {
        await using var world = new MockWorld();
        await SignInAsync(world);
        HasAttributes(world, ("sub", "1"), ("name", "Ana"), ("custom:team", ""), ("name", "Ana Lima"), (null!, "lost"), ("nickname", null!));

        IReadOnlyDictionary<string, string> attributes = await world.Auth.Attributes.FetchAsync();

        Assert.That(attributes, Is.EquivalentTo(new Dictionary<string, string> { ["sub"] = "1", ["name"] = "Ana Lima", ["custom:team"] = "", ["nickname"] = "" }));
    }

    [TestCase("true", "false", "email", "phone_number")]
    [TestCase("True", null, "email", "phone_number")]
    [TestCase("false", "true", "phone_number", "email")]
    public async Task Contacts_are_sorted_by_proof(string email, string? phone, string verified, string unverified)
    {
        await using var world = new MockWorld();
        await SignInAsync(world);
        HasAttributes(world, ("email", "email"), ("email_verified", email), ("phone_number", "phone_number"), (phone is null ? "other" : "phone_number_verified", phone ?? ""));

        VerifiedContacts contacts = await world.Auth.Attributes.FetchVerifiedContactsAsync();

        Assert.That(contacts.Verified, Is.EquivalentTo(new Dictionary<string, string> { [verified] = verified }));
        Assert.That(contacts.Unverified, Is.EquivalentTo(new Dictionary<string, string> { [unverified] = unverified }));
    }

    [Test]
    public async Task Contacts_that_are_not_there_are_in_neither()
    {
        await using var world = new MockWorld();
        await SignInAsync(world);
        HasAttributes(world, ("email", ""), ("email_verified", "true"));

        VerifiedContacts contacts = await world.Auth.Attributes.FetchVerifiedContactsAsync();

        Assert.That(contacts.Verified.Concat(contacts.Unverified), Is.Empty);
    }

    [Test]
    public async Task An_update_says_of_each_attribute_whether_a_code_is_needed()
    {
        await using var world = new MockWorld();
        await SignInAsync(world);
        UpdateUserAttributesRequest? sent = null;
        world.Client.Setup(c => c.UpdateUserAttributesAsync(It.IsAny<UpdateUserAttributesRequest>(), It.IsAny<CancellationToken>()))
            .Callback((UpdateUserAttributesRequest request, CancellationToken _) => sent = request)
            .ReturnsAsync(new UpdateUserAttributesResponse
            {
                CodeDeliveryDetailsList =
                [
                    new CodeDeliveryDetailsType { AttributeName = "email", DeliveryMedium = DeliveryMediumType.EMAIL, Destination = "a***@n***" },
                    new CodeDeliveryDetailsType { DeliveryMedium = DeliveryMediumType.SMS, Destination = "+*******0100" },
                ],
            });

        UpdateAttributesResult result = await world.Auth.Attributes.UpdateAsync(_changes, new UpdateAttributesOptions { ClientMetadata = new Dictionary<string, string> { ["a"] = "b" } });

        Assert.That(sent!.UserAttributes!.ToDictionary(a => a.Name!, a => a.Value!), Is.EquivalentTo(_changes));
        Assert.That(sent.ClientMetadata, Is.EquivalentTo(new Dictionary<string, string> { ["a"] = "b" }));
        Assert.That(result.IsDone, Is.False);
        Assert.That(result.Attributes.Keys, Is.EquivalentTo(_changes.Keys));
        Assert.That(result.Attributes["name"].IsUpdated, Is.True);
        Assert.That(result.Attributes["email"].CodeDelivery!.Destination, Is.EqualTo("a***@n***"));
        Assert.That(result.Attributes["phone_number"].IsUpdated, Is.False, "a delivery that names no attribute goes by its medium");
        Assert.That((result.Session, result.SessionError), Is.EqualTo(((AuthSession?)null, (AuthError?)null)), "nobody asked for a refresh");
    }

    [Test]
    public async Task An_update_without_codes_is_done()
    {
        await using var world = new MockWorld();
        await SignInAsync(world);
        AcceptsUpdates(world);

        Assert.That((await world.Auth.Attributes.UpdateAsync(_changes)).IsDone, Is.True);
    }

    private static IEnumerable<TestCaseData> Refreshing()
    {
        yield return new TestCaseData((Func<IAuth, Task<(AuthSession?, AuthError?)>>)(async auth =>
        {
            UpdateAttributesResult result = await auth.Attributes.UpdateAsync(_changes, new UpdateAttributesOptions { RefreshSession = true });
            return (result.Session, result.SessionError);
        })).SetArgDisplayNames("update");
        yield return new TestCaseData((Func<IAuth, Task<(AuthSession?, AuthError?)>>)(async auth =>
        {
            DeleteAttributesResult result = await auth.Attributes.DeleteAsync(["name"], new DeleteAttributesOptions { RefreshSession = true });
            return (result.Session, result.SessionError);
        })).SetArgDisplayNames("delete");
        yield return new TestCaseData((Func<IAuth, Task<(AuthSession?, AuthError?)>>)(async auth =>
        {
            ConfirmAttributeResult result = await auth.Attributes.ConfirmAsync("email", "123456", new ConfirmAttributeOptions { RefreshSession = true });
            return (result.Session, result.SessionError);
        })).SetArgDisplayNames("confirm");
    }

    [TestCaseSource(nameof(Refreshing))]
    public async Task The_session_is_refreshed_on_request(Func<IAuth, Task<(AuthSession?, AuthError?)>> act)
    {
        await using var world = new MockWorld();
        await SignInAsync(world);
        AcceptsUpdates(world);
        AuthenticationResultType renewed = world.Result();
        renewed.IdToken = world.Tokens.CreateIdToken(new Dictionary<string, object?> { ["name"] = "Ana Lima" });
        world.Client.Setup(c => c.GetTokensFromRefreshTokenAsync(It.IsAny<GetTokensFromRefreshTokenRequest>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new GetTokensFromRefreshTokenResponse { AuthenticationResult = renewed });

        (AuthSession? session, AuthError? error) = await act(world.Auth);

        Assert.That(error, Is.Null);
        Assert.That(session!.User!.Name, Is.EqualTo("Ana Lima"));
        Assert.That((await world.Auth.CurrentUserAsync())!.Name, Is.EqualTo("Ana Lima"));
    }

    [TestCaseSource(nameof(Refreshing))]
    public async Task A_refresh_that_fails_does_not_hide_what_was_done(Func<IAuth, Task<(AuthSession?, AuthError?)>> act)
    {
        await using var world = new MockWorld();
        await SignInAsync(world);
        AcceptsUpdates(world);
        world.Client.Setup(c => c.GetTokensFromRefreshTokenAsync(It.IsAny<GetTokensFromRefreshTokenRequest>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(Refused.With("TooManyRequestsException", "Rate exceeded"));

        (AuthSession? session, AuthError? error) = await act(world.Auth);

        Assert.That(error!.Reason, Is.EqualTo(AuthErrorReason.Throttled));
        Assert.That(session!.IsSignedIn, Is.True);
    }

    [TestCaseSource(nameof(Refreshing))]
    public async Task A_store_that_fails_during_it_does_not_either(Func<IAuth, Task<(AuthSession?, AuthError?)>> act)
    {
        await using var world = new MockWorld();
        var store = new BreakableStore(world.Store);
        await using var auth = new Auth(world.Options, new AuthServices
        {
            UserPoolClient = world.Client.Object,
            TokenKeys = world.Tokens.KeySource,
            TimeProvider = world.Clock,
            SessionStore = store,
            Protector = world.Protector,
        });
        await auth.SignInAsync("ana", "Any-password-1");
        AcceptsUpdates(world, () => store.FailReads = true);

        (AuthSession? session, AuthError? error) = await act(auth);

        Assert.That(error!.Reason, Is.EqualTo(AuthErrorReason.StoreUnavailable));
        Assert.That(session is null || session.HasUser, Is.True);
    }

    [Test]
    public async Task A_session_that_is_over_is_shown_with_what_was_done()
    {
        await using var world = new MockWorld();
        await SignInAsync(world);
        AcceptsUpdates(world);
        world.Client.Setup(c => c.GetTokensFromRefreshTokenAsync(It.IsAny<GetTokensFromRefreshTokenRequest>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(Refused.With("NotAuthorizedException", "Refresh Token has been revoked"));

        UpdateAttributesResult result = await world.Auth.Attributes.UpdateAsync(_changes, new UpdateAttributesOptions { RefreshSession = true });

        Assert.That(result.IsDone, Is.True);
        Assert.That(result.Session!.EndReason, Is.EqualTo(SessionEndReason.RefreshTokenRevoked));
    }

    [Test]
    public async Task A_cancellation_after_the_update_does_not_hide_it()
    {
        await using var world = new MockWorld();
        await SignInAsync(world);
        using var cancelled = new CancellationTokenSource();
        AcceptsUpdates(world, cancelled.Cancel);

        UpdateAttributesResult result = await world.Auth.Attributes.UpdateAsync(_changes, new UpdateAttributesOptions { RefreshSession = true }, cancelled.Token);

        Assert.That(result.IsDone, Is.True);
        Assert.That(result.SessionError!.IsTransient, Is.True);
        Assert.That(result.Session, Is.Null);
    }

    [Test]
    public async Task Names_are_deleted_once_each()
    {
        await using var world = new MockWorld();
        await SignInAsync(world);
        AcceptsUpdates(world);

        await world.Auth.Attributes.DeleteAsync(["name", "custom:team", "name"]);

        world.Client.Verify(c => c.DeleteUserAttributesAsync(It.Is<DeleteUserAttributesRequest>(r => r.UserAttributeNames!.SequenceEqual(new[] { "name", "custom:team" })), It.IsAny<CancellationToken>()));
    }

    [Test]
    public async Task A_code_is_sent_and_says_where_to()
    {
        await using var world = new MockWorld();
        await SignInAsync(world);
        GetUserAttributeVerificationCodeRequest? sent = null;
        world.Client.Setup(c => c.GetUserAttributeVerificationCodeAsync(It.IsAny<GetUserAttributeVerificationCodeRequest>(), It.IsAny<CancellationToken>()))
            .Callback((GetUserAttributeVerificationCodeRequest request, CancellationToken _) => sent = request)
            .ReturnsAsync(new GetUserAttributeVerificationCodeResponse { CodeDeliveryDetails = new CodeDeliveryDetailsType { AttributeName = "email", DeliveryMedium = DeliveryMediumType.EMAIL, Destination = "a***@e***" } });

        CodeDelivery? delivery = await world.Auth.Attributes.SendCodeAsync("email", new SendAttributeCodeOptions { ClientMetadata = new Dictionary<string, string> { ["a"] = "b" } });

        Assert.That(sent!.AttributeName, Is.EqualTo("email"));
        Assert.That(sent.ClientMetadata!["a"], Is.EqualTo("b"));
        Assert.That(delivery!.Destination, Is.EqualTo("a***@e***"));
    }

    [TestCase("CodeMismatchException", "Invalid verification code provided, please try again.", AuthErrorReason.WrongCode)]
    [TestCase("ExpiredCodeException", "Invalid code provided, please request a code again.", AuthErrorReason.ExpiredCode)]
    public async Task A_code_that_is_not_accepted_is_a_rejection(string code, string message, AuthErrorReason reason)
    {
        await using var world = new MockWorld();
        await SignInAsync(world);
        world.Client.Setup(c => c.VerifyUserAttributeAsync(It.IsAny<VerifyUserAttributeRequest>(), It.IsAny<CancellationToken>())).ThrowsAsync(Refused.With(code, message));

        ConfirmAttributeResult result = await world.Auth.Attributes.ConfirmAsync("email", "123456", new ConfirmAttributeOptions { RefreshSession = true });

        Assert.That(result.IsConfirmed, Is.False);
        Assert.That(result.Rejection!.Reason, Is.EqualTo(reason));
        Assert.That(result.Session, Is.Null, "nothing changed, so nothing is refreshed");
    }

    [Test]
    public async Task An_address_of_another_user_is_an_error()
    {
        await using var world = new MockWorld();
        await SignInAsync(world);
        world.Client.Setup(c => c.VerifyUserAttributeAsync(It.IsAny<VerifyUserAttributeRequest>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(Refused.With("AliasExistsException", "An account with the email already exists."));

        AuthException? error = Assert.ThrowsAsync<AuthException>(() => world.Auth.Attributes.ConfirmAsync("email", "123456"));

        Assert.That(error!.Reason, Is.EqualTo(AuthErrorReason.AliasExists));
    }

    [Test]
    public async Task Blanks_around_a_code_do_not_count()
    {
        await using var world = new MockWorld();
        await SignInAsync(world);
        AcceptsUpdates(world);

        await world.Auth.Attributes.ConfirmAsync("email", " 123456\n");

        world.Client.Verify(c => c.VerifyUserAttributeAsync(It.Is<VerifyUserAttributeRequest>(r => r.Code == "123456"), It.IsAny<CancellationToken>()));
    }

    private static Task<SignInResult> SignInAsync(MockWorld world) => world.Auth.SignInAsync("ana", "Any-password-1");

    private static void HasAttributes(MockWorld world, params (string Name, string Value)[] attributes) =>
        world.Client.Setup(c => c.GetUserAsync(It.IsAny<GetUserRequest>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new GetUserResponse { UserAttributes = [.. attributes.Select(a => new AttributeType { Name = a.Name, Value = a.Value })] });

    private static void AcceptsUpdates(MockWorld world, Action? then = null)
    {
        world.Client.Setup(c => c.UpdateUserAttributesAsync(It.IsAny<UpdateUserAttributesRequest>(), It.IsAny<CancellationToken>())).Callback(() => then?.Invoke()).ReturnsAsync(new UpdateUserAttributesResponse());
        world.Client.Setup(c => c.DeleteUserAttributesAsync(It.IsAny<DeleteUserAttributesRequest>(), It.IsAny<CancellationToken>())).Callback(() => then?.Invoke()).ReturnsAsync(new DeleteUserAttributesResponse());
        world.Client.Setup(c => c.VerifyUserAttributeAsync(It.IsAny<VerifyUserAttributeRequest>(), It.IsAny<CancellationToken>())).Callback(() => then?.Invoke()).ReturnsAsync(new VerifyUserAttributeResponse());
    }
}
