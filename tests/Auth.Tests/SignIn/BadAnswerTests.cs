using Amplify.CognitoIdentityProvider;
using Amplify.CognitoIdentityProvider.Model;
using Amplify.Emulator;
using Amplify.Tests.Support;
using Moq;

namespace Amplify.Tests.SignIn;

/// <summary>Garbage, silence and lies at every call: typed, and nothing lost.</summary>
public sealed class BadAnswerTests
{
    private static readonly FaultKind[] _kinds =
    [
        FaultKind.Throttle, FaultKind.InternalError, FaultKind.ServiceUnavailable, FaultKind.Cut,
        FaultKind.Garbage, FaultKind.Html, FaultKind.Truncated, FaultKind.Oversized, FaultKind.EmptyBody,
    ];

    private static IEnumerable<TestCaseData> Faults() =>
        from operation in new[] { "SignUp", "ConfirmSignUp", "ResendConfirmationCode", "InitiateAuth", "RespondToAuthChallenge" }
        from kind in _kinds
        from phase in new[] { FaultPhase.Before, FaultPhase.After }
        // An answer without members is what these two may send when all is well.
        where !(kind == FaultKind.EmptyBody && operation is "ConfirmSignUp" or "ResendConfirmationCode" && kind == FaultKind.EmptyBody)
        select new TestCaseData(operation, kind, phase);

    [TestCaseSource(nameof(Faults))]
    public async Task A_broken_answer_to(string operation, FaultKind kind, FaultPhase phase)
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth auth = world.NewAuth();
        var email = new SignUpOptions { UserAttributes = new Dictionary<string, string> { ["email"] = "cleo@example.com" } };
        await auth.SignUpAsync("cleo", AuthWorld.Password, email);
        using FaultHandle fault = world.Cognito.Faults.Add(new Fault { Operation = operation, Kind = kind, Phase = phase, Size = 3 * 1024 * 1024 });

        Task call = operation switch
        {
            "SignUp" => auth.SignUpAsync("ben", AuthWorld.Password, email),
            "ConfirmSignUp" => auth.ConfirmSignUpAsync("cleo", world.Cognito.Outbox.LatestCode("cleo")),
            "ResendConfirmationCode" => auth.ResendSignUpCodeAsync("cleo"),
            _ => auth.SignInAsync("ana", AuthWorld.Password),
        };
        AuthException error = await FailureAsync(world, call);

        AuthErrorReason[] expected = kind switch
        {
            FaultKind.Throttle => [AuthErrorReason.Throttled],
            FaultKind.InternalError or FaultKind.ServiceUnavailable => [AuthErrorReason.ServiceFailure],
            FaultKind.Cut => [AuthErrorReason.Network],
            FaultKind.Truncated => [AuthErrorReason.Network, AuthErrorReason.InvalidResponse],
            _ => [AuthErrorReason.InvalidResponse],
        };
        Assert.That(expected, Does.Contain(error.Reason), error.ToString());
        Assert.That(error.IsTransient, Is.True);
        Assert.That(error.Error.Operation, Is.EqualTo(operation));
        Assert.That((await auth.CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.SignedOut));

