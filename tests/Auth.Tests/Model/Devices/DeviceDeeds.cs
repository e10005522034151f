namespace Amplify.Tests.Model.Devices;

/// <summary>What there is to do with devices.</summary>
internal static class DeviceDeeds
{
    public const string Ana = "ana";
    public const string Ben = "ben";

    /// <summary>The end of a session whose refresh token was spent by a refresh without an answer: told apart only by who still knows of the answer that was lost.</summary>
    public const string AnswerLost = "an answer that was lost";

    public sealed record SignOut(int Machine) : DeviceDeed
    {
        public override (string Seen, DeviceState After) Predict(DeviceState s) => ("done", s.With(Machine, machine => machine with { Session = null }));

        public override async Task<string> PerformAsync(DeviceWorld world) => (await world.Auth(Machine).SignOutAsync()).IsComplete ? "done" : "not done";
    }

    public sealed record Remember(int Machine) : DeviceDeed
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
    public sealed record Forget(int Machine) : DeviceDeed
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
    public sealed record ForgetOldest(int Machine) : DeviceDeed
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

    public sealed record ListAll(int Machine) : DeviceDeed
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

    public sealed record Restart(int Machine) : DeviceDeed
    {
        public override (string Seen, DeviceState After) Predict(DeviceState s) => ("done", s);

        public override async Task<string> PerformAsync(DeviceWorld world)
        {
            await world.RestartAsync(Machine);
            return "done";
        }
    }

    public sealed record ForgottenAtPool(string User) : DeviceDeed
    {
        public override (string Seen, DeviceState After) Predict(DeviceState s) => ("done", s.ForgetAll(User));

        public override Task<string> PerformAsync(DeviceWorld world)
        {
            world.ForgetAll(User);
            return Task.FromResult("done");
        }
    }

    /// <summary>The tokens end, and both machines renew them: with the device, or not at all.</summary>
    public sealed record HourPasses : DeviceDeed
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
