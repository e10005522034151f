using FsCheck;
using FsCheck.Fluent;

namespace Amplify.Tests.Model.Devices;

/// <summary>Makes sequences of deeds.</summary>
internal static class DeviceSequences
{
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
            (4, taken.Select(machine => (DeviceDeed)new DeviceDeeds.SignOut(machine))),
            (s.OptIn ? 6 : 1, taken.Select(machine => (DeviceDeed)new DeviceDeeds.Remember(machine))),
            (1, taken.Select(machine => (DeviceDeed)new DeviceDeeds.Forget(machine))),
            (1, taken.Select(machine => (DeviceDeed)new DeviceDeeds.ForgetOldest(machine))),
            (1, taken.Select(machine => (DeviceDeed)new DeviceDeeds.ListAll(machine))),
            (1, taken.Select(machine => (DeviceDeed)new DeviceDeeds.Restart(machine))),
            (1, Gen.Elements(DeviceDeeds.Ana, DeviceDeeds.Ben).Select(user => (DeviceDeed)new DeviceDeeds.ForgottenAtPool(user))),
            (3, Gen.Constant((DeviceDeed)new DeviceDeeds.HourPasses())));
    }

    private static Gen<DeviceDeed> SignIn(DeviceState s, int machine) =>
        from user in s.Machines[machine].Profile.Keys.ToArray() is { Length: > 0 } known ? Gen.Frequency((4, Gen.Elements(known)), (1, Gen.Elements(DeviceDeeds.Ana, DeviceDeeds.Ben))) : Gen.Elements(DeviceDeeds.Ana, DeviceDeeds.Ben)
        from flow in Gen.Elements(user == DeviceDeeds.Ana ? _withPassword : _without)
        from midway in Gen.Frequency((6, Gen.Constant(false)), (1, Gen.Constant(true)))
        select (DeviceDeed)new DeviceSignIn(machine, user, flow, midway);

    private static Gen<int> Where(DeviceState s, Func<Machine, bool> fits)
    {
        int[] best = [.. Enumerable.Range(0, s.Machines.Length).Where(machine => fits(s.Machines[machine]))];
        return best.Length == 0 ? Gen.Choose(0, 1) : Gen.Frequency((7, Gen.Elements(best)), (1, Gen.Choose(0, 1)));
    }
}
