using Amplify.Emulator;
using Amplify.Tests.Support;

namespace Amplify.Tests.Diagnostics.SecretGrep;

/// <summary>Sign-ins by choice, by code, by passkey and by Lambda triggers; sign-ups that sign in.</summary>
internal static class PasswordlessFlows
{
    private static readonly SignInOptions _choose = new() { Flow = SignInFlow.UserAuth };

    public static IReadOnlyList<Flow> All { get; } =
    [
        new("A code by e-mail is chosen, wrong and right", CodeAsync),
        new("A password is chosen, wrong and right, sent and proved", PasswordAsync),
        new("A passkey is made, used, used falsely, given up, listed and deleted", PasskeyAsync),
        new("An authenticator fails with words of its own", FailingAuthenticatorAsync),
        new("Lambda triggers ask, after a password and without", RiddlesAsync),
        new("A user signs up without a password and is signed in, over requests", SignUpAsync),
        new("The surroundings are told to the service", ContextAsync),
    ];

    private static async Task CodeAsync(FlowWorld world)
    {
        Auth auth = world.NewAuth(world.AddClient(new AppClientSettings { GenerateSecret = true }, user: Verified));
        var choice = (SignInStep.ChooseFirstFactor)world.Take(await auth.SignInAsync(world.Username, _choose)).NextStep!;
        var resumed = (SignInStep.ChooseFirstFactor)auth.Resume(world.Known.Add("step token", auth.Protect(choice)));
        var code = (SignInStep.EmailCode)world.Take(await auth.ConfirmSignInAsync(resumed.With(FirstFactor.EmailOtp))).NextStep!;
        string right = world.Cognito.Outbox.LatestCode(world.Username);

        Assert.That(world.Take(await auth.ConfirmSignInAsync(code.With(world.WrongCode(right)))).Rejection, Is.Not.Null);
        Assert.That(world.Take(await auth.ConfirmSignInAsync(code.With(right))).IsSignedIn);
    }

    private static async Task PasswordAsync(FlowWorld world)
    {
        Auth auth = world.NewAuth(world.AddClient(), o => o.WhenAlreadySignedIn = WhenAlreadySignedIn.Replace);
        foreach (FirstFactor factor in new[] { FirstFactor.Password, FirstFactor.PasswordSrp })
        {
            var choice = (SignInStep.ChooseFirstFactor)world.Take(await auth.SignInAsync(world.Username, _choose)).NextStep!;
            var ask = (SignInStep.Password)world.Take(await auth.ConfirmSignInAsync(choice.With(factor))).NextStep!;
            SignInResult wrong = world.Take(await auth.ConfirmSignInAsync(ask.With(world.NewPassword("wrong password"))));
            Assert.That(world.Take(await auth.ConfirmSignInAsync(((SignInStep.Password)wrong.NextStep!).With(world.Password))).IsSignedIn);
        }

        await world.FailsAsync<ArgumentException>(() => auth.SignInAsync(world.Username, world.Password, new SignInOptions { Flow = SignInFlow.Custom }));
    }

    private static async Task PasskeyAsync(FlowWorld world)
    {
        var passkeys = new SoftwarePasskeys();
        Auth auth = world.NewAuth(world.AddClient(user: Verified), o => o.WhenAlreadySignedIn = WhenAlreadySignedIn.Replace, passkeys: passkeys);
        await Flows.SignInAsync(world, auth);
        await auth.Passkeys.AssociateAsync();
        world.Capture.Add(Channel.Result, "passkeys", $"{await auth.Passkeys.ListAsync()} {(await auth.Passkeys.ListAsync()).Passkeys[0]}");
        Assert.That(world.Take(await auth.SignInAsync(world.Username, new SignInOptions { PreferredChallenge = FirstFactor.WebAuthn })).IsSignedIn);

        passkeys.Device.FalseKey = SoftwareKey.Create(SoftwareAuthenticator.Es256);
        await world.FailsAsync<AuthException>(() => auth.SignInAsync(world.Username, new SignInOptions { PreferredChallenge = FirstFactor.WebAuthn }));
        passkeys.Cancels = true;
        SignInResult cancelled = world.Take(await auth.SignInAsync(world.Username, new SignInOptions { PreferredChallenge = FirstFactor.WebAuthn }));
        Assert.That(cancelled.Rejection?.Reason, Is.EqualTo(AuthErrorReason.Cancelled));
        world.Capture.Add(Channel.Result, "factors", $"{await auth.Account.FetchFactorsAsync()}");
        await auth.Passkeys.DeleteAsync(passkeys.Device.Credentials[0].IdText);
        await world.FailsAsync<AuthException>(() => auth.Passkeys.DeleteAsync(passkeys.Device.Credentials[0].IdText));
        await world.FailsAsync<AuthException>(() => auth.Passkeys.CompleteRegistrationAsync($$"""{"id":"{{world.Known.Add("credential", Guid.NewGuid().ToString("N"))}}"}"""));
        await world.FailsAsync<ArgumentException>(() => auth.Passkeys.CompleteRegistrationAsync(world.Known.Add("text that is no JSON", Guid.NewGuid().ToString("N"))));
    }

