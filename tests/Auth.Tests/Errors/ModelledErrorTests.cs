using Amplify.Emulator;
using Amplify.Errors;
using Amplify.Tests.Support;

namespace Amplify.Tests.Errors;

/// <summary>Every operation the engine uses, with a client secret and without, refused with every error its model names, and then done.</summary>
public sealed class ModelledErrorTests
{
    private const string Words = "Words that say nothing.";

    private static int _count;

    /// <summary>Operations the emulator has and the engine does not call yet.</summary>
    private static readonly string[] _unused =
    [
        "GetUserAuthFactors",
        "ConfirmDevice", "ForgetDevice", "GetDevice", "ListDevices", "UpdateDeviceStatus",
        "CompleteWebAuthnRegistration", "DeleteWebAuthnCredential", "ListWebAuthnCredentials", "StartWebAuthnRegistration",
    ];

    private static IEnumerable<string> Operations => Walk.All.Select(w => w.Operation);

    [OneTimeTearDown]
    public void Count() => TestContext.Progress.WriteLine($"Operations × secret × (success or modelled error): {_count} calls.");

    [Test]
    public void Every_operation_is_walked() => Assert.That(Walk.All.Select(w => w.Operation).Concat(_unused), Is.EquivalentTo(ModelledErrors.ByOperation.Keys));

    [Test]
    public async Task Every_modelled_error_has_its_reason([ValueSource(nameof(Operations))] string operation, [Values] bool clientSecret)
    {
        Walk walk = Walk.All.Single(w => w.Operation == operation);
        await using AuthWorld world = await AuthWorld.StartAsync(new AppClientSettings { GenerateSecret = clientSecret });
        world.Pool.AddUser("invited", AuthWorld.Password).SetTemporaryPassword(AuthWorld.Password);
        var scene = new Walk.Scene(world);

        using (Assert.EnterMultipleScope())
        {
            foreach (string code in ModelledErrors.ByOperation[walk.Operation])
            {
                using FaultHandle order = world.Cognito.Faults.Add(new Fault
                {
                    Operation = walk.Operation,
                    Kind = FaultKind.ServiceError,
                    ErrorCode = code,
                    ErrorMessage = Words,
                    ErrorStatus = ModelledErrors.StatusOf(code),
                });
                (AuthErrorReason Reason, string? Suggestion)? outcome = Walk.OutcomeOf(await ResultAsync(world, walk.CallAsync(scene)));
                Interlocked.Increment(ref _count);

                if (code == "UserNotFoundException" && walk.Operation == "DeleteUser")
                {
                    Assert.That(outcome, Is.Null, "who is gone already is deleted");
                    continue;
                }

                Assert.That(outcome?.Reason, Is.EqualTo(ServiceErrorTable.Rows.First(r => r.Fits(code, Words)).Reason), code);
                Assert.That(outcome?.Suggestion, Is.Not.Null.And.Not.Empty, code);
            }

            object? done = await ResultAsync(world, walk.CallAsync(scene));
            Assert.That(Walk.OutcomeOf(done), Is.Null, "without a fault it is done");
            Assert.That((done as SignInResult)?.IsSignedIn, Is.Not.False);
            Assert.That((done as SignOutResult)?.IsComplete, Is.Not.False);
            Assert.That((done as AuthSession)?.Source, Is.Null.Or.EqualTo(SessionSource.Refresh));
            Interlocked.Increment(ref _count);
        }
    }

    /// <summary>What a call comes to; waits between attempts pass on the test's clock.</summary>
    private static async Task<object?> ResultAsync(AuthWorld world, Task<object?> call)
    {
        using var over = new CancellationTokenSource();
        while (!call.IsCompleted)
        {
            Task timer = world.Clock.WaitForTimerDueWithinAsync(TimeSpan.FromSeconds(1), over.Token);
            await Task.WhenAny(call, timer);
            if (!call.IsCompleted)
            {
                world.Clock.Advance(TimeSpan.FromSeconds(1));
            }
        }

        await over.CancelAsync();
        try
        {
            return await call;
        }
        catch (AuthException e)
        {
            return e;
        }
    }
}
