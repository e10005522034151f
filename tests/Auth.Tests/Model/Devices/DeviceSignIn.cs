using Amplify.Tests.Support;

namespace Amplify.Tests.Model.Devices;

/// <summary>A sign-in from its beginning to its end, on one machine.</summary>
/// <param name="Machine">Where.</param>
/// <param name="User">Ana has a password and a second factor; Ben has neither.</param>
/// <param name="Flow">How.</param>
/// <param name="ForgottenMidway">Whether the pool forgets the user's devices while the first question waits.</param>
internal sealed record DeviceSignIn(int Machine, string User, SignInFlow Flow, bool ForgottenMidway) : DeviceDeed
{
    private const string Begin = "InitiateAuth";
    private const string Password = "PASSWORD_VERIFIER";
    private const string Code = "EMAIL_OTP";
    private const string Riddle = "CUSTOM_CHALLENGE";
    private const string AskDevice = "DEVICE_SRP_AUTH";
    private const string ProveDevice = "DEVICE_PASSWORD_VERIFIER";
    private const string Confirm = "ConfirmDevice";

    private bool BeginsWithSrp => User == DeviceDeeds.Ana && Flow != SignInFlow.UserPassword;

    public override IReadOnlyList<string> CallsFrom(DeviceState s)
    {
        if (s.Machines[Machine].Session is not null)
        {
            return s.CallsOf(Machine);
        }

        // Those of the device several times: faults strike them more often than the rest.
        bool serves = Serving(s).Serves;
        string[] before = BeginsWithSrp ? [Begin, Password] : [Begin];
        string[] device = serves && !ForgottenMidway ? [AskDevice, AskDevice, AskDevice, ProveDevice, ProveDevice, ProveDevice] : [Confirm, Confirm, Confirm];
        return [.. before, .. Questions(serves), .. device];
    }

    public override (string Seen, DeviceState After) Predict(DeviceState s)
    {
        (MachineSession? session, _, _, s) = s.Read(Machine);
        if (session is not null)
        {
            return ("throws AlreadySignedIn", s);
        }

        (int? kept, bool serves) = Serving(s);
        string[] questions = [.. Questions(serves)];
        bool isForgotten = ForgottenMidway && questions.Length > 0;

        // What a proof begins with may be asked for twice; what sends a code, or shows the password, may not. No answer is given twice.
        (AuthErrorReason? wrong, _, s) = s.Call(Begin, BeginsWithSrp ? Repeats.Always : Repeats.WhenNotDone);
        if (wrong is null && BeginsWithSrp)
        {
            (wrong, _, s) = s.Call(Password, Repeats.Never);
        }

        if (wrong is not null)
        {
            return ($"throws {wrong}", s);
        }

        s = isForgotten ? s.ForgetAll(User) : s;
        (kept, serves) = isForgotten ? (null, false) : (kept, serves);
        foreach (string challenge in serves ? questions.Append(AskDevice).Append(ProveDevice) : questions)
        {
            // A device whose proof was interrupted is as good as before: nothing is forgotten, here or there.
            (wrong, _, s) = s.Call(challenge, Repeats.Never);
            if (wrong is not null)
            {
                return ($"throws {wrong}", s);
            }
        }

        return kept is { } own
            ? (Tell(questions, "", serves), SignedIn(s, own))
            : Register(s, questions);
    }

    public override async Task<string> PerformAsync(DeviceWorld world)
    {
        Auth auth = world.Auth(Machine);
        world.Cognito.Requests.Clear();
        var options = new SignInOptions { Flow = Flow, PreferredChallenge = Flow == SignInFlow.UserAuth && User == DeviceDeeds.Ben ? FirstFactor.EmailOtp : null };
        SignInResult begun = User == DeviceDeeds.Ana ? await auth.SignInAsync(User, AuthWorld.Password, options) : await auth.SignInAsync(User, options);
        var robot = new SignInRobot(world.Cognito, world.User(User), AuthWorld.Password);
        SignInResult result = await robot.FinishAsync(auth, begun, (there, step) =>
        {
            if (ForgottenMidway && robot.Steps.Count == 0)
            {
                world.ForgetAll(User);
            }

            return Task.FromResult((there, step));
        });
        string device = result.NewDevice switch
        {
            null => "",
            { Error: { } error, IsConfirmed: false } => DeviceFailed(error.Reason),
            { IsConfirmed: true, Error: null } registered => NewDevice(registered.UserConfirmationNecessary),
            _ => ", with a device that contradicts itself",
        };
        return Tell(robot.Steps.Select(ChallengeOf), device, Wire.Path(world.Cognito).Contains(ProveDevice));
    }

    private static string ChallengeOf(string step) => step switch
    {
        nameof(SignInStep.EmailCode) => Code,
        nameof(SignInStep.CustomChallenge) => Riddle,
        _ => step,
    };

    private static string Tell(IEnumerable<string> questions, string newDevice, bool proved) => $"signed in after [{string.Join(", ", questions)}]{newDevice}{(proved ? ", by the device" : "")}";

    private static string NewDevice(bool mustAsk) => $", with a new device{(mustAsk ? " to be asked about" : "")}";

    private static string DeviceFailed(AuthErrorReason reason) => $", without its new device: {reason}";

    /// <summary>The user is signed in whatever becomes of the device. What nobody confirmed to this machine is not kept, though the pool may know it.</summary>
    private (string Seen, DeviceState After) Register(DeviceState s, string[] questions)
    {
        (AuthErrorReason? wrong, bool isDone, s) = s.Call(Confirm, Repeats.WhenNotDone);
        int own = s.Devices.Count;
        s = SignedIn(s with { Devices = s.Devices.Add(new PoolDevice(User, Remembered: !s.OptIn, Confirmed: isDone)) }, own);
        return wrong is { } reason
            ? (Tell(questions, DeviceFailed(reason), proved: false), s)
            : (Tell(questions, NewDevice(s.OptIn), proved: false), s.With(Machine, machine => machine with { Profile = machine.Profile.SetItem(User, own) }));
    }

    /// <summary>The device that this machine keeps for the user, and whether it takes part.</summary>
    private (int? Kept, bool Serves) Serving(DeviceState s) => s.Machines[Machine].Profile.TryGetValue(User, out int found) && s.Devices[found].IsKnown
        ? (found, s.Devices[found].Remembered)
        : (null, false);

    private DeviceState SignedIn(DeviceState s, int device) => s.With(Machine, machine => machine with { Session = new MachineSession(User, device) });

    /// <summary>A device stands for the second factor, and for nothing else.</summary>
    private IEnumerable<string> Questions(bool serves)
    {
        if (User == DeviceDeeds.Ana && !serves)
        {
            yield return Code;
        }

        if (Flow is SignInFlow.Custom or SignInFlow.CustomWithSrp)
        {
            yield return Riddle;
        }
        else if (User == DeviceDeeds.Ben)
        {
            yield return Code;
        }
    }
}
