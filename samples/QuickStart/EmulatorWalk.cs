using System.Globalization;
using System.Security.Cryptography;
using Amplify.Emulator;
using Amplify.Sessions;

namespace Amplify.Samples;

/// <summary>The whole job against an emulator in this process: real HTTP, real SRP, real signatures, a clock that can be moved.</summary>
internal static class EmulatorWalk
{
    private const string Bucket = "photos";

    public static async Task RunAsync(Story story, CancellationToken cancellationToken)
    {
        // The emulator and the engine live on one clock, so that an hour passes when we say so.
        EmulatorClock clock = EmulatorClock.Real();
        await using CognitoEmulator cognito = await CognitoEmulator.StartAsync(new EmulatorOptions { Clock = clock }, cancellationToken);
        EmulatedUserPool pool = cognito.AddUserPool();
        EmulatedAppClient client = pool.AddClient();
        EmulatedIdentityPool identities = cognito.AddIdentityPool();
        identities.AddUserPoolClient(client);
        cognito.AddBucket(Bucket).Put("public/welcome.txt", "Welcome!"u8.ToArray());
        story.Say($"An emulated Amazon Cognito answers at {cognito.Endpoint} (user pool {pool.Id}).");
        story.Say("");

        var options = new AuthOptions
        {
            UserPoolId = pool.Id,
            UserPoolClientId = client.Id,
            IdentityPoolId = identities.Id,
            AllowGuestAccess = true,
            Endpoints = AuthEndpoints.Local(cognito.Endpoint),
        };

        // What outlives a restart: where sessions are kept, and the key they are encrypted with.
        var store = new InMemorySessionStore(clock);
        var key = new SessionProtectionKey("2026-11", RandomNumberGenerator.GetBytes(SessionProtectionKey.Length));
        AuthServices NewServices() => new() { SessionStore = store, Protector = new AesGcmSessionProtector(key), TimeProvider = clock };

        // In your application the person types it.
        string password = $"{Convert.ToHexString(RandomNumberGenerator.GetBytes(8))}-x7!";

        await using (var auth = new Auth(options, NewServices()))
        {
            await SignUpAsync(story, auth, cognito, password, cancellationToken);
            await SignInAsync(story, auth, password, cancellationToken);
            await AttributeWalk.RunAsync(story, auth, cognito, cancellationToken);
            await SecondFactorWalk.RunAsync(story, auth, password, clock, cancellationToken);
            await CredentialWalk.RunAsync(story, auth, cognito, Bucket, cancellationToken);
            await StaySignedInAsync(story, auth, clock, cancellationToken);
        }

        await using (var auth = new Auth(options, NewServices()))
        {
            await RestartAsync(story, auth, cognito, cancellationToken);
            await CredentialWalk.AsGuestAsync(story, auth, cognito, Bucket, cancellationToken);
        }

        await PasswordlessWalk.RunAsync(story, cognito, clock, password, cancellationToken);
        story.Say("");
        story.Say("Done. The same code runs against AWS: give it your pool with --config amplify_outputs.json --username you@example.com.");
    }

    private static async Task SignUpAsync(Story story, IAuth auth, CognitoEmulator cognito, string password, CancellationToken cancellationToken)
    {
        SignUpResult signUp = await story.StepAsync(
            "Sign up ana",
            () => auth.SignUpAsync("ana", password, new SignUpOptions { UserAttributes = new Dictionary<string, string> { ["email"] = "ana@example.com", ["name"] = "Ana Lima" } }, cancellationToken),
            r => $"user {r.UserId}; a code went to {r.CodeDelivery?.Destination} by {r.CodeDelivery?.Medium}");
        Story.Expect(!signUp.IsConfirmed, "a user who must confirm");

        ConfirmSignUpResult confirmed = await story.StepAsync(
            "Confirm with the code from the emulator's outbox",
            () => auth.ConfirmSignUpAsync("ana", cognito.Outbox.LatestCode("ana"), cancellationToken: cancellationToken),
            r => r.IsConfirmed ? "confirmed" : $"rejected: {r.Rejection?.Message}");
        Story.Expect(confirmed.IsConfirmed, "a confirmed user");
    }

    private static async Task SignInAsync(Story story, IAuth auth, string password, CancellationToken cancellationToken)
    {
        SignInResult wrong = await story.StepAsync(
            "Sign in with SRP and a wrong password",
            () => auth.SignInAsync("ana", "not-the-Passw0rd!", cancellationToken: cancellationToken),
            r => $"rejected: {r.Rejection?.Message} The step is {r.NextStep?.Name} again; no exception.");
        var step = Story.Expect(wrong.NextStep as SignInStep.Password, "to be asked for the password again");

        SignInResult right = await story.StepAsync(
            "Answer the step with the right password",
            () => auth.ConfirmSignInAsync(step.With(password), cancellationToken: cancellationToken),
            r => r.IsSignedIn ? "signed in; the password itself was never sent" : $"waits for {r.NextStep?.Name}");
        Story.Expect(right.IsSignedIn, "to be signed in");

        await story.StepAsync(
            "Read the session",
            async () => await auth.CurrentSessionAsync(cancellationToken: cancellationToken),
            Describe);
    }

    private static async Task StaySignedInAsync(Story story, IAuth auth, EmulatorClock clock, CancellationToken cancellationToken)
    {
        string before = await auth.GetAccessTokenAsync(cancellationToken: cancellationToken);
        clock.Advance(TimeSpan.FromMinutes(61));
        AuthSession after = await story.StepAsync(
            "Another 61 minutes, the tokens expired: read the session",
            async () => await auth.CurrentSessionAsync(cancellationToken: cancellationToken),
            r => $"{r.State}, renewed silently ({r.Source}), valid until {r.Tokens?.ExpiresAt.ToString("HH:mm 'UTC'", CultureInfo.InvariantCulture)}");
        Story.Expect(after.IsSignedIn && after.Tokens.AccessToken.Reveal() != before, "new tokens");
    }

    private static async Task RestartAsync(Story story, IAuth auth, CognitoEmulator cognito, CancellationToken cancellationToken)
    {
        int calls = cognito.Requests.All.Count;
        AuthSession session = await story.StepAsync(
            "Restart: a second engine over the same store",
            async () => await auth.CurrentSessionAsync(cancellationToken: cancellationToken),
            r => $"{r.State} as {r.User?.Name} at once ({r.Source}), {cognito.Requests.All.Count - calls} calls to the service");
        Story.Expect(session.IsSignedIn && cognito.Requests.All.Count == calls, "to be signed in still, without a call");

        AuthSession gone = await story.StepAsync(
            "Sign out",
            async () =>
            {
                await auth.SignOutAsync(cancellationToken: cancellationToken);
                return await auth.CurrentSessionAsync(cancellationToken: cancellationToken);
            },
            r => $"{r.State}; a token now takes a new sign-in");
        Story.Expect(gone.State == AuthSessionState.Guest, "to be signed out, and a guest");
    }

    private static string Describe(AuthSession session)
    {
        AuthUser user = Story.Expect(session.User, "a user");
        IEnumerable<string> claims = user.Claims
            .Where(c => c.Type is "sub" or "email" or "email_verified" or "name" or "cognito:username" or "iss" or "token_use" or "exp")
            .Select(c => $"  {c.Type,-18} {c.Value}");
        return $"{session.State} as {user.Name}; claims of the ID token:\n{string.Join('\n', claims)}";
    }
}