    private static async Task FailingAuthenticatorAsync(FlowWorld world)
    {
        var passkeys = new SoftwarePasskeys();
        EmulatedAppClient client = world.AddClient(user: Verified);
        Auth registering = world.NewAuth(client, passkeys: passkeys);
        await Flows.SignInAsync(world, registering);
        await registering.Passkeys.AssociateAsync();
        string words = world.Known.Add("the authenticator's words", $"PIN {Guid.NewGuid():N}");
        Auth auth = world.NewAuth(client, o => o.WhenAlreadySignedIn = WhenAlreadySignedIn.Replace, passkeys: new ScriptedAuthenticator((_, _) => throw new AssertionWords(words)));

        SignInResult result = world.Take(await auth.SignInAsync(world.Username, new SignInOptions { PreferredChallenge = FirstFactor.WebAuthn }));
        Assert.That(result.Rejection?.Reason, Is.EqualTo(AuthErrorReason.ProviderFailed));
        world.Capture.Add(Channel.Result, "rejection", $"{result.Rejection!.Message} {result.Rejection.Suggestion}");
    }

    private static async Task RiddlesAsync(FlowWorld world)
    {
        EmulatedAppClient client = world.AddClient(new AppClientSettings { GenerateSecret = true });
        string answer = world.Known.Add("answer to a riddle", $"answer {Guid.NewGuid():N}");
        Riddles.Install(client.Pool, rounds: 1, attempts: 2);
        client.Pool.Triggers.VerifyAuthChallengeResponse = told =>
        {
            told.AnswerCorrect = told.ChallengeAnswer == answer;
            return told;
        };
        Auth auth = world.NewAuth(client, o => o.WhenAlreadySignedIn = WhenAlreadySignedIn.Replace);
        foreach (SignInFlow flow in new[] { SignInFlow.Custom, SignInFlow.CustomWithSrp })
        {
            SignInResult asked = world.Take(flow == SignInFlow.Custom
                ? await auth.SignInAsync(world.Username, new SignInOptions { Flow = flow })
                : await auth.SignInAsync(world.Username, world.Password, new SignInOptions { Flow = flow }));
            SignInResult again = world.Take(await auth.ConfirmSignInAsync(((SignInStep.CustomChallenge)asked.NextStep!).With(world.Known.Add("wrong answer", $"no idea {Guid.NewGuid():N}"))));
            Assert.That(world.Take(await auth.ConfirmSignInAsync(((SignInStep.CustomChallenge)again.NextStep!).With(answer))).IsSignedIn);
        }
    }

    private static async Task SignUpAsync(FlowWorld world)
    {
        EmulatedAppClient client = world.AddClient();
        Auth auth = world.NewAuth(client);
        string ben = world.Known.AddPerson("user name", $"ben-{Guid.NewGuid():N}");
        SignUpResult signUp = await auth.SignUpAsync(ben, new SignUpOptions { UserAttributes = new Dictionary<string, string> { ["email"] = world.Known.AddPerson("e-mail address", $"{ben}@example.com") } });
        world.Capture.Add(Channel.Result, "sign-up", $"{signUp} {signUp.AutoSignIn} {signUp.CodeDelivery}");
        string token = world.Known.Add("sign-up token", auth.Protect(signUp.AutoSignIn!));
        await world.FailsAsync<AuthException>(() => Task.FromResult(auth.ResumeAutoSignIn(world.Known.Add("changed token", $"{token[..^4]}AAAA"))));

        ConfirmSignUpResult confirmed = await auth.ConfirmSignUpAsync(ben, world.Cognito.Outbox.LatestCode(ben), new ConfirmSignUpOptions { AutoSignIn = auth.ResumeAutoSignIn(token) });
        world.Capture.Add(Channel.Result, "confirmation", $"{confirmed} {confirmed.AutoSignIn}");
        Assert.That(world.Take(await auth.AutoSignInAsync(confirmed.AutoSignIn!)).IsSignedIn);
        await world.FailsAsync<AuthException>(() => world.NewAuth(client).AutoSignInAsync(confirmed.AutoSignIn!, new AutoSignInOptions { WhenAlreadySignedIn = WhenAlreadySignedIn.Replace }));
    }

    private static async Task ContextAsync(FlowWorld world)
    {
        Auth auth = world.NewAuth(world.AddClient(), contexts: new SystemUserContextData(new SystemUserContextDataOptions { IpAddress = world.Known.AddPerson("IP address", "192.0.2.177") }));
        Assert.That((await Flows.SignInAsync(world, auth)).IsSignedIn);
    }

    private static void Verified(EmulatedUser user) => user.SetAttribute("email_verified", "true");

    private sealed class AssertionWords(string words) : Exception(words);
}
