using Amplify.Emulator;
using Amplify.Sessions;
using Amplify.Tests.Support;

namespace Amplify.Tests.Profile;

/// <summary>Attributes and the account against the emulator, with a client secret and without.</summary>
public sealed class ProfileOverHttpTests
{
    private static readonly Dictionary<string, string> _newEmail = new() { ["email"] = "ana@new.example", ["name"] = "Ana Maria" };

    [Test]
    public async Task Attributes_are_fetched_changed_and_deleted([Values] bool clientSecret)
    {
        await using AuthWorld world = await WorldAsync(clientSecret);
        Auth auth = await world.SignedInAsync();

        IReadOnlyDictionary<string, string> before = await auth.Attributes.FetchAsync();
        UpdateAttributesResult updated = await auth.Attributes.UpdateAsync(new Dictionary<string, string> { ["name"] = "Ana Maria", ["nickname"] = "Nana" });
        string? nameInSession = (await auth.CurrentUserAsync())!.Name;
        DeleteAttributesResult deleted = await auth.Attributes.DeleteAsync(["nickname"], new DeleteAttributesOptions { RefreshSession = true });
        IReadOnlyDictionary<string, string> after = await auth.Attributes.FetchAsync();

        Assert.That(before["sub"], Is.EqualTo(world.User.Sub));
        Assert.That((before["email"], before["email_verified"], before["name"]), Is.EqualTo(("ana@example.com", "true", "Ana Lima")));
        Assert.That(updated.IsDone, Is.True);
        Assert.That(nameInSession, Is.EqualTo("Ana Lima"), "claims change with the next refresh");
        Assert.That((deleted.Session!.User!.Name, deleted.SessionError), Is.EqualTo(("Ana Maria", (AuthError?)null)));
        Assert.That(after["name"], Is.EqualTo("Ana Maria"));
        Assert.That(after.ContainsKey("nickname"), Is.False);
    }

    [Test]
    public async Task A_new_address_is_confirmed_with_its_code([Values] bool oldValueUntilThen)
    {
        await using AuthWorld world = await WorldAsync(verificationFirst: oldValueUntilThen);
        Auth auth = await world.SignedInAsync();

        UpdateAttributesResult updated = await auth.Attributes.UpdateAsync(_newEmail);
        IReadOnlyDictionary<string, string> meanwhile = await auth.Attributes.FetchAsync();
        VerifiedContacts waiting = await auth.Attributes.FetchVerifiedContactsAsync();
        string code = world.Cognito.Outbox.LatestCode("ana");
        ConfirmAttributeResult wrong = await auth.Attributes.ConfirmAsync("email", code == "000000" ? "000001" : "000000");
        ConfirmAttributeResult right = await auth.Attributes.ConfirmAsync("email", $" {code} ", new ConfirmAttributeOptions { RefreshSession = true });
        VerifiedContacts done = await auth.Attributes.FetchVerifiedContactsAsync();

        Assert.That(updated.IsDone, Is.False);
        Assert.That(updated.Attributes["email"].CodeDelivery!.Destination, Is.EqualTo("a***@n***"));
        Assert.That(updated.Attributes["name"].IsUpdated, Is.True);
        Assert.That(meanwhile["email"], Is.EqualTo(oldValueUntilThen ? "ana@example.com" : "ana@new.example"));
        Assert.That(waiting.Verified.ContainsKey("email"), Is.EqualTo(oldValueUntilThen));
        Assert.That(wrong.Rejection?.Reason, Is.EqualTo(AuthErrorReason.WrongCode));
        Assert.That(right.IsConfirmed, Is.True);
        Assert.That(right.Session!.User!.Email, Is.EqualTo("ana@new.example"));
        Assert.That(done.Verified["email"], Is.EqualTo("ana@new.example"));
    }

    [Test]
    public async Task A_code_is_sent_again_and_expires()
    {
        await using AuthWorld world = await WorldAsync();
        Auth auth = await world.SignedInAsync();
        await auth.Attributes.UpdateAsync(_newEmail);

        CodeDelivery? delivery = await auth.Attributes.SendCodeAsync("email");
        world.Clock.Advance(TimeSpan.FromHours(25));
        ConfirmAttributeResult late = await auth.Attributes.ConfirmAsync("email", world.Cognito.Outbox.LatestCode("ana"));

        Assert.That((delivery!.Destination, delivery.AttributeName), Is.EqualTo(("a***@n***", "email")));
        Assert.That(late.Rejection?.Reason, Is.EqualTo(AuthErrorReason.ExpiredCode));
    }

