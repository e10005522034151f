using Amplify.Emulator;

namespace Amplify.Tests.Diagnostics.SecretGrep;

/// <summary>Steps: codes right, wrong and late; new passwords; steps carried over requests.</summary>
internal static class StepFlows
{
    private static readonly UserPoolSettings _mfa = new() { Mfa = MfaMode.Optional };

    public static IReadOnlyList<Flow> All { get; } =
    [
        new("A code by text message, wrong and right", world => CodeAsync(world, user => user.EnableSmsMfa(), (step, code) => ((SignInStep.SmsCode)step).With(code))),
        new("A code by e-mail, wrong and right", world => CodeAsync(world, user => user.EnableEmailMfa(), (step, code) => ((SignInStep.EmailCode)step).With(code))),
        new("A code of an authenticator, wrong and right", TotpAsync),
        new("A step that is answered too late", ExpiredAsync),
        new("A new password in place of a temporary one, weak and good", NewPasswordAsync),
        new("A step is protected, resumed and answered by another engine", ResumeAsync),
        new("Step tokens that were tampered with, are bound elsewhere or too old", TamperedAsync),
    ];

    private static async Task CodeAsync(FlowWorld world, Action<EmulatedUser> enable, Func<SignInStep, string, SignInAnswer> answer)
    {
        Auth auth = world.NewAuth(world.AddClient(pool: _mfa, user: enable));
        SignInResult asked = await Flows.SignInAsync(world, auth);
        string code = world.Cognito.Outbox.LatestCode(world.Username);

        SignInResult wrong = world.Take(await auth.ConfirmSignInAsync(answer(asked.NextStep!, world.WrongCode(code))));
        Assert.That(wrong.Rejection?.Reason, Is.EqualTo(AuthErrorReason.WrongCode));
        Assert.That(world.Take(await auth.ConfirmSignInAsync(answer(wrong.NextStep!, code))).IsSignedIn);
    }

    private static async Task TotpAsync(FlowWorld world)
    {
        EmulatedUser? ana = null;
        Auth auth = world.NewAuth(world.AddClient(pool: _mfa, user: user => world.Known.Add("TOTP secret", (ana = user).EnableTotpMfa())));
        var step = (SignInStep.TotpCode)(await Flows.SignInAsync(world, auth)).NextStep!;
        string code = world.Known.Add("TOTP code", ana!.CurrentTotpCode());

        SignInResult wrong = world.Take(await auth.ConfirmSignInAsync(step.With(world.WrongCode(code))));
        Assert.That(wrong.Rejection?.Reason, Is.EqualTo(AuthErrorReason.WrongCode));
        Assert.That(world.Take(await auth.ConfirmSignInAsync(((SignInStep.TotpCode)wrong.NextStep!).With(code))).IsSignedIn);
    }

    private static async Task ExpiredAsync(FlowWorld world)
    {
        Auth auth = world.NewAuth(world.AddClient(pool: _mfa, user: user => user.EnableSmsMfa()));
        var step = (SignInStep.SmsCode)(await Flows.SignInAsync(world, auth)).NextStep!;

        world.Clock.Advance(TimeSpan.FromMinutes(20));

        AuthException late = await world.FailsAsync<AuthException>(() => auth.ConfirmSignInAsync(step.With(world.Cognito.Outbox.LatestCode(world.Username))));
        Assert.That(late.Reason, Is.EqualTo(AuthErrorReason.SignInExpired));
    }

    private static async Task NewPasswordAsync(FlowWorld world)
    {
        string temporary = world.NewPassword("temporary password");
        Auth auth = world.NewAuth(world.AddClient(user: user => user.SetTemporaryPassword(temporary)));
        var step = (SignInStep.NewPassword)world.Take(await auth.SignInAsync(world.Username, temporary)).NextStep!;

        SignInResult weak = world.Take(await auth.ConfirmSignInAsync(step.With(world.Known.Add("weak password", "short-weak"))));
        Assert.That(weak.Rejection?.Reason, Is.EqualTo(AuthErrorReason.InvalidPassword));
        SignInResult good = world.Take(await auth.ConfirmSignInAsync(((SignInStep.NewPassword)weak.NextStep!).With(world.NewPassword("new password"))));
        Assert.That(good.IsSignedIn);
    }

    private static async Task ResumeAsync(FlowWorld world)
    {
        EmulatedAppClient client = world.AddClient(pool: _mfa, user: user => user.EnableSmsMfa());
        SignInResult asked = await Flows.SignInAsync(world, world.NewAuth(client));
        var options = new ProtectOptions { Binding = world.Known.Add("binding", Guid.NewGuid().ToString("N")) };

        string token = world.Known.Add("step token", world.NewAuth(client).Protect(asked.NextStep!, options));
        Auth other = world.NewAuth(client);
        var step = (SignInStep.SmsCode)other.Resume(token, options);

        Assert.That(world.Take(await other.ConfirmSignInAsync(step.With(world.Cognito.Outbox.LatestCode(world.Username)))).IsSignedIn);
    }

    private static async Task TamperedAsync(FlowWorld world)
    {
        Auth auth = world.NewAuth(world.AddClient(pool: _mfa, user: user => user.EnableSmsMfa()));
        SignInStep step = (await Flows.SignInAsync(world, auth)).NextStep!;
        var options = new ProtectOptions { Binding = world.Known.Add("binding", Guid.NewGuid().ToString("N")) };
        string token = world.Known.Add("step token", auth.Protect(step, options));
        string changed = world.Known.Add("changed step token", token[..^6] + (token[^6] == 'A' ? "B" : "A") + token[^5..]);

        foreach ((string text, ProtectOptions? binding) in new[] { (changed, options), (token, null), (token[..40], options), ($"{token}!", options), ("not a token", options) })
        {
            AuthException refused = await world.FailsAsync<AuthException>(() => Task.FromResult(auth.Resume(text, binding)));
            Assert.That(refused.Reason, Is.EqualTo(AuthErrorReason.InvalidStepToken));
        }

        world.Clock.Advance(TimeSpan.FromMinutes(16));
        await world.FailsAsync<AuthException>(() => Task.FromResult(auth.Resume(token, options)));
    }
}
