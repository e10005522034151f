using System.Globalization;
using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <summary>ConfirmDevice, UpdateDeviceStatus, GetDevice, ListDevices and ForgetDevice, and what administrators have of them.</summary>
internal sealed class DeviceOperations(EmulatorState state)
{
    private const int LongestPage = 60;
    private static readonly Member[] Page = [new("Limit") { Minimum = 0, Maximum = 60 }, new("PaginationToken") { MinLength = 1, Pattern = "[\\S]+" }];
    private static readonly Member[] OfUser = [Members.UserPoolId, Members.Username];
    private readonly AccessTokens _accessTokens = new(state);

    private delegate JsonObject Act(EmulatedUserPool pool, EmulatedUser user, OperationCall call);

    public IEnumerable<Operation> All() =>
    [
        new("ConfirmDevice", [Members.AccessToken, Members.RequiredDeviceKey, new Member("DeviceName") { MinLength = 1, MaxLength = 1024 }], Confirm),
        new("UpdateDeviceStatus", [Members.AccessToken, Members.RequiredDeviceKey, Status], Own(Update)),
        new("GetDevice", [Members.AccessToken, Members.RequiredDeviceKey], Own(Get)),
        new("ListDevices", [Members.AccessToken, .. Page], Own(List)),
        new("ForgetDevice", [Members.AccessToken, Members.RequiredDeviceKey], Own(Forget)) { HasNoOutput = true },
        new("AdminUpdateDeviceStatus", [.. OfUser, Members.RequiredDeviceKey, Status], AsAdmin(Update)),
        new("AdminGetDevice", [.. OfUser, Members.RequiredDeviceKey], AsAdmin(Get)),
        new("AdminListDevices", [.. OfUser, .. Page], AsAdmin(List)),
        new("AdminForgetDevice", [.. OfUser, Members.RequiredDeviceKey], AsAdmin(Forget)) { HasNoOutput = true },
    ];

    private static Member Status => new("DeviceRememberedStatus") { Values = ["remembered", "not_remembered"] };

    private JsonObject Confirm(OperationCall call)
    {
        SignInRecord signIn = _accessTokens.Read(call.Text("AccessToken"));
        string key = call.Text("DeviceKey");
        OperationCall config = call.Part("DeviceSecretVerifierConfig");
        DeviceConfiguration tracking = Tracking(signIn.Client.Pool);
        lock (signIn.Client.Pool.Gate)
        {
            if (signIn.User.KnownDevices.Find(key) is not null)
            {
                throw new ServiceException("DeviceKeyExistsException", "Device key already exists.");
            }

            // A token confirms the device it was issued to, and no other.
            if (signIn.Device is not { IsConfirmed: false } device || device.Key != key)
            {
                throw ServiceException.InvalidParameter("Invalid device key given.");
            }

            device.Confirm(DeviceSecret.Read(device, config), call.Optional("DeviceName"), !tracking.DeviceOnlyRememberedOnUserPrompt, state.Clock.GetUtcNow());
            signIn.User.KnownDevices.Add(device);
            return new JsonObject { ["UserConfirmationNecessary"] = tracking.DeviceOnlyRememberedOnUserPrompt };
        }
    }

    private JsonObject Update(EmulatedUserPool pool, EmulatedUser user, OperationCall call)
    {
        EmulatedDevice device = user.KnownDevices.Get(call.Text("DeviceKey"));
        if (call.Optional("DeviceRememberedStatus") is { } status)
        {
            device.Remember(status == "remembered", state.Clock.GetUtcNow());
        }

        return [];
    }

    private static JsonObject Get(EmulatedUserPool pool, EmulatedUser user, OperationCall call) =>
        new() { ["Device"] = Describe(user.KnownDevices.Get(call.Text("DeviceKey"))) };

    private static JsonObject Forget(EmulatedUserPool pool, EmulatedUser user, OperationCall call)
    {
        user.KnownDevices.Forget(call.Text("DeviceKey"));
        return [];
    }

    private static JsonObject List(EmulatedUserPool pool, EmulatedUser user, OperationCall call)
    {
        IReadOnlyList<EmulatedDevice> all = user.KnownDevices.All;
        int from = Start(call.Optional("PaginationToken"));
        int size = call.Number("Limit") is > 0 and var limit ? limit : LongestPage;
        var answer = new JsonObject { ["Devices"] = new JsonArray([.. all.Skip(from).Take(size).Select(Describe)]) };
        if (from + size < all.Count)
        {
            answer["PaginationToken"] = (from + size).ToString(CultureInfo.InvariantCulture);
        }

        return answer;
    }

    private static int Start(string? token) => token is null ? 0
        : int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out int from) ? from
        : throw ServiceException.InvalidParameter("Invalid pagination token.");

    private static JsonObject Describe(EmulatedDevice device)
    {
        var attributes = new Dictionary<string, string>
        {
            ["device_status"] = "valid",
            ["device_name"] = device.Name ?? "",
            ["dev:device_remembered_status"] = device.IsRemembered ? "remembered" : "not_remembered",
        };
        if (device.LastIpAddress is { } address)
        {
            attributes["last_ip_used"] = address;
        }

        return new JsonObject
        {
            ["DeviceKey"] = device.Key,
            ["DeviceAttributes"] = Shapes.Attributes(attributes),
            ["DeviceCreateDate"] = Shapes.Date(device.CreatedAt),
            ["DeviceLastModifiedDate"] = Shapes.Date(device.ModifiedAt),
            ["DeviceLastAuthenticatedDate"] = Shapes.Date(device.LastAuthenticatedAt),
        };
    }

    private Func<OperationCall, JsonObject> Own(Act act) => call =>
    {
        SignInRecord signIn = _accessTokens.Read(call.Text("AccessToken"));
        return Do(act, signIn.Client.Pool, () => signIn.User, call);
    };

    private Func<OperationCall, JsonObject> AsAdmin(Act act) => call =>
    {
        EmulatedUserPool pool = state.Pool(call.Text("UserPoolId"));
        return Do(act, pool, () => pool.Directory.Find(call.Text("Username")) ?? throw ServiceException.UserNotFound(), call);
    };

    private static JsonObject Do(Act act, EmulatedUserPool pool, Func<EmulatedUser> user, OperationCall call)
    {
        Tracking(pool);
        lock (pool.Gate)
        {
            return act(pool, user(), call);
        }
    }

    private static DeviceConfiguration Tracking(EmulatedUserPool pool) => pool.Settings.DeviceConfiguration
        ?? throw new ServiceException("InvalidUserPoolConfigurationException", "Device tracking is not enabled for the user pool.");
}
