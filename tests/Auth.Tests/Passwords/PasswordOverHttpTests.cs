using Amplify.Emulator;
using Amplify.Sessions;
using Amplify.Tests.Support;

namespace Amplify.Tests.Passwords;

/// <summary>Forgotten and changed passwords against the emulator, with a client secret and without.</summary>
public sealed class PasswordOverHttpTests
{
    private const string New = "Another-Horse-8!";

    [Test]
    public async Task A_forgotten_password_is_replaced([Values] bool clientSecret, [Values("ana", "ana@example.com")] string typed)
    {
        await using AuthWorld world = await WorldAsync(clientSecret);
        Auth auth = world.NewAuth();

        ResetPasswordResult reset = await auth.ResetPasswordAsync(typed);
        string code = world.Cognito.Outbox.LatestCode("ana");
        ConfirmResetPasswordResult wrong = await auth.ConfirmResetPasswordAsync(typed, Other(code), New);
        ConfirmResetPasswordResult weak = await auth.ConfirmResetPasswordAsync(typed, code, "short");
        ConfirmResetPasswordResult right = await auth.ConfirmResetPasswordAsync(typed, code, New);

        Assert.That(reset.CodeDelivery!.Destination, Is.EqualTo("a***@e***"));
        Assert.That(reset.CodeDelivery.Medium, Is.EqualTo(DeliveryMedium.Email));
        Assert.That(wrong.Rejection?.Reason, Is.EqualTo(AuthErrorReason.WrongCode));
        Assert.That(weak.Rejection?.Reason, Is.EqualTo(AuthErrorReason.InvalidPassword));
        Assert.That(weak.Rejection!.Message, Does.Contain("policy"));
        Assert.That(right.IsReset, Is.True);
        Assert.That((await auth.CurrentSessionAsync()).HasUser, Is.False, "a reset signs nobody in");
        Assert.That((await auth.SignInAsync("ana", AuthWorld.Password)).Rejection?.Reason, Is.EqualTo(AuthErrorReason.WrongCredentials));
        Assert.That((await auth.SignInAsync("ana", New)).IsSignedIn, Is.True);
    }

    [Test]
    public async Task A_detour_of_a_sign_in_leads_there_and_back([Values] bool clientSecret)
    {
        await using AuthWorld world = await WorldAsync(clientSecret);
        world.User.RequirePasswordReset();
        Auth auth = world.NewAuth();

        var detour = (Detour.ResetPassword)(await auth.SignInAsync("ana", AuthWorld.Password, new SignInOptions { Flow = SignInFlow.UserPassword })).Detour!;
        await auth.ResetPasswordAsync(detour.Username);
        await auth.ConfirmResetPasswordAsync(detour.Username, world.Cognito.Outbox.LatestCode("ana"), New);

        Assert.That((await auth.SignInAsync(detour.Username, New)).IsSignedIn, Is.True);
    }

    [Test]
    public async Task An_expired_code_is_a_rejection()
    {
        await using AuthWorld world = await WorldAsync();
        Auth auth = world.NewAuth();
        await auth.ResetPasswordAsync("ana");
        world.Clock.Advance(TimeSpan.FromHours(2));

        ConfirmResetPasswordResult late = await auth.ConfirmResetPasswordAsync("ana", world.Cognito.Outbox.LatestCode("ana"), New);

        Assert.That(late.Rejection?.Reason, Is.EqualTo(AuthErrorReason.ExpiredCode));
        Assert.That(late.Rejection!.Suggestion, Does.Contain("new code"));
    }

    [Test]
    public async Task A_user_nothing_can_be_sent_to_is_an_error()
    {
        await using AuthWorld world = await WorldAsync();
        world.Pool.AddUser("ben", AuthWorld.Password);

        AuthException? error = Assert.ThrowsAsync<AuthException>(() => world.NewAuth().ResetPasswordAsync("ben"));

        Assert.That(error!.Reason, Is.EqualTo(AuthErrorReason.InvalidUserState));
        Assert.That(error.Suggestion, Does.Contain("administrator"));
    }

    [TestCase("LEGACY")]
    [TestCase("ENABLED")]
    public async Task An_unknown_user_is_told_only_where_the_app_client_tells(string prevent)
    {
        await using AuthWorld world = await AuthWorld.StartAsync(new AppClientSettings { PreventUserExistenceErrors = prevent });
        Auth auth = world.NewAuth();

        if (prevent == "LEGACY")
        {
            AuthException? error = Assert.ThrowsAsync<AuthException>(() => auth.ResetPasswordAsync("nobody"));
            Assert.That(error!.Reason, Is.EqualTo(AuthErrorReason.UserNotFound));
        }
        else
        {
            Assert.That((await auth.ResetPasswordAsync("nobody")).CodeDelivery, Is.Not.Null);
            Assert.That((await auth.ConfirmResetPasswordAsync("nobody", "123456", New)).IsReset, Is.False);
        }
    }

    [Test]
    public async Task Too_many_codes_are_an_error()
    {
        await using AuthWorld world = await WorldAsync();
        Auth auth = world.NewAuth();
        for (int i = 0; i < 5; i++)
        {
            await auth.ResetPasswordAsync("ana");
        }

        AuthException? error = Assert.ThrowsAsync<AuthException>(() => auth.ResetPasswordAsync("ana"));

        Assert.That(error!.Reason, Is.EqualTo(AuthErrorReason.TooManyAttempts));
        Assert.That(world.Cognito.Requests.Count("ForgotPassword"), Is.EqualTo(6), "a limit is never pushed against");
    }

    [Test]
    public async Task A_throttled_reset_is_repeated_by_itself_and_one_code_is_sent()
    {
        await using AuthWorld world = await WorldAsync();
        world.Cognito.Faults.Add(new Fault { Operation = "ForgotPassword", Kind = FaultKind.Throttle, Times = 1 });

        Task<ResetPasswordResult> reset = world.NewAuth().ResetPasswordAsync("ana");
        await world.Clock.WaitForTimerDueWithinAsync(TimeSpan.FromSeconds(1));
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        await reset;

        Assert.That(world.Cognito.Outbox.Messages, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_password_is_changed_and_the_session_goes_on([Values] bool clientSecret)
    {
        await using AuthWorld world = await WorldAsync(clientSecret);
        Auth auth = await world.SignedInAsync();

        ChangePasswordResult wrong = await auth.ChangePasswordAsync("Wrong-Horse-1!", New);
        ChangePasswordResult weak = await auth.ChangePasswordAsync(AuthWorld.Password, "short");
        ChangePasswordResult right = await auth.ChangePasswordAsync(AuthWorld.Password, New);
        world.ExpireTokens();

        Assert.That(wrong.Rejection?.Reason, Is.EqualTo(AuthErrorReason.WrongCredentials));
        Assert.That(weak.Rejection?.Reason, Is.EqualTo(AuthErrorReason.InvalidPassword));
        Assert.That(right.IsChanged, Is.True);
        Assert.That((await auth.CurrentSessionAsync()).IsSignedIn, Is.True, "refresh tokens outlive the password");
        Assert.That((await world.NewAuth(services: world.Services(new InMemorySessionStore(world.Clock))).SignInAsync("ana", New)).IsSignedIn, Is.True);
    }

    private static Task<AuthWorld> WorldAsync(bool clientSecret = false) =>
        AuthWorld.StartAsync(new AppClientSettings { GenerateSecret = clientSecret }, new UserPoolSettings { AliasAttributes = ["email"] });

    private static string Other(string code) => (code[0] == '0' ? '1' : '0') + code[1..];
}
