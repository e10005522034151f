using Amplify.Tests.Support;
using FsCheck;
using FsCheck.Fluent;

namespace Amplify.Tests.Model.Devices;

/// <summary>What there is to do with devices.</summary>
internal static class DeviceDeeds
{
    public const string Ana = "ana";
    public const string Ben = "ben";

    /// <summary>The end of a session whose refresh token was spent by a refresh without an answer: told apart only by who still knows of the answer that was lost.</summary>
    public const string AnswerLost = "an answer that was lost";

    private static readonly SignInFlow[] _withPassword = [SignInFlow.UserSrp, SignInFlow.UserPassword, SignInFlow.CustomWithSrp, SignInFlow.UserAuth];
    private static readonly SignInFlow[] _without = [SignInFlow.Custom, SignInFlow.UserAuth];

    /// <summary>Sequences in which each deed makes sense after the ones before it, more often than not.</summary>
    public static Gen<DeviceDeed[]> From(DeviceState s, int length) => length == 0
        ? Gen.Constant(Array.Empty<DeviceDeed>())
        : Next(s).SelectMany(deed => From(deed.Predict(s).After, length - 1).Select(rest => rest.Prepend(deed).ToArray()));

    /// <summary>One in three meets something that goes wrong.</summary>
    private static Gen<DeviceDeed> Next(DeviceState s) =>
        from deed in Deed(s)
        from disturbed in Gen.Choose(1, 3)
        from result in disturbed == 1 ? FaultyDeed.Make(s, deed) : Gen.Constant(deed)
        select result;

    private static Gen<DeviceDeed> Deed(DeviceState s)
    {
        Gen<int> free = Where(s, machine => machine.Session is null);
        Gen<int> taken = Where(s, machine => machine.Session is not null);
        return Gen.Frequency(
            (s.Machines.Any(machine => machine.Session is null) ? 12 : 2, free.SelectMany(machine => SignIn(s, machine))),
            (4, taken.Select(machine => (DeviceDeed)new SignOut(machine))),
            (s.OptIn ? 6 : 1, taken.Select(machine => (DeviceDeed)new Remember(machine))),
            (1, taken.Select(machine => (DeviceDeed)new Forget(machine))),
            (1, taken.Select(machine => (DeviceDeed)new ForgetOldest(machine))),
            (1, taken.Select(machine => (DeviceDeed)new ListAll(machine))),
            (1, taken.Select(machine => (DeviceDeed)new Restart(machine))),
            (1, Gen.Elements(Ana, Ben).Select(user => (DeviceDeed)new ForgottenAtPool(user))),
            (3, Gen.Constant((DeviceDeed)new HourPasses())));
    }

    private static Gen<DeviceDeed> SignIn(DeviceState s, int machine) =>
        from user in s.Machines[machine].Profile.Keys.ToArray() is { Length: > 0 } known ? Gen.Frequency((4, Gen.Elements(known)), (1, Gen.Elements(Ana, Ben))) : Gen.Elements(Ana, Ben)
        from flow in Gen.Elements(user == Ana ? _withPassword : _without)
        from midway in Gen.Frequency((6, Gen.Constant(false)), (1, Gen.Constant(true)))
        select (DeviceDeed)new DeviceSignIn(machine, user, flow, midway);

    private static Gen<int> Where(DeviceState s, Func<Machine, bool> fits)
    {
        int[] best = [.. Enumerable.Range(0, s.Machines.Length).Where(machine => fits(s.Machines[machine]))];
        return best.Length == 0 ? Gen.Choose(0, 1) : Gen.Frequency((7, Gen.Elements(best)), (1, Gen.Choose(0, 1)));
    }

    private sealed record SignOut(int Machine) : DeviceDeed
    {
        public override (string Seen, DeviceState After) Predict(DeviceState s) => ("done", s.With(Machine, machine => machine with { Session = null }));

        public override async Task<string> PerformAsync(DeviceWorld world) => (await world.Auth(Machine).SignOutAsync()).IsComplete ? "done" : "not done";
    }

    private sealed record Remember(int Machine) : DeviceDeed
    {
        private const string Operation = "UpdateDeviceStatus";