        world.Cognito.Faults.Clear();
        Assert.That((await auth.SignInAsync("ana", AuthWorld.Password)).IsSignedIn, Is.True, "and afterwards all is as before");
    }

    private static IEnumerable<TestCaseData> RefreshFaults() => _kinds.Select(kind => new TestCaseData(kind));

    [TestCaseSource(nameof(RefreshFaults))]
    public async Task A_broken_answer_to_a_refresh_loses_nothing(FaultKind kind)
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth auth = await world.SignedInAsync();
        world.ExpireTokens();
        world.Cognito.Faults.Add(new Fault { Operation = "GetTokensFromRefreshToken", Kind = kind, Phase = FaultPhase.After, Size = 3 * 1024 * 1024 });

        Task<AuthSession> reading = auth.CurrentSessionAsync().AsTask();
        await PumpAsync(world, reading);
        AuthSession offline = await reading;
        Assert.That(offline.State, Is.EqualTo(AuthSessionState.Offline), offline.Error?.ToString());
        Assert.That(offline.User?.Username, Is.EqualTo("ana"));

        world.Cognito.Faults.Clear();
        world.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.That((await auth.CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.SignedIn));
    }

    [Test]
    public async Task An_unreachable_service_is_offline_and_not_signed_out()
    {
        AuthWorld world = await AuthWorld.StartAsync();
        Auth auth = await world.SignedInAsync();
        world.ExpireTokens();
        await world.Cognito.DisposeAsync();

        AuthSession session = await auth.CurrentSessionAsync();
        Assert.That(session.State, Is.EqualTo(AuthSessionState.Offline));
        Assert.That(session.Error?.Reason, Is.EqualTo(AuthErrorReason.Network));
        AuthException? asked = Assert.ThrowsAsync<AuthException>(async () => await auth.GetAccessTokenAsync());
        Assert.That(asked!.Reason, Is.EqualTo(AuthErrorReason.Network));
        Assert.That(asked, Is.Not.InstanceOf<SignInRequiredException>());
        await auth.DisposeAsync();
    }

    [Test]
    public async Task No_answer_in_time_is_typed([Values("SignUp", "InitiateAuth", "RespondToAuthChallenge")] string operation)
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth auth = world.NewAuth(o => o.RequestTimeout = TimeSpan.FromSeconds(20));
        using FaultHandle hold = world.Cognito.Faults.Add(new Fault { Operation = operation, Kind = FaultKind.Hold });

        Task call = operation == "SignUp" ? auth.SignUpAsync("ben", AuthWorld.Password) : auth.SignInAsync("ana", AuthWorld.Password);
        await hold.WaitForArrivalAsync();
        world.Clock.Advance(TimeSpan.FromSeconds(21));

        AuthException? error = Assert.ThrowsAsync<AuthException>(() => call);
        Assert.That(error!.Reason, Is.EqualTo(AuthErrorReason.TimedOut));
        Assert.That(error.Error.MayHaveBeenApplied, Is.True);
    }

    [Test]
    public async Task A_caller_may_stop_waiting_at_every_call([Values("SignUp", "ConfirmSignUp", "ResendConfirmationCode", "InitiateAuth", "RespondToAuthChallenge", "jwks")] string operation)
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth auth = world.NewAuth();
        using FaultHandle hold = world.Cognito.Faults.Add(new Fault { Operation = operation, Kind = FaultKind.Hold });
        using var stop = new CancellationTokenSource();

        Task call = operation switch
        {
            "SignUp" => auth.SignUpAsync("ben", AuthWorld.Password, cancellationToken: stop.Token),
            "ConfirmSignUp" => auth.ConfirmSignUpAsync("ana", "123456", cancellationToken: stop.Token),
            "ResendConfirmationCode" => auth.ResendSignUpCodeAsync("ana", cancellationToken: stop.Token),
            _ => auth.SignInAsync("ana", AuthWorld.Password, cancellationToken: stop.Token),
        };
        await hold.WaitForArrivalAsync();
        await stop.CancelAsync();

        OperationCanceledException? error = Assert.CatchAsync<OperationCanceledException>(() => call);
        Assert.That(error!.CancellationToken.IsCancellationRequested, Is.True);
        hold.Release();
        Assert.That((await auth.SignInAsync("ana", AuthWorld.Password)).IsSignedIn, Is.True);
    }

    [Test]
    public async Task A_token_cancelled_beforehand_does_nothing()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth auth = world.NewAuth();
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();

        Assert.That(async () => await auth.CurrentSessionAsync(cancellationToken: stopped.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(async () => await auth.SignInAsync("ana", AuthWorld.Password, cancellationToken: stopped.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(async () => await auth.SignUpAsync("ana", AuthWorld.Password, cancellationToken: stopped.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(world.Cognito.Requests.All, Is.Empty);
    }

    [TestCase("0")]
    [TestCase("N")]
    [TestCase("2N")]
    [TestCase("not hex")]
    public async Task A_lying_server_public_value_is_refused_before_anything_is_proved(string b)
    {
        await using var world = new MockWorld(o => o.SignInFlow = SignInFlow.UserSrp);
        world.Client.Setup(c => c.InitiateAuthAsync(It.Is<InitiateAuthRequest>(r => r.AuthFlow == AuthFlowType.USER_SRP_AUTH), It.IsAny<CancellationToken>())).ReturnsAsync(new InitiateAuthResponse
        {
            ChallengeName = ChallengeNameType.PASSWORD_VERIFIER,
            ChallengeParameters = new Dictionary<string, string>
            {
                ["USER_ID_FOR_SRP"] = "ana",
                ["SALT"] = "0123456789abcdef",
                ["SRP_B"] = b switch { "N" => SrpNumbers.N, "2N" => SrpNumbers.TwiceN, _ => b },
                ["SECRET_BLOCK"] = "c2VjcmV0",
            },
        });

        AuthException? error = Assert.ThrowsAsync<AuthException>(() => world.Auth.SignInAsync("ana", "Any-password-1"));

        // A strict mock would have thrown at RespondToAuthChallenge: no proof was sent.
        Assert.That(error!.Reason, Is.EqualTo(AuthErrorReason.InvalidResponse));
    }

    [TestCase("USER_ID_FOR_SRP")]
    [TestCase("SALT")]
    [TestCase("SRP_B")]
    [TestCase("SECRET_BLOCK")]
    public async Task A_challenge_that_lacks_a_parameter_is_typed(string missing)
    {
        await using var world = new MockWorld(o => o.SignInFlow = SignInFlow.UserSrp);
        var parameters = new Dictionary<string, string> { ["USER_ID_FOR_SRP"] = "ana", ["SALT"] = "0123456789abcdef", ["SRP_B"] = "123456789", ["SECRET_BLOCK"] = "c2VjcmV0" };
        parameters.Remove(missing);
        world.Client.Setup(c => c.InitiateAuthAsync(It.Is<InitiateAuthRequest>(r => r.AuthFlow == AuthFlowType.USER_SRP_AUTH), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new InitiateAuthResponse { ChallengeName = ChallengeNameType.PASSWORD_VERIFIER, ChallengeParameters = parameters });

        AuthException? error = Assert.ThrowsAsync<AuthException>(() => world.Auth.SignInAsync("ana", "Any-password-1"));

        Assert.That(error!.Reason, Is.EqualTo(AuthErrorReason.InvalidResponse));
        Assert.That(error.Message, Does.Contain(missing));
    }

    /// <summary>Fires the engine's own waiting times until the call is over; nothing here waits for real time.</summary>
    private static async Task PumpAsync(AuthWorld world, Task call)
    {
        while (!call.IsCompleted)
        {
            using var over = new CancellationTokenSource();
            Task timer = world.Clock.WaitForTimerDueWithinAsync(TimeSpan.FromSeconds(1), over.Token);
            if (await Task.WhenAny(call, timer) == timer)
            {
                world.Clock.Advance(TimeSpan.FromSeconds(1));
            }

            await over.CancelAsync();
        }
    }

    private static async Task<AuthException> FailureAsync(AuthWorld world, Task call)
    {
        await PumpAsync(world, call);
        return Assert.ThrowsAsync<AuthException>(() => call)!;
    }
}
