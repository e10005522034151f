using Amplify.Diagnostics;
using Amplify.Sessions;
using Microsoft.Extensions.Logging;

namespace Amplify.Devices;

/// <summary>
/// The devices of the users of a device profile. A profile that cannot be read or written costs a sign-in nothing but the device:
/// the user is asked for the second factor again.
/// </summary>
internal sealed class KnownDevices(DeviceProfiles profiles, ILogger logger)
{
    private const int MostTypedNames = 5;

    /// <summary>The device kept for a user, by the name the pool resolved or one the user types; null for none.</summary>
    public async ValueTask<KnownDevice?> FindAsync(HandleKeys keys, string username, CancellationToken cancellationToken)
    {
        try
        {
            DeviceProfileDocument profile = await profiles.ReadAsync(keys, cancellationToken).ConfigureAwait(false);
            return profile.DeviceOf(username) is { } own
                ? new KnownDevice(username, username, own)
                : profile.Devices?
                    .Where(d => d.Value.TypedNames?.Contains(username, StringComparer.Ordinal) == true)
                    .Select(d => new KnownDevice(d.Key, username, d.Value))
                    .FirstOrDefault();
        }
        catch (AuthException e)
        {
            Log.DeviceProfileNotRead(logger, e);
            return null;
        }
    }

    /// <exception cref="AuthException">The store failed, or holds what cannot be read.</exception>
    public async Task KeepAsync(HandleKeys keys, string username, string typed, RememberedDevice device) =>
        await profiles.UpdateAsync(keys, profile => profile.WithDevice(username, Named(device, profile.DeviceOf(username)?.TypedNames, username, typed)), CancellationToken.None).ConfigureAwait(false);

    /// <summary>Notes what the user typed, so that the next sign-in's first request finds the device by it.</summary>
    public Task NoteNameAsync(HandleKeys keys, string username, string typed) => ChangeAsync(keys, profile =>
        profile.DeviceOf(username) is { } device && Named(device, device.TypedNames, username, typed) is var named && !ReferenceEquals(named, device)
            ? profile.WithDevice(username, named)
            : profile);

    /// <summary>
    /// Forgets a device that the pool does not know. Found by a typed name, it may be another user's by now who has that name: then
    /// only the name is forgotten.
    /// </summary>
    public Task ForgetAsync(HandleKeys keys, KnownDevice device)
    {
        Log.DeviceForgotten(logger);
        return ChangeAsync(keys, profile => profile.DeviceOf(device.Username) switch
        {
            { } kept when kept.DeviceKey == device.DeviceKey && device.FoundBy == device.Username => profile.WithoutDevice(device.Username),
            { } kept when kept.DeviceKey == device.DeviceKey => profile.WithDevice(device.Username, kept with { TypedNames = kept.TypedNames?.Where(n => n != device.FoundBy).ToArray() }),
            _ => profile,
        });
    }

    /// <summary>Forgets whatever device is kept for a user who is no more.</summary>
    public Task ForgetUserAsync(HandleKeys keys, string username) => ChangeAsync(keys, profile => profile.WithoutDevice(username));

    /// <exception cref="AuthException">The store failed, or holds what cannot be read.</exception>
    public async Task ForgetKeyAsync(HandleKeys keys, string deviceKey, CancellationToken cancellationToken) => await profiles
        .UpdateAsync(keys, profile => UserOf(profile, deviceKey) is { } username ? profile.WithoutDevice(username) : profile, cancellationToken)
        .ConfigureAwait(false);

    /// <summary>Notes that a device is remembered by the pool.</summary>
    public Task NoteRememberedAsync(HandleKeys keys, string deviceKey) => ChangeAsync(keys, profile =>
        UserOf(profile, deviceKey) is { } username && profile.DeviceOf(username)! is { Remembered: false } device
            ? profile.WithDevice(username, device with { Remembered = true })
            : profile);

    /// <summary>What is said where a sign-in cannot go on because the pool does not know the device, or does not believe it.</summary>
    public static AuthException Forgotten(AuthException cause) => new(
        new AuthError
        {
            Reason = AuthErrorReason.DeviceForgotten,
            Message = "The user pool no longer knows this device, or does not believe it. It has been forgotten here too.",
            Suggestion = "Start the sign-in again.",
            Code = cause.Code,
            RequestId = cause.RequestId,
            Operation = cause.Error.Operation,
        },
        cause);

    private static string? UserOf(DeviceProfileDocument profile, string deviceKey) =>
        profile.Devices?.Where(d => d.Value.DeviceKey == deviceKey).Select(d => d.Key).FirstOrDefault();

    private static RememberedDevice Named(RememberedDevice device, IReadOnlyList<string>? names, string username, string typed) =>
        typed == username || names?.Contains(typed, StringComparer.Ordinal) == true
            ? (ReferenceEquals(names, device.TypedNames) ? device : device with { TypedNames = names })
            : device with { TypedNames = [.. (names ?? []).TakeLast(MostTypedNames - 1), typed] };

    private async Task ChangeAsync(HandleKeys keys, Func<DeviceProfileDocument, DeviceProfileDocument> change)
    {
        try
        {
            await profiles.UpdateAsync(keys, change, CancellationToken.None).ConfigureAwait(false);
        }
        catch (AuthException e)
        {
            Log.DeviceProfileNotSaved(logger, e);
        }
    }
}
