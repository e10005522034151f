using Amplify.Emulator;

namespace Amplify.Tests.Diagnostics.SecretGrep;

/// <summary>Second factors: set up while signing in and afterwards, chosen, preferred, refused.</summary>
internal static class MfaFlows
{
    private static readonly UserPoolSettings _required = new() { Mfa = MfaMode.On };

    public static IReadOnlyList<Flow> All { get; } =
    [
        new("An authenticator is set up while signing in, carried over requests, with a wrong code and the right one", SetUpTotpAsync),
        new("An e-mail address is set up while signing in, one that is none and a good one", SetUpEmailAsync),
        new("A set-up whose answers are lost or late", LostAsync),
        new("A user with several factors chooses", ChooseAsync),
        new("A user who is signed in sets up an authenticator and prefers it", PreferAsync),
        new("Factors that are not set up, or that the pool does not offer", RefusedAsync),
    ];

    /// <summary>Everything that shows an authenticator its secret is a secret, in whichever spelling.</summary>
    private static TotpSetUp Know(FlowWorld world, TotpSetUp totp)
    {
        string secret = world.Known.Add("TOTP secret", totp.SharedSecret.Reveal());
        Secret uri = totp.GetUri("Acme Photos", world.Email);
        world.Known.Add("otpauth URI", uri.Reveal());
        world.Known.Add("otpauth URI of the user", totp.GetUri("Acme Photos").Reveal());
        world.Known.Add("parameter of the otpauth URI", $"secret={secret}");
        world.Capture.Add(Channel.Result, "set-up", $"{totp} {totp.SharedSecret} {uri}");
        return totp;
    }

    private static string Code(FlowWorld world, TotpSetUp totp, int steps = 0) =>
        world.Known.Add("TOTP code", world.Cognito.TotpCode(totp.SharedSecret.Reveal(), steps));

    private static async Task<SignInStep> ChosenAsync(FlowWorld world, Auth auth, MfaMethod method)
    {
        EmulatedUser ana = Ana(world);
        ana.SetAttribute("email_verified", "false");
        ana.SetAttribute("phone_number_verified", "false");
        var choice = (SignInStep.ChooseMfaToSetUp)(await Flows.SignInAsync(world, auth)).NextStep!;
        return world.Take(await auth.ConfirmSignInAsync(choice.With(method))).NextStep!;
    }

    private static EmulatedUser Ana(FlowWorld world) => world.Cognito.UserPools[^1].FindUser(world.Username)!;

    private static async Task SetUpTotpAsync(FlowWorld world)
    {
        EmulatedAppClient client = world.AddClient(new AppClientSettings { GenerateSecret = true }, _required);
        Auth auth = world.NewAuth(client);
        SignInStep asked = await ChosenAsync(world, auth, MfaMethod.Totp);
        string token = world.Known.Add("step token", auth.Protect(asked));
        Auth other = world.NewAuth(client);
        var step = (SignInStep.SetUpTotp)other.Resume(token);
        string code = Code(world, Know(world, step.Totp));

        SignInResult wrong = world.Take(await other.ConfirmSignInAsync(step.With(world.WrongCode(code), "Ana's phone")));
        Assert.That(wrong.Rejection?.Reason, Is.EqualTo(AuthErrorReason.WrongCode));
        SignInAnswer answer = step.With(code, "Ana's phone");
        world.Capture.Add(Channel.Result, "answer", $"{answer} {answer.Value} {wrong.NextStep} {wrong.Rejection!.Message}");
        Assert.That(world.Take(await other.ConfirmSignInAsync(step.With(world.Known.Add("text that is no code", "no-code-at-all")))).Rejection, Is.Not.Null);
        Assert.That(world.Take(await other.ConfirmSignInAsync(answer)).IsSignedIn);
    }

    private static async Task SetUpEmailAsync(FlowWorld world)
    {
        Auth auth = world.NewAuth(world.AddClient(pool: _required));
        var step = (SignInStep.SetUpEmailMfa)await ChosenAsync(world, auth, MfaMethod.Email);

        Assert.That(world.Take(await auth.ConfirmSignInAsync(step.With(world.Known.AddPerson("text that is no address", $"nowhere {world.Email}")))).Rejection, Is.Not.Null);
        var code = (SignInStep.EmailCode)world.Take(await auth.ConfirmSignInAsync(step.With(world.Email))).NextStep!;
        Assert.That(world.Take(await auth.ConfirmSignInAsync(code.With(world.Cognito.Outbox.LatestCode(world.Email)))).IsSignedIn);
    }

