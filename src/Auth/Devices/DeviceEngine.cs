using Amplify.CognitoIdentityProvider;
using Amplify.CognitoIdentityProvider.Model;
using Amplify.Errors;
using Amplify.Sessions;
using Amplify.Tokens;

namespace Amplify.Devices;

/// <summary>What users who are signed in decide about their devices: UpdateDeviceStatus, ForgetDevice, ListDevices.</summary>
internal sealed class DeviceEngine(IAmazonCognitoIdentityProvider client, SignedInCalls calls, KnownDevices devices)
{
    public async Task RememberAsync(HandleKeys keys, RememberDeviceOptions? options, CancellationToken cancellationToken)
    {
        const string Operation = "UpdateDeviceStatus";
        SignedInUser user = await calls.UserAsync(keys.Session, Operation, cancellationToken).ConfigureAwait(false);
        string deviceKey = options?.DeviceKey ?? DemandOwn(user, Operation);
        await calls.CallAsync(
            user,
            Operation,
            Repeat.WhenTransient,
            (accessToken, token) => client.UpdateDeviceStatusAsync(
                new UpdateDeviceStatusRequest { AccessToken = accessToken, DeviceKey = deviceKey, DeviceRememberedStatus = DeviceRememberedStatusType.Remembered },
                token),
            cancellationToken).ConfigureAwait(false);
        await devices.NoteRememberedAsync(keys, deviceKey).ConfigureAwait(false);
    }

    public async Task ForgetAsync(HandleKeys keys, ForgetDeviceOptions? options, CancellationToken cancellationToken)
    {
        const string Operation = "ForgetDevice";
        SignedInUser user = await calls.UserAsync(keys.Session, Operation, cancellationToken).ConfigureAwait(false);
        string deviceKey = options?.DeviceKey ?? DemandOwn(user, Operation);
        try
        {
            // Forgetting twice forgets once.
            await calls.CallAsync(
                user,
                Operation,
                Repeat.WhenTransient,
                (accessToken, token) => client.ForgetDeviceAsync(new ForgetDeviceRequest { AccessToken = accessToken, DeviceKey = deviceKey }, token),
                cancellationToken).ConfigureAwait(false);
        }
        catch (AuthException e) when (ServiceErrors.SaysDeviceIsUnknown(e.Error))
        {
            // Forgotten before: by an attempt whose answer was lost, on another machine, or by an administrator.
        }

        await devices.ForgetKeyAsync(keys, deviceKey, CancellationToken.None).ConfigureAwait(false);
    }

    public async Task<DevicePage> ListAsync(SessionKey key, ListDevicesOptions? options, CancellationToken cancellationToken)
    {
        const string Operation = "ListDevices";
        options ??= new ListDevicesOptions();
        SignedInUser user = await calls.UserAsync(key, Operation, cancellationToken).ConfigureAwait(false);
        ListDevicesResponse response = await calls.CallAsync(
            user,
            Operation,
            Repeat.WhenTransient,
            (accessToken, token) => client.ListDevicesAsync(new ListDevicesRequest { AccessToken = accessToken, Limit = options.PageSize, PaginationToken = options.Page }, token),
            cancellationToken).ConfigureAwait(false);
        string? own = Own(user);
        return new DevicePage
        {
            Devices = [.. (response.Devices ?? []).OfType<DeviceType>().Select(device => Read(device, own))],
            NextPage = string.IsNullOrEmpty(response.PaginationToken) ? null : response.PaginationToken,
        };
    }

    private static AuthDevice Read(DeviceType device, string? own)
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (AttributeType attribute in (device.DeviceAttributes ?? []).OfType<AttributeType>())
        {
            if (attribute.Name is { } name)
            {
                attributes[name] = attribute.Value ?? "";
            }
        }

        return new AuthDevice
        {
            DeviceKey = device.DeviceKey ?? "",
            Name = attributes.GetValueOrDefault("device_name"),
            IsRemembered = Remembered(attributes.GetValueOrDefault("dev:device_remembered_status")) ?? Remembered(attributes.GetValueOrDefault("device_status")),
            IsCurrent = own is not null && device.DeviceKey == own,
            Attributes = attributes,
            CreatedAt = ServiceTimes.Utc(device.DeviceCreateDate),
            LastModifiedAt = ServiceTimes.Utc(device.DeviceLastModifiedDate),
            LastAuthenticatedAt = ServiceTimes.Utc(device.DeviceLastAuthenticatedDate),
        };
    }

    private static bool? Remembered(string? status) =>
        status == DeviceRememberedStatusType.Remembered.Value ? true : status == DeviceRememberedStatusType.Not_remembered.Value ? false : null;

    /// <summary>The device a session is bound to is written in its access token.</summary>
    private static string? Own(SignedInUser user) => TokenReader.Read(user.AccessToken).Claims.FirstOrDefault(c => c.Type == "device_key")?.Value;

    private static string DemandOwn(SignedInUser user, string operation) => Own(user) ?? throw new AuthException(new AuthError
    {
        Reason = AuthErrorReason.ResourceNotFound,
        Operation = operation,
        Message = $"{operation} was not sent: the session has no device.",
        Suggestion = "Let the user pool track devices; sign-ins with a browser have none.",
    });
}
