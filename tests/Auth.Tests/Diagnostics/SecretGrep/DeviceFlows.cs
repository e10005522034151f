using Amplify.Emulator;

namespace Amplify.Tests.Diagnostics.SecretGrep;

/// <summary>Devices: registered, proved, listed, forgotten by either side, not kept.</summary>
internal static class DeviceFlows
{
    private static readonly UserPoolSettings _optIn = new() { DeviceConfiguration = new DeviceConfiguration { ChallengeRequiredOnNewDevice = true, DeviceOnlyRememberedOnUserPrompt = true } };

    public static IReadOnlyList<Flow> All { get; } =
    [
        new("A device is registered, remembered, proved, listed and forgotten", RememberAsync),
        new("A device is forgotten by the pool, and its registration fails", ForgottenAsync),
    ];

    private static async Task RememberAsync(FlowWorld world)
    {
        Auth auth = world.NewAuth(world.AddClient(new AppClientSettings { GenerateSecret = true }, _optIn));
        SignInResult first = await Flows.SignInAsync(world, auth);
        world.Capture.Add(Channel.Result, "device", $"{first.NewDevice}");
        await auth.Devices.RememberAsync();
        await auth.SignOutAsync();
        Assert.That((await Flows.SignInAsync(world, auth)).NewDevice, Is.Null);
        DevicePage page = await auth.Devices.ListAsync();
        world.Capture.Add(Channel.Result, "devices", $"{page} {page.Devices[0]}");
        await auth.CurrentSessionAsync(new CurrentSessionOptions { ForceRefresh = true });
        await auth.Devices.ForgetAsync();
        await world.FailsAsync<AuthException>(() => auth.Devices.RememberAsync());
    }

    private static async Task ForgottenAsync(FlowWorld world)
    {
        EmulatedUser? ana = null;
        Auth auth = world.NewAuth(world.AddClient(pool: _optIn, user: user => ana = user));
        await Flows.SignInAsync(world, auth);
        await auth.SignOutAsync();
        ana!.ForgetDevice(ana.Devices[0].Key);
        world.Cognito.Faults.Add(new Fault { Operation = "ConfirmDevice", Kind = FaultKind.Truncated, Phase = FaultPhase.After });
        SignInResult result = await Flows.SignInAsync(world, auth);
        Assert.That(result.NewDevice?.Error, Is.Not.Null);
        world.Capture.Add(Channel.Result, "device", $"{result.NewDevice} {result.NewDevice!.Error}");
    }
}
