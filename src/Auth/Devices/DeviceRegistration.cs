using System.Security.Cryptography;
using Amplify.CognitoIdentityProvider;
using Amplify.CognitoIdentityProvider.Model;
using Amplify.Configuration;
using Amplify.Diagnostics;
using Amplify.Errors;
using Amplify.Sessions;
using Amplify.SignIn.Srp;
using Microsoft.Extensions.Logging;

namespace Amplify.Devices;

/// <summary>
/// Makes a device that signed in for the first time known to the pool (ConfirmDevice), and keeps what proves it. The user is
/// signed in by then: nothing that happens here takes that back, so nothing is thrown, and no caller's cancellation counts.
/// </summary>
internal sealed class DeviceRegistration(AuthSettings settings, IAmazonCognitoIdentityProvider client, ServiceCaller caller, KnownDevices devices, ServiceClock clock, ILogger logger)
{
    private const int PasswordBytes = 40;
    // DeviceName of ConfirmDevice takes 1 to 1024 characters.
    private const int MaxNameLength = 1024;

    /// <param name="keys">Where the device is kept.</param>
    /// <param name="session">The session that was just begun.</param>
    /// <param name="typed">What the user typed.</param>
    /// <param name="metadata">What the service said of the device; null where it said nothing.</param>
    /// <returns>What became of it; null where there is no new device.</returns>
    public async Task<NewDevice?> RegisterAsync(HandleKeys keys, SessionDocument session, string typed, NewDeviceMetadataType? metadata)
    {
        if (metadata is not { DeviceKey.Length: > 0, DeviceGroupKey.Length: > 0 })
        {
            if (session.DeviceKey is not null)
            {
                await devices.NoteNameAsync(keys, session.Username, typed).ConfigureAwait(false);
            }

            return null;
        }

        bool confirmed = false;
        bool mustAsk = false;
        try
        {
            (string password, mustAsk) = await ConfirmAsync(session.AccessToken, metadata).ConfigureAwait(false);
            await devices.KeepAsync(keys, session.Username, typed, new RememberedDevice
            {
                DeviceKey = metadata.DeviceKey,
                DeviceGroupKey = metadata.DeviceGroupKey,
                Password = password,
                Remembered = !mustAsk,
                Since = clock.Time.GetUtcNow().ToUnixTimeSeconds(),
            }).ConfigureAwait(false);
            confirmed = true;
            if (mustAsk && settings.RememberDevice == RememberDevice.Always)
            {
                await RememberAsync(session.AccessToken, metadata.DeviceKey, CancellationToken.None).ConfigureAwait(false);
                await devices.NoteRememberedAsync(keys, metadata.DeviceKey).ConfigureAwait(false);
                mustAsk = false;
            }

            return new NewDevice { DeviceKey = metadata.DeviceKey, IsConfirmed = true, IsRemembered = !mustAsk, UserConfirmationNecessary = mustAsk };
        }
        catch (AuthException e)
        {
            Log.DeviceNotRegistered(logger, e.Reason, e.Code);
            return new NewDevice { DeviceKey = metadata.DeviceKey, IsConfirmed = confirmed, UserConfirmationNecessary = confirmed && mustAsk, Error = e.Error };
        }
    }

    /// <summary>The user's yes (UpdateDeviceStatus).</summary>
    /// <exception cref="AuthException">The service refused, or it or the network failed.</exception>
    public Task RememberAsync(string accessToken, string deviceKey, CancellationToken cancellationToken) => caller.CallAsync(
        "UpdateDeviceStatus",
        Repeat.WhenTransient,
        token => client.UpdateDeviceStatusAsync(
            new UpdateDeviceStatusRequest { AccessToken = accessToken, DeviceKey = deviceKey, DeviceRememberedStatus = DeviceRememberedStatusType.Remembered },
            token),
        cancellationToken);

    private async Task<(string Password, bool MustAsk)> ConfirmAsync(string accessToken, NewDeviceMetadataType metadata)
    {
        string password = Convert.ToBase64String(RandomNumberGenerator.GetBytes(PasswordBytes));
        var secret = new Secret(password);

        // An exponentiation of 3072 bits: never on the caller's thread.
        var verifier = await Task.Run(() => DeviceVerifier.Create(metadata.DeviceGroupKey!, metadata.DeviceKey!, secret)).ConfigureAwait(false);
        var request = new ConfirmDeviceRequest
        {
            AccessToken = accessToken,
            DeviceKey = metadata.DeviceKey,
            DeviceName = Name(),
            DeviceSecretVerifierConfig = new DeviceSecretVerifierConfigType { Salt = verifier.Salt, PasswordVerifier = verifier.PasswordVerifier },
        };
        ConfirmDeviceResponse response = await caller
            .CallAsync("ConfirmDevice", Repeat.WhenNotDone, token => client.ConfirmDeviceAsync(request, token), CancellationToken.None)
            .ConfigureAwait(false);
        return (password, response.UserConfirmationNecessary == true);
    }

    private string? Name()
    {
        string name = settings.DeviceName ?? Environment.MachineName;
        return name.Length == 0 ? null : name[..Math.Min(name.Length, MaxNameLength)];
    }
}
