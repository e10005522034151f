using Amplify.Configuration;
using Amplify.Devices;
using Amplify.Diagnostics;
using Amplify.Sessions;
using Microsoft.Extensions.Logging.Abstractions;

namespace Amplify.Tests.Support;

/// <summary>The one-user device profile of a world, read and changed behind the engine's back.</summary>
internal static class Profiles
{
    public static async Task<DeviceProfileDocument> ReadAsync(AuthWorld world) => await Of(world).ReadAsync(HandleKeys.SingleUser(), CancellationToken.None);

    public static Task ChangeAsync(AuthWorld world, Func<DeviceProfileDocument, DeviceProfileDocument> change) => Of(world).UpdateAsync(HandleKeys.SingleUser(), change, CancellationToken.None);

    private static DeviceProfiles Of(AuthWorld world) =>
        new(world.Store, world.Protector, AuthSettings.From(world.Options()), new ServiceClock(world.Clock, NullLogger.Instance), NullLogger.Instance);
}