        public override IReadOnlyList<string> CallsFrom(DeviceState s) => s.CallsOf(Machine, Operation);

        public override (string Seen, DeviceState After) Predict(DeviceState s) => s.CallAsUser(Machine, Operation, (now, session) => now.Devices[session.Device].IsKnown
            ? ("remembered", now.Change(session.Device, device => device with { Remembered = true }))
            : ("throws ResourceNotFound", now));

        public override async Task<string> PerformAsync(DeviceWorld world)
        {
            await world.Auth(Machine).Devices.RememberAsync();
            return "remembered";
        }
    }

    /// <summary>This machine's device, which is forgotten here once the pool has said so.</summary>
    private sealed record Forget(int Machine) : DeviceDeed
    {
        private const string Operation = "ForgetDevice";

        public override IReadOnlyList<string> CallsFrom(DeviceState s) => s.CallsOf(Machine, Operation);

        public override (string Seen, DeviceState After) Predict(DeviceState s) =>
            s.CallAsUser(Machine, Operation, (now, session) => ("forgotten", now.Forget(session.Device)), (now, session) => now.Drop(Machine, session.Device));

        public override async Task<string> PerformAsync(DeviceWorld world)
        {
            await world.Auth(Machine).Devices.ForgetAsync();
            return "forgotten";
        }
    }

    /// <summary>The device that the user has had longest, here or on the other machine.</summary>
    private sealed record ForgetOldest(int Machine) : DeviceDeed
    {
        private const string List = "ListDevices";
        private const string Operation = "ForgetDevice";

        public override IReadOnlyList<string> CallsFrom(DeviceState s) => s.CallsOf(Machine, List, Operation);

        public override (string Seen, DeviceState After) Predict(DeviceState s)
        {
            int oldest = -1;
            (string seen, DeviceState now) = s.CallAsUser(Machine, List, (known, session) =>
            {
                oldest = known.Devices.FindIndex(device => device.User == session.User && device.IsKnown);
                return (oldest < 0 ? "none there" : "", known);
            });
            return seen.Length > 0
                ? (seen, now)
                : now.CallAsUser(Machine, Operation, (known, _) => ("forgotten", known.Forget(oldest)), (known, _) => known.Drop(Machine, oldest));
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
        private const string Operation = "ListDevices";

        public override IReadOnlyList<string> CallsFrom(DeviceState s) => s.CallsOf(Machine, Operation);

        public override (string Seen, DeviceState After) Predict(DeviceState s) =>
            s.CallAsUser(Machine, Operation, (now, session) => (Tell(now.FactOf(session.User), now.Devices[session.Device].IsKnown), now));

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
        public override IReadOnlyList<string> CallsFrom(DeviceState s) => s.Machines.Any(machine => machine.Session is not null) ? [DeviceFault.Refresh] : [];

        public override (string Seen, DeviceState After) Predict(DeviceState s)
        {
            var seen = new List<string>();
            for (int machine = 0; machine < s.Machines.Length; machine++)
            {
                s = s.With(machine, m => m with { Session = m.Session is { } there ? there with { IsExpired = true } : null });
                (MachineSession? session, AuthErrorReason? wrong, string? over, s) = s.Read(machine);
                seen.Add(session is not null ? $"{session.User}, {wrong?.ToString() ?? "renewed"}" : over is not null ? $"over, {over}" : "nobody");
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
                seen.Add(session.HasUser ? $"{session.User.Username}, {Tell(session)}" : wasThere ? $"over, {Tell(session.EndReason)}" : "nobody");
            }

            return string.Join("; ", seen);
        }

        private static string Tell(AuthSession session) => session switch
        {
            { State: AuthSessionState.Offline, Error: { } error } => error.Reason.ToString(),
            { State: AuthSessionState.SignedIn, Source: SessionSource.Refresh, Error: null } => "renewed",
            _ => $"{session.State} by {session.Source}, {session.Error?.Reason}",
        };

        private static string Tell(SessionEndReason? reason) => reason is SessionEndReason.RefreshTokenReused or SessionEndReason.RotationAnswerLost ? AnswerLost : $"{reason}";
    }
}
