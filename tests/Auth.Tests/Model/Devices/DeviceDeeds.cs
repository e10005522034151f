using Amplify.Tests.Support;
using FsCheck;
using FsCheck.Fluent;

namespace Amplify.Tests.Model.Devices;

/// <summary>What there is to do with devices.</summary>
internal static class DeviceDeeds
{
    public const string Ana = "ana";
    public const string Ben = "ben";

    private static readonly SignInFlow[] _withPassword = [SignInFlow.UserSrp, SignInFlow.UserPassword, SignInFlow.CustomWithSrp, SignInFlow.UserAuth];
    private static readonly SignInFlow[] _without = [SignInFlow.Custom, SignInFlow.UserAuth];

    private static Gen<int> Machine { get; } = Gen.Choose(0, 1);

    private static Gen<bool> Rarely { get; } = Gen.Frequency((4, Gen.Constant(false)), (1, Gen.Constant(true)));

    public static Gen<DeviceDeed> Any { get; } = Gen.Frequency(
        (6, from machine in Machine
            from user in Gen.Elements(Ana, Ben)
            from flow in Gen.Elements(user == Ana ? _withPassword : _without)
            from midway in Rarely
            select (DeviceDeed)new SignIn(machine, user, flow, midway)),
        (4, Machine.Select(machine => (DeviceDeed)new SignOut(machine))),
        (2, Machine.Select(machine => (DeviceDeed)new Remember(machine))),
        (2, Machine.Select(machine => (DeviceDeed)new Forget(machine))),
        (1, Machine.Select(machine => (DeviceDeed)new ForgetOldest(machine))),
        (1, Machine.Select(machine => (DeviceDeed)new ListAll(machine))),
        (1, Machine.Select(machine => (DeviceDeed)new Restart(machine))),
        (2, Gen.Elements(Ana, Ben).Select(user => (DeviceDeed)new ForgottenAtPool(user))),
        (2, Gen.Constant((DeviceDeed)new HourPasses())));

    /// <param name="Machine">Where.</param>
    /// <param name="User">Ana has a password and a second factor; Ben has neither.</param>
    /// <param name="Flow">How.</param>
    /// <param name="ForgottenMidway">Whether the pool forgets the user's devices while the first question waits.</param>
    private sealed record SignIn(int Machine, string User, SignInFlow Flow, bool ForgottenMidway) : DeviceDeed
    {
        public override (string Seen, DeviceState After) Predict(DeviceState s)
        {
            if (s.Machines[Machine].Session is not null)
            {
                return ("throws AlreadySignedIn", s);
            }

            int? kept = s.Machines[Machine].Profile.TryGetValue(User, out int found) && !s.Devices[found].Forgotten ? found : null;
            bool serves = kept is { } device && s.Devices[device].Remembered;
            string[] steps = [.. Steps(serves)];
            if (ForgottenMidway && steps.Length > 0)
            {
                s = s.ForgetAll(User);
                (kept, serves) = (null, false);
            }

            bool isNew = kept is null;
            int own = kept ?? s.Devices.Count;
            s = isNew ? s with { Devices = s.Devices.Add(new PoolDevice(User, !s.OptIn)) } : s;
            return (
                Tell(steps, isNew, isNew && s.OptIn, serves),
                s.With(Machine, machine => machine with { Session = (User, own), Profile = machine.Profile.SetItem(User, own) }));
        }

        public override async Task<string> PerformAsync(DeviceWorld world)
        {
            Auth auth = world.Auth(Machine);
            world.Cognito.Requests.Clear();
            var options = new SignInOptions { Flow = Flow, PreferredChallenge = Flow == SignInFlow.UserAuth && User == Ben ? FirstFactor.EmailOtp : null };
            SignInResult begun = User == Ana ? await auth.SignInAsync(User, AuthWorld.Password, options) : await auth.SignInAsync(User, options);
            var robot = new SignInRobot(world.Cognito, world.User(User), AuthWorld.Password);
            SignInResult result = await robot.FinishAsync(auth, begun, (there, step) =>
            {
                if (ForgottenMidway && robot.Steps.Count == 0)
                {
                    world.ForgetAll(User);
                }

                return Task.FromResult((there, step));
            });
            bool proved = Wire.Path(world.Cognito).Contains("DEVICE_PASSWORD_VERIFIER");
            return Tell([.. robot.Steps], result.NewDevice is { IsConfirmed: true }, result.NewDevice is { UserConfirmationNecessary: true }, proved);
        }

        private static string Tell(string[] steps, bool isNew, bool mustAsk, bool proved) =>
            $"signed in after [{string.Join(", ", steps)}]{(isNew ? ", with a new device" : "")}{(mustAsk ? " to be asked about" : "")}{(proved ? ", by the device" : "")}";

        /// <summary>A device stands for the second factor, and for nothing else.</summary>
        private IEnumerable<string> Steps(bool serves)
        {
            if (User == Ana && !serves)
            {
                yield return nameof(SignInStep.EmailCode);
            }

            if (Flow is SignInFlow.Custom or SignInFlow.CustomWithSrp)
            {
                yield return nameof(SignInStep.CustomChallenge);
            }
            else if (User == Ben)
            {
                yield return nameof(SignInStep.EmailCode);
            }
        }
    }

    private sealed record SignOut(int Machine) : DeviceDeed
    {
        public override (string Seen, DeviceState After) Predict(DeviceState s) => ("done", s.With(Machine, machine => machine with { Session = null }));

