using Amplify.Emulator;

namespace Amplify.Tests.Diagnostics.SecretGrep;

/// <summary>What networks and services do on bad days, at every call that carries a secret.</summary>
internal static class FaultFlows
{
    private static readonly FaultKind[] _kinds =
    [
        FaultKind.Throttle, FaultKind.InternalError, FaultKind.ServiceUnavailable, FaultKind.Cut, FaultKind.Garbage, FaultKind.Html, FaultKind.Truncated, FaultKind.Oversized, FaultKind.EmptyBody,
    ];

    public static IReadOnlyList<Flow> All { get; } =
    [
        .. _kinds.Select(kind => new Flow($"{kind} at every call, before and after the service acted", world => AtEveryCallAsync(world, kind))),
        new("No answer in time, at a sign-in and a refresh", TimeOutsAsync),
        new("A caller cancels", CancelAsync),
        new("The keys cannot be had", NoKeysAsync),
        new("Tokens whose signature is nobody's", ForgedAsync),
    ];

    private static async Task AtEveryCallAsync(FlowWorld world, FaultKind kind)
    {
        foreach (FaultPhase phase in new[] { FaultPhase.Before, FaultPhase.After })
        {
            EmulatedAppClient client = world.AddClient(new AppClientSettings { GenerateSecret = true, RefreshTokenRotation = new RefreshTokenRotation { GracePeriod = TimeSpan.FromSeconds(60) } });
            Auth auth = world.NewAuth(client);
            await FaultyAsync(world, "SignUp", kind, phase, () => auth.SignUpAsync($"{world.Username}-{phase}", world.Password, new SignUpOptions { UserAttributes = new Dictionary<string, string> { ["email"] = world.Email } }));
            await FaultyAsync(world, "ConfirmSignUp", kind, phase, () => auth.ConfirmSignUpAsync($"{world.Username}-{phase}", world.Known.Add("code", "918273")));
            await FaultyAsync(world, "InitiateAuth", kind, phase, () => auth.SignInAsync(world.Username, world.Password, new SignInOptions { Flow = SignInFlow.UserPassword }));
            await auth.SignOutAsync();
            await FaultyAsync(world, "RespondToAuthChallenge", kind, phase, () => auth.SignInAsync(world.Username, world.Password));
            await auth.SignOutAsync();

            // No SRP where it is not the point: it takes its time.
            Assert.That((await Flows.SignInAsync(world, auth, new SignInOptions { Flow = SignInFlow.UserPassword })).IsSignedIn);
            using (world.Cognito.Faults.Add(new Fault { Operation = "GetTokensFromRefreshToken", Kind = kind, Phase = phase, Times = 1 }))
            {
                world.Take(await auth.CurrentSessionAsync(new CurrentSessionOptions { ForceRefresh = true }));
            }
        }
    }

    /// <summary>A call under a fault that strikes once: it fails with a typed error, or was safe to repeat.</summary>
    private static async Task FaultyAsync(FlowWorld world, string operation, FaultKind kind, FaultPhase phase, Func<Task> call)
    {
        using FaultHandle fault = world.Cognito.Faults.Add(new Fault { Operation = operation, Kind = kind, Phase = phase, Times = 1 });
        try
        {
            await call();
        }
        catch (AuthException e)
        {
            world.Capture.Add(e);
        }

        Assert.That(fault.Hits, Is.EqualTo(1), $"the fault struck {operation}");
    }

    private static async Task TimeOutsAsync(FlowWorld world)
    {
        EmulatedAppClient client = world.AddClient();
        Auth auth = world.NewAuth(client);
        using (FaultHandle held = world.Cognito.Faults.Add(new Fault { Operation = "RespondToAuthChallenge", Kind = FaultKind.Hold }))
        {
            Task<SignInResult> signIn = auth.SignInAsync(world.Username, world.Password);
            await held.WaitForArrivalAsync();
            world.Clock.Advance(TimeSpan.FromSeconds(31));
            AuthException late = await world.FailsAsync<AuthException>(() => signIn);
            Assert.That(late.Reason, Is.EqualTo(AuthErrorReason.TimedOut));
        }

        await Flows.SignInAsync(world, auth);
        using (FaultHandle held = world.Cognito.Faults.Add(new Fault { Operation = "GetTokensFromRefreshToken", Kind = FaultKind.Hold }))
        {
            Task<AuthSession> refresh = auth.CurrentSessionAsync(new CurrentSessionOptions { ForceRefresh = true }).AsTask();
            await held.WaitForArrivalAsync();
            world.Clock.Advance(TimeSpan.FromSeconds(31));
            Assert.That(world.Take(await refresh).Error?.Reason, Is.EqualTo(AuthErrorReason.TimedOut));
        }
    }

    private static async Task CancelAsync(FlowWorld world)
    {
        Auth auth = world.NewAuth(world.AddClient());
        using FaultHandle held = world.Cognito.Faults.Add(new Fault { Operation = "InitiateAuth", Kind = FaultKind.Hold });
        using var stop = new CancellationTokenSource();
        Task<SignInResult> signIn = auth.SignInAsync(world.Username, world.Password, cancellationToken: stop.Token);
        await held.WaitForArrivalAsync();
        await stop.CancelAsync();

        await world.FailsAsync<OperationCanceledException>(() => signIn);
    }

    private static async Task NoKeysAsync(FlowWorld world)
    {
        foreach (FaultKind kind in new[] { FaultKind.ServiceUnavailable, FaultKind.Html, FaultKind.Cut })
        {
            Auth auth = world.NewAuth(world.AddClient());
            using FaultHandle fault = world.Cognito.Faults.Add(new Fault { Operation = "jwks", Kind = kind });
            AuthException failed = await world.FailsAsync<AuthException>(() => auth.SignInAsync(world.Username, world.Password));
            Assert.That(failed.Reason, Is.EqualTo(AuthErrorReason.KeysUnavailable));
        }
    }

    private static async Task ForgedAsync(FlowWorld world)
    {
        // The keys of one pool do not sign the tokens of another.
        EmulatedAppClient client = world.AddClient();
        EmulatedUserPool other = world.Cognito.AddUserPool();
        AuthOptions options = world.OptionsFor(client);
        Auth auth = world.NewAuth(client, o => o.Endpoints!.Jwks = options.Endpoints!.Jwks!.Replace(AuthEndpoints.UserPoolIdPlaceholder, other.Id, StringComparison.Ordinal));

        AuthException refused = await world.FailsAsync<AuthException>(() => auth.SignInAsync(world.Username, world.Password));

        Assert.That(refused.Reason, Is.EqualTo(AuthErrorReason.InvalidToken));
    }
}