    private static async Task LostAsync(FlowWorld world)
    {
        Auth auth = world.NewAuth(world.AddClient(pool: _required));
        foreach (string operation in new[] { "AssociateSoftwareToken", "VerifySoftwareToken" })
        {
            var step = operation == "VerifySoftwareToken" ? (SignInStep.SetUpTotp)await ChosenAsync(world, auth, MfaMethod.Totp) : null;
            using FaultHandle fault = world.Cognito.Faults.Add(new Fault { Operation = operation, Kind = FaultKind.Truncated, Phase = FaultPhase.After });
            await world.FailsAsync<AuthException>(() => step is null
                ? ChosenAsync(world, auth, MfaMethod.Totp)
                : auth.ConfirmSignInAsync(step.With(Code(world, Know(world, step.Totp)))));
        }

        world.Clock.Advance(TimeSpan.FromMinutes(1));
        var asked = (SignInStep.TotpCode)(await Flows.SignInAsync(world, auth)).NextStep!;
        world.Clock.Advance(TimeSpan.FromMinutes(20));
        await world.FailsAsync<AuthException>(() => auth.ConfirmSignInAsync(asked.With(world.Known.Add("TOTP code", Ana(world).CurrentTotpCode()))));
    }

    private static async Task ChooseAsync(FlowWorld world)
    {
        Auth auth = world.NewAuth(world.AddClient(user: user =>
        {
            user.EnableSmsMfa();
            world.Known.Add("TOTP secret", user.EnableTotpMfa());
        }));
        var choice = (SignInStep.ChooseMfa)(await Flows.SignInAsync(world, auth)).NextStep!;

        var step = (SignInStep.TotpCode)world.Take(await auth.ConfirmSignInAsync(choice.With(MfaMethod.Totp))).NextStep!;

        Assert.That(world.Take(await auth.ConfirmSignInAsync(step.With(world.Known.Add("TOTP code", Ana(world).CurrentTotpCode())))).IsSignedIn);
    }

    private static async Task PreferAsync(FlowWorld world)
    {
        Auth auth = await Flows.SignedInAsync(world, new AppClientSettings { GenerateSecret = true });
        TotpSetUp totp = Know(world, await auth.Mfa.SetUpTotpAsync());
        string code = Code(world, totp);

        Assert.That(world.Take(await auth.Mfa.VerifyTotpAsync(world.WrongCode(code))).IsVerified, Is.False);
        Assert.That(world.Take(await auth.Mfa.VerifyTotpAsync(code, new VerifyTotpOptions { FriendlyDeviceName = "Ana's phone", Preference = MfaPreference.Preferred })).IsVerified);
        Assert.That(world.Take(await auth.Mfa.FetchPreferencesAsync()).Preferred, Is.EqualTo(MfaMethod.Totp));

        await auth.SignOutAsync();
        var step = (SignInStep.TotpCode)(await Flows.SignInAsync(world, auth)).NextStep!;
        Assert.That(world.Take(await auth.ConfirmSignInAsync(step.With(code))).Rejection?.Reason, Is.EqualTo(AuthErrorReason.ExpiredCode), "a code serves once");
        Assert.That(world.Take(await auth.ConfirmSignInAsync(step.With(Code(world, totp, steps: 1)))).IsSignedIn);
    }

    private static async Task RefusedAsync(FlowWorld world)
    {
        EmulatedAppClient client = world.AddClient(pool: new UserPoolSettings { MfaFactors = MfaFactors.Sms });
        Auth auth = world.NewAuth(client);
        await Flows.SignInAsync(world, auth);
        await world.FailsAsync<AuthException>(() => auth.Mfa.SetUpTotpAsync());
        await world.FailsAsync<AuthException>(() => auth.Mfa.UpdatePreferencesAsync(new MfaPreferenceUpdate { Totp = MfaPreference.Enabled }));
        await world.FailsAsync<AuthException>(() => world.NewAuth(client, o => o.MfaMethods = [MfaMethod.Sms]).Mfa.SetUpTotpAsync());
        await world.FailsAsync<ArgumentException>(() => auth.Mfa.UpdatePreferencesAsync(new MfaPreferenceUpdate()));
        await world.FailsAsync<AuthException>(() => world.NewAuth(world.AddClient(pool: new UserPoolSettings { Mfa = MfaMode.On, MfaFactors = MfaFactors.Sms }, user: user => user.SetAttribute("phone_number_verified", "false")))
            .SignInAsync(world.Username, world.Password, new SignInOptions { WhenAlreadySignedIn = WhenAlreadySignedIn.Replace }));
    }
}
