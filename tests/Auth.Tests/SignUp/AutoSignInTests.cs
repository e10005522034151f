using Amplify.Emulator;
using Amplify.Tests.Support;

namespace Amplify.Tests.SignUp;

/// <summary>A sign-up without a password, and the sign-in that follows a sign-up by itself.</summary>
public sealed class AutoSignInTests
{
    private static readonly SignUpOptions _ben = new() { UserAttributes = new Dictionary<string, string> { ["email"] = "ben@example.com" } };

    [Test]
    public async Task A_user_without_a_password_signs_up_and_is_signed_in_with_the_one_code([Values] bool clientSecret)
    {
        await using AuthWorld world = await AuthWorld.StartAsync(new AppClientSettings { GenerateSecret = clientSecret });
        Auth auth = world.NewAuth();

        SignUpResult signUp = await auth.SignUpAsync("ben", _ben);
        Assert.That(signUp.IsConfirmed, Is.False);
        Assert.That(signUp.AutoSignIn?.Username, Is.EqualTo("ben"));
        int messages = world.Cognito.Outbox.Messages.Count;

        ConfirmSignUpResult confirmed = await auth.ConfirmSignUpAsync("ben", world.Cognito.Outbox.LatestCode("ben"), new ConfirmSignUpOptions { AutoSignIn = signUp.AutoSignIn });
        SignInResult result = await auth.AutoSignInAsync(confirmed.AutoSignIn!);

        Assert.That(result.IsSignedIn, Is.True);
        Assert.That(result.Session!.User!.Username, Is.EqualTo("ben"));
        Assert.That(world.Cognito.Outbox.Messages, Has.Count.EqualTo(messages), "no second code");
        Assert.That(world.Cognito.Requests.All.Any(r => r.Body?.ToJsonString().Contains("\"Password\"", StringComparison.Ordinal) == true), Is.False);
    }

    [Test]
    public async Task A_password_given_at_sign_up_is_not_needed_again_either()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth auth = world.NewAuth();
        SignUpResult signUp = await auth.SignUpAsync("ben", AuthWorld.Password, _ben);
        ConfirmSignUpResult confirmed = await auth.ConfirmSignUpAsync("ben", world.Cognito.Outbox.LatestCode("ben"), new ConfirmSignUpOptions { AutoSignIn = signUp.AutoSignIn });
        world.Cognito.Requests.Clear();