    [Test]
    public async Task An_attribute_the_app_client_may_not_write_is_an_error()
    {
        await using AuthWorld world = await AuthWorld.StartAsync(new AppClientSettings { WriteAttributes = ["email"] });
        Auth auth = await world.SignedInAsync();

        AuthException? forbidden = Assert.ThrowsAsync<AuthException>(() => auth.Attributes.UpdateAsync(_newEmail));
        AuthException? noAddress = Assert.ThrowsAsync<AuthException>(() => auth.Attributes.UpdateAsync(new Dictionary<string, string> { ["email"] = "no address" }));

        Assert.That((forbidden!.Reason, noAddress!.Reason), Is.EqualTo((AuthErrorReason.AppClientMisconfigured, AuthErrorReason.InvalidParameter)));
        Assert.That(forbidden.Suggestion, Does.Contain("write the attribute"));
    }

    [Test]
    public async Task A_sign_out_everywhere_is_found_out_by_the_next_call()
    {
        await using AuthWorld world = await WorldAsync();
        Auth auth = await world.SignedInAsync();
        world.User.SignOutEverywhere();

        SignInRequiredException? error = Assert.ThrowsAsync<SignInRequiredException>(() => auth.Attributes.FetchAsync());

        Assert.That(error!.EndReason, Is.EqualTo(SessionEndReason.RefreshTokenRevoked));
        Assert.That((await auth.CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.SignedOut));
    }

    [Test]
    public async Task A_deleted_user_is_gone_everywhere([Values] bool clientSecret)
    {
        await using AuthWorld world = await WorldAsync(clientSecret);
        Auth auth = await world.SignedInAsync();
        Auth elsewhere = await world.SignedInAsync(services: world.Services(new InMemorySessionStore(world.Clock)));

        DeleteUserResult result = await auth.Account.DeleteUserAsync();
        AuthSession other = await elsewhere.CurrentSessionAsync(new CurrentSessionOptions { ForceRefresh = true });

        Assert.That(result.IsSignedOut, Is.True);
        Assert.That((await auth.CurrentSessionAsync()).HasUser, Is.False);
        Assert.That(world.Pool.FindUser("ana"), Is.Null);
        Assert.That(other.State, Is.EqualTo(AuthSessionState.SignedOut), $"{other.Error}");
        Assert.That(() => auth.Account.DeleteUserAsync(), Throws.InstanceOf<SignInRequiredException>(), "nobody is signed in any more");
    }

    [Test]
    public async Task A_user_deleted_elsewhere_counts_as_deleted()
    {
        await using AuthWorld world = await WorldAsync();
        Auth auth = await world.SignedInAsync();
        world.User.Delete();

        Assert.That((await auth.Account.DeleteUserAsync()).IsSignedOut, Is.True);
        Assert.That((await auth.CurrentSessionAsync()).HasUser, Is.False);
    }

    [Test]
    public async Task A_deletion_whose_answer_was_lost_is_asked_for_again()
    {
        await using AuthWorld world = await WorldAsync();
        Auth auth = await world.SignedInAsync();
        world.Cognito.Faults.Add(new Fault { Operation = "DeleteUser", Phase = FaultPhase.After, Kind = FaultKind.Cut, Times = 1 });

        Task<DeleteUserResult> deleting = auth.Account.DeleteUserAsync();
        await world.Clock.WaitForTimerDueWithinAsync(TimeSpan.FromSeconds(1));
        world.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.That((await deleting).IsSignedOut, Is.True);
        Assert.That(world.Pool.FindUser("ana"), Is.Null);
    }

    private static Task<AuthWorld> WorldAsync(bool clientSecret = false, bool verificationFirst = false) => AuthWorld.StartAsync(
        new AppClientSettings { GenerateSecret = clientSecret },
        new UserPoolSettings { AttributesRequireVerificationBeforeUpdate = verificationFirst ? ["email"] : [] });
}
