using Amplify.Emulator;

namespace Amplify.Tests.Diagnostics.SecretGrep;

/// <summary>Signing up and confirming.</summary>
internal static class SignUpFlows
{
    public static IReadOnlyList<Flow> All { get; } =
    [
        new("Sign up, a wrong code, another code, the right one, sign in", world => ConfirmAsync(world, new AppClientSettings())),
        new("The same with a client secret", world => ConfirmAsync(world, new AppClientSettings { GenerateSecret = true })),
        new("Sign-ups that are refused", RefusedAsync),
        new("An unconfirmed user signs in", DetourAsync),
    ];

    private static async Task ConfirmAsync(FlowWorld world, AppClientSettings settings)
    {
        Auth auth = world.NewAuth(world.Cognito.AddUserPool().AddClient(settings));
        string metadata = world.Known.Add("client metadata", Guid.NewGuid().ToString("N"));
        world.Take(await auth.SignUpAsync(world.Username, world.Password, new SignUpOptions
        {
            UserAttributes = new Dictionary<string, string> { ["email"] = world.Email },
            ValidationData = new Dictionary<string, string> { ["captcha"] = metadata },
            ClientMetadata = new Dictionary<string, string> { ["captcha"] = metadata },
        }));

        string code = world.Cognito.Outbox.LatestCode(world.Username);
        ConfirmSignUpResult wrong = world.Take(await auth.ConfirmSignUpAsync(world.Username, world.WrongCode(code)));
        Assert.That(wrong.Rejection?.Reason, Is.EqualTo(AuthErrorReason.WrongCode));
        await auth.ResendSignUpCodeAsync(world.Username);
        ConfirmSignUpResult right = world.Take(await auth.ConfirmSignUpAsync(world.Username, world.Cognito.Outbox.LatestCode(world.Username)));
        Assert.That(right.IsConfirmed);
        Assert.That((await Flows.SignInAsync(world, auth)).IsSignedIn);
    }

    private static async Task RefusedAsync(FlowWorld world)
    {
        Auth auth = world.NewAuth(world.AddClient());

        AuthException taken = await world.FailsAsync<AuthException>(() => auth.SignUpAsync(world.Username, world.Password));
        AuthException weak = await world.FailsAsync<AuthException>(() => auth.SignUpAsync($"{world.Username}2", world.Known.Add("weak password", "weakpassword")));
        AuthException nobody = await world.FailsAsync<AuthException>(() => auth.ResendSignUpCodeAsync(world.Username));

        Assert.That((taken.Reason, weak.Reason, nobody.Reason), Is.EqualTo((AuthErrorReason.UsernameExists, AuthErrorReason.InvalidPassword, AuthErrorReason.InvalidUserState)));
    }

    private static async Task DetourAsync(FlowWorld world)
    {
        Auth auth = world.NewAuth(world.Cognito.AddUserPool().AddClient());
        await auth.SignUpAsync(world.Username, world.Password, new SignUpOptions { UserAttributes = new Dictionary<string, string> { ["email"] = world.Email } });

        SignInResult result = await Flows.SignInAsync(world, auth);

        Assert.That(result.Detour, Is.InstanceOf<Detour.ConfirmSignUp>());
        world.Capture.Add(Channel.Result, "detour", $"{result.Detour}");
    }
}
