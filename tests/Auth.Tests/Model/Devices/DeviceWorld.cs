using Amplify.Configuration;
using Amplify.Devices;
using Amplify.Diagnostics;
using Amplify.Emulator;
using Amplify.Sessions;
using Amplify.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Amplify.Tests.Model.Devices;

/// <summary>A pool that tracks devices, and two machines with a store each.</summary>
internal sealed class DeviceWorld : IAsyncDisposable
{
    private readonly EmulatedUserPool _pool;
    private readonly EmulatedAppClient _client;
    private readonly InMemorySessionStore[] _stores;
    private readonly Auth[] _machines;
    private readonly DeviceFaultLine _line;
    private readonly Ticking _ticking;
    private readonly ISessionProtector _protector = AesGcmSessionProtector.CreateEphemeral();

    private DeviceWorld(CognitoEmulator cognito, bool optIn, bool secret, bool rotation)
    {
        Cognito = cognito;
        _line = new DeviceFaultLine(cognito);
        _ticking = new Ticking(cognito.Clock);
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

    /// <summary>What goes wrong from now on; null for nothing.</summary>
    public DeviceFault? Fault
    {
        set => _line.Fault = value;
    }

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

    /// <summary>Which of the user's devices a machine can prove, by its place at the pool.</summary>
    public async Task<string> KeptFactAsync(int machine, string user)
    {
        DeviceProfileDocument profile = await new DeviceProfiles(_stores[machine], _protector, AuthSettings.From(Options()), new ServiceClock(Cognito.Clock, NullLogger.Instance), NullLogger.Instance)
            .ReadAsync(HandleKeys.SingleUser(), CancellationToken.None);
        int place = User(user).Devices.Select(device => device.Key).ToList().IndexOf(profile.DeviceOf(user)?.DeviceKey ?? "");
        return place < 0 ? "none" : $"device {place}";
    }

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

        _ticking.Dispose();
        _line.Dispose();
        await Cognito.DisposeAsync();
    }

    private static Dictionary<string, string> Attributes(string name) => new() { ["email"] = $"{name}@example.com", ["email_verified"] = "true" };

    private Auth NewAuth(int machine) =>
        new(Options(), new AuthServices { HttpHandler = _line, TimeProvider = Cognito.Clock, SessionStore = _stores[machine], Protector = _protector });

    private AuthOptions Options() => new()
    {
        UserPoolId = _pool.Id,
        UserPoolClientId = _client.Id,
        ClientSecret = _client.ClientSecret is { } secret ? new Secret(secret) : null,
        Endpoints = AuthEndpoints.Local(Cognito.Endpoint),
        BackgroundRefresh = false,
    };
}
