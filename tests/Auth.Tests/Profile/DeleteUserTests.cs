using Amplify.CognitoIdentityProvider.Model;
using Amplify.Tests.Support;
using Moq;

namespace Amplify.Tests.Profile;

/// <summary>Deleting a user: for good at the service, and then here, whatever the store says.</summary>
public sealed class DeleteUserTests
{
    [Test]
    public async Task The_user_is_deleted_and_then_signed_out()
    {
        await using var world = new MockWorld();
        await world.Auth.SignInAsync("ana", "Any-password-1");
        string token = await world.Auth.GetAccessTokenAsync();
        Deletes(world, () => Task.FromResult(new DeleteUserResponse()));

        DeleteUserResult result = await world.Auth.Account.DeleteUserAsync();

        Assert.That(result.IsSignedOut, Is.True);
        Assert.That((await world.Auth.CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.SignedOut));
        Assert.That((await world.NewAuth().CurrentSessionAsync()).HasUser, Is.False, "and the store has forgotten");
        world.Client.Verify(c => c.DeleteUserAsync(It.Is<DeleteUserRequest>(r => r.AccessToken == token), It.IsAny<CancellationToken>()), Times.Once);
    }

    [Test]
    public async Task A_user_who_is_deleted_already_counts_as_deleted()
    {
        await using var world = new MockWorld();
        await world.Auth.SignInAsync("ana", "Any-password-1");
        Deletes(world, () => throw Refused.With("UserNotFoundException", "User does not exist."));

        Assert.That((await world.Auth.Account.DeleteUserAsync()).IsSignedOut, Is.True);
        Assert.That((await world.Auth.CurrentSessionAsync()).HasUser, Is.False);
    }

    [Test]
    public async Task So_does_one_whose_token_is_refused_because_of_it()
    {
        await using var world = new MockWorld();
        await world.Auth.SignInAsync("ana", "Any-password-1");
        Deletes(world, () => throw Refused.With("NotAuthorizedException", "Access Token has been revoked"));
        world.Client.Setup(c => c.GetTokensFromRefreshTokenAsync(It.IsAny<GetTokensFromRefreshTokenRequest>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(Refused.With("UserNotFoundException", "User does not exist."));

        Assert.That((await world.Auth.Account.DeleteUserAsync()).IsSignedOut, Is.True);
        Assert.That((await world.Auth.CurrentSessionAsync()).EndReason, Is.EqualTo(SessionEndReason.UserDeleted));
    }

    [Test]
    public async Task A_lost_answer_is_asked_for_again()
    {
        await using var world = new MockWorld();
        await world.Auth.SignInAsync("ana", "Any-password-1");
        int calls = 0;
        Deletes(world, () => ++calls == 1 ? throw new IOException("cut") : throw Refused.With("UserNotFoundException", "User does not exist."));

        Task<DeleteUserResult> deleting = world.Auth.Account.DeleteUserAsync();
        await world.Clock.WaitForTimerDueWithinAsync(TimeSpan.FromSeconds(1));
        world.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.That((await deleting).IsSignedOut, Is.True);
        Assert.That(calls, Is.EqualTo(2));
    }

    [Test]
    public async Task A_service_that_fails_leaves_the_session_alone()
    {
        await using var world = new MockWorld();
        await world.Auth.SignInAsync("ana", "Any-password-1");
        Deletes(world, () => throw Refused.With("NotAuthorizedException", "User is disabled."));

        AuthException? error = Assert.ThrowsAsync<AuthException>(() => world.Auth.Account.DeleteUserAsync());

        Assert.That(error!.Reason, Is.EqualTo(AuthErrorReason.UserDisabled));
        Assert.That((await world.Auth.CurrentSessionAsync()).IsSignedIn, Is.True);
    }

    [Test]
    public async Task A_store_that_fails_is_told_and_the_user_is_deleted_all_the_same()
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
        Deletes(world, () =>
        {
            store.FailDeletes = true;
            return Task.FromResult(new DeleteUserResponse());
        });

        DeleteUserResult result = await auth.Account.DeleteUserAsync();
        store.FailDeletes = false;
        await auth.SignOutAsync();

        Assert.That(result.IsSignedOut, Is.False);
        Assert.That(result.SignOutError!.Reason, Is.EqualTo(AuthErrorReason.StoreUnavailable));
        Assert.That((await auth.CurrentSessionAsync()).HasUser, Is.False, "signing out later finishes it");
    }

    [Test]
    public async Task A_cancellation_after_the_deletion_does_not_keep_the_session()
    {
        await using var world = new MockWorld();
        await world.Auth.SignInAsync("ana", "Any-password-1");
        using var cancelled = new CancellationTokenSource();
        Deletes(world, () =>
        {
            cancelled.Cancel();
            return Task.FromResult(new DeleteUserResponse());
        });

        DeleteUserResult result = await world.Auth.Account.DeleteUserAsync(null, cancelled.Token);

        Assert.That(result.IsSignedOut, Is.True);
        Assert.That((await world.Auth.CurrentSessionAsync()).HasUser, Is.False);
    }

    [Test]
    public async Task Where_another_engine_has_ended_the_session_already_memory_does_not_show_the_user_either()
    {
        await using var world = new MockWorld();
        await world.Auth.SignInAsync("ana", "Any-password-1");
        await using Auth other = world.NewAuth();
        await other.SignOutAsync(new SignOutOptions { Revoke = false });
        Deletes(world, () => Task.FromResult(new DeleteUserResponse()));
        Assert.That((await world.Auth.CurrentSessionAsync()).IsSignedIn, Is.True, "believed for a while longer");

        Assert.That((await world.Auth.Account.DeleteUserAsync()).IsSignedOut, Is.True);

        Assert.That((await world.Auth.CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.SignedOut));
    }

    [Test]
    public async Task Where_somebody_else_has_signed_in_over_the_same_store_memory_shows_them()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        world.Pool.AddUser("bob", AuthWorld.Password);
        Auth auth = await world.SignedInAsync();
        await world.NewAuth().SignInAsync("bob", AuthWorld.Password, new SignInOptions { WhenAlreadySignedIn = WhenAlreadySignedIn.Replace });
        Assert.That((await auth.CurrentUserAsync())?.Username, Is.EqualTo("ana"), "believed for a while longer");

        Assert.That((await auth.Account.DeleteUserAsync()).IsSignedOut, Is.True);

        Assert.That(world.Pool.FindUser("ana"), Is.Null);
        Assert.That((await auth.CurrentUserAsync())?.Username, Is.EqualTo("bob"));
    }

    private static void Deletes(MockWorld world, Func<Task<DeleteUserResponse>> act) =>
        world.Client.Setup(c => c.DeleteUserAsync(It.IsAny<DeleteUserRequest>(), It.IsAny<CancellationToken>())).Returns(act);
}
