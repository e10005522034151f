using Amplify.Emulator;

namespace Amplify.Tests.Diagnostics.SecretGrep;

/// <summary>Passwords, right and wrong, on both ways to prove one.</summary>
internal static class SignInFlows
{
    private static readonly SignInOptions _plain = new() { Flow = SignInFlow.UserPassword };

    public static IReadOnlyList<Flow> All { get; } =
    [
        new("SRP with a wrong password, then the right one", world => WrongThenRightAsync(world, null, new AppClientSettings())),
        new("SRP with a client secret", world => WrongThenRightAsync(world, null, new AppClientSettings { GenerateSecret = true })),
        new("USER_PASSWORD_AUTH with a wrong password, then the right one", world => WrongThenRightAsync(world, _plain, new AppClientSettings())),
        new("USER_PASSWORD_AUTH with a client secret", world => WrongThenRightAsync(world, _plain, new AppClientSettings { GenerateSecret = true })),
        new("The lock-out after many wrong passwords", LockOutAsync),
        new("A client secret that is wrong or missing", WrongClientSecretAsync),
        new("Users who are unknown, disabled or must reset the password", RefusedUsersAsync),
        new("A flow the app client does not allow", world => world.FailsAsync<AuthException>(() =>
            world.NewAuth(world.AddClient(new AppClientSettings { ExplicitAuthFlows = ["ALLOW_REFRESH_TOKEN_AUTH"] })).SignInAsync(world.Username, world.Password))),
        new("Somebody is signed in already", AlreadySignedInAsync),
        new("Texts the service refuses by their form", BadFormAsync),
    ];

    private static async Task WrongThenRightAsync(FlowWorld world, SignInOptions? options, AppClientSettings settings)
    {
        Auth auth = world.NewAuth(world.AddClient(settings));

        SignInResult wrong = world.Take(await auth.SignInAsync(world.Username, world.NewPassword("wrong password"), options));
        Assert.That(wrong.Rejection?.Reason, Is.EqualTo(AuthErrorReason.WrongCredentials));
        world.Capture.Add(Channel.Result, "rejection", $"{wrong.Rejection} {wrong.Rejection!.Message} {wrong.Rejection.Suggestion} {wrong.NextStep}");
        SignInAnswer answer = ((SignInStep.Password)wrong.NextStep!).With(world.Password);
        world.Capture.Add(Channel.Result, "answer", $"{answer} {answer.Value}");
        SignInResult right = world.Take(await auth.ConfirmSignInAsync(answer));

        Assert.That(right.IsSignedIn);
        world.Known.Add("bearer token", await auth.GetAccessTokenAsync());
        world.Known.Add("ID token", await auth.GetIdTokenAsync());
        Assert.That(await auth.CurrentUserAsync(), Is.Not.Null);
    }

    private static async Task LockOutAsync(FlowWorld world)
    {
        Auth auth = world.NewAuth(world.AddClient());
        AuthErrorReason? reason = null;
        for (int attempt = 0; attempt < 12 && reason != AuthErrorReason.TooManyAttempts; attempt++)
        {
            reason = world.Take(await auth.SignInAsync(world.Username, world.NewPassword("wrong password"), _plain)).Rejection?.Reason;
        }

        Assert.That(reason, Is.EqualTo(AuthErrorReason.TooManyAttempts));
    }

    private static async Task WrongClientSecretAsync(FlowWorld world)
    {
        EmulatedAppClient client = world.AddClient(new AppClientSettings { GenerateSecret = true });
        Auth without = world.NewAuth(client, options => options.ClientSecret = null);
        Auth wrong = world.NewAuth(client, options => options.ClientSecret = new Secret(world.Known.Add("wrong client secret", Guid.NewGuid().ToString("N"))));

        foreach (Auth auth in new[] { without, wrong })
        {
            AuthException refused = await world.FailsAsync<AuthException>(() => auth.SignInAsync(world.Username, world.Password));
            Assert.That(refused.Reason, Is.EqualTo(AuthErrorReason.AppClientMisconfigured));
        }
    }

    private static async Task RefusedUsersAsync(FlowWorld world)
    {
        EmulatedAppClient client = world.AddClient(new AppClientSettings { PreventUserExistenceErrors = "LEGACY" });
        EmulatedUser ana = client.Pool.FindUser(world.Username)!;
        Auth auth = world.NewAuth(client);

        await world.FailsAsync<AuthException>(() => auth.SignInAsync(world.Known.AddPerson("unknown user", "nobody-at-all"), world.Password));
        ana.RequirePasswordReset();
        Assert.That((await Flows.SignInAsync(world, auth, _plain)).Detour, Is.InstanceOf<Detour.ResetPassword>());
        ana.Confirm();
        ana.Disable();
        Assert.That((await world.FailsAsync<AuthException>(() => auth.SignInAsync(world.Username, world.Password))).Reason, Is.EqualTo(AuthErrorReason.UserDisabled));
    }

    private static async Task AlreadySignedInAsync(FlowWorld world)
    {
        Auth auth = await Flows.SignedInAsync(world);

        Assert.That((await world.FailsAsync<AuthException>(() => auth.SignInAsync(world.Username, world.Password))).Reason, Is.EqualTo(AuthErrorReason.AlreadySignedIn));
        Assert.That((await Flows.SignInAsync(world, auth, new SignInOptions { WhenAlreadySignedIn = WhenAlreadySignedIn.Replace })).IsSignedIn);
    }

    private static async Task BadFormAsync(FlowWorld world)
    {
        Auth auth = world.NewAuth(world.AddClient());
        string password = world.Known.Add("oversized password", new string('p', 300) + Guid.NewGuid().ToString("N"));
        string code = world.Known.Add("code with blanks", "12 34 56 78");

        await world.FailsAsync<AuthException>(() => auth.SignUpAsync($"{world.Username} with blanks", password));
        await world.FailsAsync<AuthException>(() => auth.ConfirmSignUpAsync(world.Username, code));
        await world.FailsAsync<ArgumentException>(() => auth.SignInAsync(world.Username, ""));
        await world.FailsAsync<ArgumentException>(() => auth.SignInAsync(null!, world.Password));
    }
}