        Assert.That((await auth.AutoSignInAsync(confirmed.AutoSignIn!)).IsSignedIn, Is.True);
        Assert.That(world.Cognito.Requests.All.Any(r => r.Body?.ToJsonString().Contains(AuthWorld.Password, StringComparison.Ordinal) == true), Is.False);
    }

    [Test]
    public async Task It_travels_over_requests_and_engines_and_to_nobody_else()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth first = world.NewAuth();
        SignUpResult signUp = await first.SignUpAsync("ben", _ben);
        var binding = new ProtectOptions { Binding = "visitor-1" };
        string token = first.Protect(signUp.AutoSignIn!, binding);
        await first.DisposeAsync();

        Auth second = world.NewAuth();
        AutoSignIn resumed = second.ResumeAutoSignIn(token, binding);
        Assert.That(resumed.Username, Is.EqualTo("ben"));
        ConfirmSignUpResult confirmed = await second.ConfirmSignUpAsync("ben", world.Cognito.Outbox.LatestCode("ben"), new ConfirmSignUpOptions { AutoSignIn = resumed });
        string later = second.Protect(confirmed.AutoSignIn!, binding);

        AssertRefused(() => second.ResumeAutoSignIn(later));
        AssertRefused(() => second.ResumeAutoSignIn(later, new ProtectOptions { Binding = "visitor-2" }));
        AssertRefused(() => second.Resume(later, binding));
        AssertRefused(() => second.ResumeAutoSignIn(second.Protect(Amplify.Testing.TestSteps.TotpCode(), binding), binding));
        for (int i = 0; i < later.Length; i += 11)
        {
            AssertRefused(() => second.ResumeAutoSignIn($"{later[..i]}{(later[i] == 'A' ? 'B' : 'A')}{later[(i + 1)..]}", binding));
        }

        Auth otherClient = world.NewAuth(o => o.UserPoolClientId = world.Pool.AddClient().Id);
        AssertRefused(() => otherClient.ResumeAutoSignIn(later, binding));

        Assert.That((await world.NewAuth().AutoSignInAsync(second.ResumeAutoSignIn(later, binding))).IsSignedIn, Is.True);
    }

    [Test]
    public async Task It_grows_old()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth auth = world.NewAuth();
        SignUpResult signUp = await auth.SignUpAsync("ben", _ben);
        string token = auth.Protect(signUp.AutoSignIn!);
        ConfirmSignUpResult confirmed = await auth.ConfirmSignUpAsync("ben", world.Cognito.Outbox.LatestCode("ben"), new ConfirmSignUpOptions { AutoSignIn = signUp.AutoSignIn });
        world.Clock.Advance(TimeSpan.FromMinutes(16));

        AssertRefused(() => auth.ResumeAutoSignIn(token));
        AuthException? late = Assert.ThrowsAsync<AuthException>(() => auth.AutoSignInAsync(confirmed.AutoSignIn!));
        Assert.That(late!.Reason, Is.EqualTo(AuthErrorReason.SignInExpired));
    }

    [Test]
    public async Task It_is_taken_once()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth auth = world.NewAuth();
        SignUpResult signUp = await auth.SignUpAsync("ben", _ben);
        ConfirmSignUpResult confirmed = await auth.ConfirmSignUpAsync("ben", world.Cognito.Outbox.LatestCode("ben"), new ConfirmSignUpOptions { AutoSignIn = signUp.AutoSignIn });
        await auth.AutoSignInAsync(confirmed.AutoSignIn!);

        AuthException? again = Assert.ThrowsAsync<AuthException>(() => auth.AutoSignInAsync(confirmed.AutoSignIn!));
        Assert.That(again!.Reason, Is.EqualTo(AuthErrorReason.AlreadySignedIn));
        AuthException? used = Assert.ThrowsAsync<AuthException>(() => world.NewAuth().AutoSignInAsync(confirmed.AutoSignIn!, new AutoSignInOptions { WhenAlreadySignedIn = WhenAlreadySignedIn.Replace }));
        Assert.That(used!.Reason, Is.EqualTo(AuthErrorReason.SignInExpired));
    }

    [Test]
    public async Task Another_users_sign_up_is_not_sent_along()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth auth = world.NewAuth();
        SignUpResult ben = await auth.SignUpAsync("ben", _ben);
        await auth.SignUpAsync("cleo", new SignUpOptions { UserAttributes = new Dictionary<string, string> { ["email"] = "cleo@example.com" } });
        world.Cognito.Requests.Clear();

        await auth.ConfirmSignUpAsync("cleo", world.Cognito.Outbox.LatestCode("cleo"), new ConfirmSignUpOptions { AutoSignIn = ben.AutoSignIn });

        Assert.That((string?)world.Cognito.Requests.All.Single().Body?["Session"], Is.Null);
    }

    [Test]
    public async Task A_user_confirmed_at_once_is_signed_in_with_what_the_sign_up_gave()
    {
        await using AuthWorld world = await AuthWorld.StartAsync(pool: new UserPoolSettings { AutoConfirmSignUps = true });
        Auth auth = world.NewAuth();
        SignUpResult signUp = await auth.SignUpAsync("ben", AuthWorld.Password, _ben);
        Assert.That(signUp.IsConfirmed, Is.True);

        if (signUp.AutoSignIn is { } handle)
        {
            SignInResult result = await auth.AutoSignInAsync(handle);
            Assert.That(result.IsSignedIn || result.NextStep is not null);
        }
    }

    [Test]
    public async Task A_server_signs_the_new_user_in_under_a_new_key()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        AuthFactory factory = world.NewFactory();
        var visitor = SessionKey.New();
        IAuth auth = factory.Create(visitor);
        SignUpResult signUp = await auth.SignUpAsync("ben", _ben);
        ConfirmSignUpResult confirmed = await auth.ConfirmSignUpAsync("ben", world.Cognito.Outbox.LatestCode("ben"), new ConfirmSignUpOptions { AutoSignIn = signUp.AutoSignIn });

        SignInResult result = await auth.AutoSignInAsync(confirmed.AutoSignIn!);

        Assert.That(result.SessionKey, Is.Not.EqualTo(visitor));
        Assert.That((await factory.Create(result.SessionKey!).CurrentSessionAsync()).User?.Username, Is.EqualTo("ben"));
    }

    private static void AssertRefused(Action resume)
    {
        AuthException? error = Assert.Throws<AuthException>(() => resume());
        Assert.That(error!.Reason, Is.EqualTo(AuthErrorReason.InvalidStepToken));
    }
}