        public override async Task<string> PerformAsync(DeviceWorld world) => (await world.Auth(Machine).SignOutAsync()).IsComplete ? "done" : "not done";
    }

    private sealed record Remember(int Machine) : DeviceDeed
    {
        public override (string Seen, DeviceState After) Predict(DeviceState s) => s.Machines[Machine].Session is not { } session ? (NobodyThere, s)
            : s.Devices[session.Device].Forgotten ? ("throws ResourceNotFound", s)
            : ("remembered", s.Change(session.Device, device => device with { Remembered = true }));

        public override async Task<string> PerformAsync(DeviceWorld world)
        {
            await world.Auth(Machine).Devices.RememberAsync();
            return "remembered";
        }
    }

    private sealed record Forget(int Machine) : DeviceDeed
    {
        public override (string Seen, DeviceState After) Predict(DeviceState s) => s.Machines[Machine].Session is not { } session ? (NobodyThere, s) : ("forgotten", s
            .Change(session.Device, device => device with { Forgotten = true })
            .With(Machine, machine => machine with { Profile = machine.Profile.RemoveRange(machine.Profile.Where(kept => kept.Value == session.Device).Select(kept => kept.Key)) }));

        public override async Task<string> PerformAsync(DeviceWorld world)
        {
            await world.Auth(Machine).Devices.ForgetAsync();
            return "forgotten";
        }
    }

    /// <summary>The device that the user has had longest, here or on the other machine.</summary>
    private sealed record ForgetOldest(int Machine) : DeviceDeed
    {
        public override (string Seen, DeviceState After) Predict(DeviceState s)
        {
            if (s.Machines[Machine].Session is not { } session)
            {
                return (NobodyThere, s);
            }

            int oldest = s.Devices.FindIndex(device => device.User == session.User && !device.Forgotten);
            return oldest < 0 ? ("none there", s) : ("forgotten", s
                .Change(oldest, device => device with { Forgotten = true })
                .With(Machine, machine => machine with { Profile = machine.Profile.RemoveRange(machine.Profile.Where(kept => kept.Value == oldest).Select(kept => kept.Key)) }));
        }

        public override async Task<string> PerformAsync(DeviceWorld world)
        {
            IAuthDevices devices = world.Auth(Machine).Devices;
            if ((await devices.ListAsync()).Devices is not [var oldest, ..])
            {
                return "none there";
            }

            await devices.ForgetAsync(new ForgetDeviceOptions { DeviceKey = oldest.DeviceKey });
            return "forgotten";
        }
    }

    private sealed record ListAll(int Machine) : DeviceDeed
    {
        public override (string Seen, DeviceState After) Predict(DeviceState s) => s.Machines[Machine].Session is not { } session
            ? (NobodyThere, s)
            : (Tell(s.FactOf(session.User), !s.Devices[session.Device].Forgotten), s);

        public override async Task<string> PerformAsync(DeviceWorld world)
        {
            DevicePage page = await world.Auth(Machine).Devices.ListAsync();
            return Tell(string.Join(", ", page.Devices.Select(device => device.IsRemembered == true ? "remembered" : "not remembered")), page.Devices.Any(device => device.IsCurrent));
        }

        private static string Tell(string devices, bool hasThis) => $"[{devices}]{(hasThis ? ", this among them" : "")}";
    }

    private sealed record Restart(int Machine) : DeviceDeed
    {
        public override (string Seen, DeviceState After) Predict(DeviceState s) => ("done", s);

        public override async Task<string> PerformAsync(DeviceWorld world)
        {
            await world.RestartAsync(Machine);
            return "done";
        }
    }

    private sealed record ForgottenAtPool(string User) : DeviceDeed
    {
        public override (string Seen, DeviceState After) Predict(DeviceState s) => ("done", s.ForgetAll(User));

        public override Task<string> PerformAsync(DeviceWorld world)
        {
            world.ForgetAll(User);
            return Task.FromResult("done");
        }
    }

    /// <summary>The tokens end, and both machines renew them: with the device, or not at all.</summary>
    private sealed record HourPasses : DeviceDeed
    {
        public override (string Seen, DeviceState After) Predict(DeviceState s)
        {
            var seen = new List<string>();
            for (int machine = 0; machine < s.Machines.Length; machine++)
            {
                bool isOver = s.Machines[machine].Session is { } session && s.Devices[session.Device].Forgotten;
                seen.Add(s.Machines[machine].Session is not { } current ? "nobody" : isOver ? $"over, {SessionEndReason.RefreshTokenInvalid}" : $"{current.User}, renewed");
                s = isOver ? s.With(machine, m => m with { Session = null }) : s;
            }

            return (string.Join("; ", seen), s);
        }

        public override async Task<string> PerformAsync(DeviceWorld world)
        {
            world.Cognito.Clock.Advance(TimeSpan.FromMinutes(61));
            var seen = new List<string>();
            for (int machine = 0; machine < 2; machine++)
            {
                bool wasThere = world.SignedIn[machine];
                AuthSession session = await world.Auth(machine).CurrentSessionAsync();
                seen.Add(session.IsSignedIn ? $"{session.User.Username}, {(session.Source == SessionSource.Refresh ? "renewed" : "not renewed")}" : wasThere ? $"over, {session.EndReason}" : "nobody");
            }

            return string.Join("; ", seen);
        }
    }
}
