using Amplify.Emulator;

namespace Amplify.Samples;

/// <summary>
/// A second pool, which tracks devices: somebody signs up without a password, signs in with a code by e-mail, and the device that this
/// made stands for the second factor from then on.
/// </summary>
internal static class PasswordlessWalk
{
    public static async Task RunAsync(Story story, CognitoEmulator cognito, EmulatorClock clock, string password, CancellationToken cancellationToken)
    {
        EmulatedUserPool pool = cognito.AddUserPool(new UserPoolSettings { DeviceConfiguration = new DeviceConfiguration { ChallengeRequiredOnNewDevice = true } });
        var options = new AuthOptions
        {
            UserPoolId = pool.Id,
            UserPoolClientId = pool.AddClient().Id,
            Endpoints = AuthEndpoints.Local(cognito.Endpoint),
            DeviceName = "Ben's laptop",
        };
        await using var auth = new Auth(options, new AuthServices { TimeProvider = clock });
        await SignUpAsync(story, auth, cognito, cancellationToken);
        await WithCodeAsync(story, auth, cognito, cancellationToken);
        await WithDeviceAsync(story, auth, cognito, pool, password, cancellationToken);
    }

    private static async Task SignUpAsync(Story story, IAuth auth, CognitoEmulator cognito, CancellationToken cancellationToken)
    {
        var attributes = new Dictionary<string, string> { ["email"] = "ben@example.com", ["name"] = "Ben Ode" };
        SignUpResult signUp = await auth.SignUpAsync("ben", new SignUpOptions { UserAttributes = attributes }, cancellationToken);
        ConfirmSignUpResult confirmed = await auth.ConfirmSignUpAsync(
            "ben",
            cognito.Outbox.LatestCode("ben"),
            new ConfirmSignUpOptions { AutoSignIn = signUp.AutoSignIn },
            cancellationToken);
        AutoSignIn signedUp = Story.Expect(confirmed.AutoSignIn, "a sign-up that can sign in by itself");
        SignInResult result = await story.StepAsync(
            "Sign up ben without a password; the code signs in, too",
            () => auth.AutoSignInAsync(signedUp, cancellationToken: cancellationToken),
            r => r.IsSignedIn ? $"signed in; new device {r.NewDevice?.DeviceKey}, {(r.NewDevice?.IsRemembered == true ? "remembered" : "not remembered")}" : $"waits for {r.NextStep?.Name}");
        Story.Expect(result.NewDevice is { IsRemembered: true }, "a device that is remembered");
        await auth.SignOutAsync(cancellationToken: cancellationToken);
    }

    private static async Task WithCodeAsync(Story story, IAuth auth, CognitoEmulator cognito, CancellationToken cancellationToken)
    {
        SignInResult asked = await story.StepAsync(
            "Sign out, and sign in with a code by e-mail",
            () => auth.SignInAsync("ben", new SignInOptions { PreferredChallenge = FirstFactor.EmailOtp }, cancellationToken),
            r => $"next: {r.NextStep?.Name}, sent to {(r.NextStep as SignInStep.EmailCode)?.Delivery.Destination}");
        var step = Story.Expect(asked.NextStep as SignInStep.EmailCode, "to be asked for the code");

        SignInResult done = await story.StepAsync(
            "Answer with the code from the emulator's outbox",
            () => auth.ConfirmSignInAsync(step.With(cognito.Outbox.LatestCode("ben")), cancellationToken: cancellationToken),
            r => r.IsSignedIn ? "signed in, and there is no password anywhere" : $"rejected: {r.Rejection?.Message}");
        Story.Expect(done.IsSignedIn, "to be signed in");
    }

    private static async Task WithDeviceAsync(Story story, IAuth auth, CognitoEmulator cognito, EmulatedUserPool pool, string password, CancellationToken cancellationToken)
    {
        await auth.SignOutAsync(cancellationToken: cancellationToken);
        EmulatedUser ben = Story.Expect(pool.FindUser("ben"), "a user called ben");
        ben.SetPassword(password);
        ben.EnableEmailMfa();
        int messages = cognito.Outbox.Messages.Count;
        SignInResult remembered = await story.StepAsync(
            "With a password and a second factor, on the same device",
            () => auth.SignInAsync("ben", password, cancellationToken: cancellationToken),
            r => r.IsSignedIn ? "signed in at once: the device proved itself in place of the code" : $"waits for {r.NextStep?.Name}");
        Story.Expect(remembered.IsSignedIn && cognito.Outbox.Messages.Count == messages, "the device to stand for the second factor");

        DevicePage devices = await auth.Devices.ListAsync(cancellationToken: cancellationToken);
        await auth.Devices.ForgetAsync(cancellationToken: cancellationToken);
        await auth.SignOutAsync(cancellationToken: cancellationToken);
        SignInResult forgotten = await story.StepAsync(
            $"Forget {devices.Devices[0].Name}, and sign in again",
            () => auth.SignInAsync("ben", password, cancellationToken: cancellationToken),
            r => $"next: {r.NextStep?.Name}; the second factor is back");
        Story.Expect(forgotten.NextStep is SignInStep.EmailCode, "to be asked for the second factor");
    }
}
