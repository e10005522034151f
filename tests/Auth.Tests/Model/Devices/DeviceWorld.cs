using Amplify.Emulator;
using Amplify.Sessions;
using Amplify.Tests.Support;

namespace Amplify.Tests.Model.Devices;

/// <summary>A pool that tracks devices, and two machines with a store each.</summary>
internal sealed class DeviceWorld : IAsyncDisposable
{
    private readonly EmulatedUserPool _pool;
    private readonly EmulatedAppClient _client;
    private readonly InMemorySessionStore[] _stores;
    private readonly Auth[] _machines;
    private readonly ISessionProtector _protector = AesGcmSessionProtector.CreateEphemeral();

    private DeviceWorld(CognitoEmulator cognito, bool optIn, bool secret, bool rotation)
    {
        Cognito = cognito;
        _pool = cognito.AddUserPool(new UserPoolSettings { DeviceConfiguration = new DeviceConfiguration { ChallengeRequiredOnNewDevice = true, DeviceOnlyRememberedOnUserPrompt = optIn } });
        Riddles.Install(_pool, rounds: 1, attempts: 1);
        _client = _pool.AddClient(new AppClientSettings { GenerateSecret = secret, RefreshTokenRotation = rotation ? new RefreshTokenRotation() : null });
        _pool.AddUser(DeviceDeeds.Ana, AuthWorld.Password, Attributes(DeviceDeeds.Ana)).EnableEmailMfa();
        _pool.AddUser(DeviceDeeds.Ben, AuthWorld.Password, Attributes(DeviceDeeds.Ben));
        _stores = [new InMemorySessionStore(cognito.Clock), new InMemorySessionStore(cognito.Clock)];
        _machines = [NewAuth(0), NewAuth(1)];
    }

    public CognitoEmulator Cognito { get; }

    /// <summary>Who was signed in before the deed: an end is told once only where somebody was.</summary>
    public bool[] SignedIn { get; } = new bool[2];

    public static async Task<DeviceWorld> StartAsync(bool optIn, bool secret, bool rotation) =>
        new(await CognitoEmulator.StartAsync(new EmulatorOptions { Clock = new EmulatorClock(AuthWorld.Start) }), optIn, secret, rotation);

    public Auth Auth(int machine) => _machines[machine];

    public EmulatedUser User(string name) => _pool.FindUser(name)!;

    public void ForgetAll(string user)
    {
        foreach (EmulatedDevice device in User(user).Devices)
        {
            User(user).ForgetDevice(device.Key);
        }
    }

    public string FactOf(string user) => string.Join(", ", User(user).Devices.Select(device => device.IsRemembered ? "remembered" : "not remembered"));

    public async Task RestartAsync(int machine)
    {
        await _machines[machine].DisposeAsync();
        _machines[machine] = NewAuth(machine);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (Auth machine in _machines)
        {
            await machine.DisposeAsync();
        }

        await Cognito.DisposeAsync();
    }

    private static Dictionary<string, string> Attributes(string name) => new() { ["email"] = $"{name}@example.com", ["email_verified"] = "true" };

    private Auth NewAuth(int machine) => new(
        new AuthOptions
        {
            UserPoolId = _pool.Id,
            UserPoolClientId = _client.Id,
            ClientSecret = _client.ClientSecret is { } secret ? new Secret(secret) : null,
            Endpoints = AuthEndpoints.Local(Cognito.Endpoint),
            BackgroundRefresh = false,
        },
        new AuthServices { TimeProvider = Cognito.Clock, SessionStore = _stores[machine], Protector = _protector });
}
