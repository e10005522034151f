using Amplify.CognitoIdentityProvider;
using Amplify.Emulator;
using Amplify.Sessions;
using Amplify.Tests.Support;
using Amplify.Tokens;

namespace Amplify.Tests.Model;

/// <summary>The real thing the model is compared with: an emulator, three engines over two stores, and what people and applications hold in their hands.</summary>
internal sealed partial class ModelWorld : IAsyncDisposable
{
    public const string Web = "web";

    /// <summary>Before any handle: what stands in for one is a name.</summary>
    private static readonly string[] _names = ["A", "B", "W"];

    private readonly Setting _setting;
    private readonly EmulatedAppClient _client;
    private readonly ISessionProtector _protector = AesGcmSessionProtector.CreateEphemeral();
    private readonly InMemorySessionStore _deskStore;
    private readonly InMemorySessionStore _webStore;
    private readonly List<SessionKey> _keys = [SessionKey.New()];
    private readonly Auth[] _desks = new Auth[2];
    private readonly RefreshWatch[] _watches = [new(), new(), new()];
    private readonly Ticking _ticking;
    private AuthFactory _factory;

    private ModelWorld(Setting setting, CognitoEmulator cognito)
    {
        _setting = setting;
        Cognito = cognito;
        Pool = cognito.AddUserPool(setting.Pool());
        Riddles.Install(Pool, ModelRiddles.Rounds, ModelRiddles.Attempts);
        _client = Pool.AddClient(setting.Client());
        Browser = new ModelBrowser(cognito.Endpoint);
        _deskStore = new InMemorySessionStore(cognito.Clock);
        _webStore = new InMemorySessionStore(cognito.Clock);
        _desks[0] = NewDesk(0);
        _desks[1] = NewDesk(1);
        _factory = NewFactory();
        _ticking = new Ticking(cognito.Clock);
        Pool.AddUser("ana", Passwords.First, Initial.AnasAttributes);
        Pool.AddUser("cyd", Passwords.First).SetTemporaryPassword(Passwords.Temporary);
        LearnUsers();
    }

    public CognitoEmulator Cognito { get; }

    public EmulatedUserPool Pool { get; }

    public DateTimeOffset Now => Cognito.Clock.GetUtcNow();

    public AuthFactory Factory => _factory;

    /// <summary>The browser of all three.</summary>
    public ModelBrowser Browser { get; }

    /// <summary>The steps each handle came to: the last, and the one before.</summary>
    public StepSlot?[] Steps { get; } = new StepSlot?[_names.Length];

    public StepSlot?[] StaleSteps { get; } = new StepSlot?[_names.Length];

    /// <summary>A step as text, with what belongs to it.</summary>
    public (string Token, string? Code)? Pocket { get; set; }

    public static async Task<ModelWorld> StartAsync(Setting setting)
    {
        var world = new ModelWorld(setting, await CognitoEmulator.StartAsync(new EmulatorOptions { Clock = new EmulatorClock(AuthWorld.Start), Unsettled = setting.Unsettled() }));
        if (setting.AnaHasPasskey)
        {
            await world.RegisterAnasPasskeyAsync();
        }

        if (setting.AnaHasApp)
        {
            EmulatedUser ana = world.Pool.FindUser("ana")!;
            ana.EnableTotpMfa();
            ana.EnableSmsMfa();
        }

        return world;
    }

    public static string NameOf(int handle) => _names[handle];

    public IAuth Auth(int handle) => handle < _desks.Length ? _desks[handle] : _factory.Create(_keys[^1]);

    /// <summary>The engine of a handle ends, and another one takes over its store: a new process.</summary>
    public async Task RestartAsync(int handle)
    {
        if (handle < _desks.Length)
        {
            await _desks[handle].DisposeAsync();
            _desks[handle] = NewDesk(handle);
        }
        else
        {
            await _factory.DisposeAsync();
            _factory = NewFactory();
        }
    }

    public async ValueTask DisposeAsync()
    {
        Cognito.Faults.Clear();
        await _factory.DisposeAsync();
        foreach (Auth desk in _desks)
        {
            await desk.DisposeAsync();
        }

        _ticking.Dispose();
        foreach (RefreshWatch watch in _watches)
        {
            watch.Dispose();
        }

        await Cognito.DisposeAsync();
    }

    /// <summary>Which handles may have sent a refresh since this was asked last.</summary>
    public bool[] Refreshing() => [.. _watches.Select(watch => watch.WasBusy())];

    /// <summary>What came of a turn of a sign-in; the step is kept for the next one.</summary>
    public Outcome Take(int handle, SignInResult result, StepSlot? answered = null)
    {
        if (result.Rejection is { } rejection)
        {
            // The same step again, and the same code; or the password anew.
            Steps[handle] = new StepSlot(result.NextStep!, result.NextStep is SignInStep.Password ? null : answered?.Code);
            return $"step {result.NextStep!.Name}, rejected, {rejection.Reason}";
        }

        StaleSteps[handle] = Steps[handle];
        Steps[handle] = result.NextStep is { } step ? new StepSlot(step, CodeFor(step)) : null;
        if (result.IsSignedIn)
        {
            if (handle >= _desks.Length)
            {
                _keys.Add(result.SessionKey);
            }

            Outcome session = Describe(result.Session);
            return new Outcome($"signed in as {session.Text}", session.Detail);
        }

        return result.Detour is { } detour ? $"detour {detour.GetType().Name}" : $"step {result.NextStep!.Name}";
    }

    /// <summary>A code as people give it.</summary>
    /// <param name="choice">Which.</param>
    /// <param name="user">Who got it.</param>
    /// <param name="purposes">What it was sent for.</param>
    public string Code(CodeChoice choice, string user, params MessagePurpose[] purposes)
    {
        IReadOnlyList<string> sent = Codes(user, purposes);
        string newest = sent.Count > 0 ? sent[0] : "000000";
        string wrong = newest[..^1] + (char)('0' + ((newest[^1] - '0' + 1) % 10));
        return choice switch
        {
            CodeChoice.Newest => newest,
            CodeChoice.Older when sent.Count > 1 && sent[1] != newest => sent[1],
            _ => wrong,
        };
    }

    /// <summary>The codes that were sent to a user for something, newest first.</summary>
    private IReadOnlyList<string> Codes(string user, params MessagePurpose[] purposes) =>
        [.. Cognito.Outbox.Messages.Where(message => message.Username == user && purposes.Contains(message.Purpose)).Select(message => message.Code).Reverse()];

    /// <summary>The authenticator app of a user, the one being set up first if asked so: the code it shows so many steps from now. Zeros where there is none.</summary>
    public Func<int, string> AppOf(string? username, bool pending = false)
    {
        EmulatedUser? user = username is null ? null : Pool.FindUser(username);
        return steps =>
        {
            try
            {
                return user is null ? "000000" : pending ? PendingOrCurrent(user, steps) : user.CurrentTotpCode(steps);
            }
            catch (InvalidOperationException)
            {
                return "000000";
            }
        };
    }

    /// <summary>Six digits that no authenticator shows around now.</summary>
    public static string WrongTotp(Func<int, string> codeAt)
    {
        string[] near = [.. Enumerable.Range(-3, 8).Select(codeAt)];
        return Enumerable.Range(0, 100).Select(n => $"{n:000000}").First(code => !near.Contains(code));
    }

    private static string PendingOrCurrent(EmulatedUser user, int steps)
    {
        try
        {
            return user.PendingTotpCode(steps);
        }
        catch (InvalidOperationException)
        {
            return user.CurrentTotpCode(steps);
        }
    }

    private string? CodeFor(SignInStep step) => step is SignInStep.SmsCode or SignInStep.EmailCode && Codes(step.Username, MessagePurpose.MfaCode, MessagePurpose.SignInCode) is [var code, ..] ? code : null;

    private Auth NewDesk(int handle) => new(Options(), Services(_deskStore, _watches[handle], handle == 0 ? Authenticators[0] : null));

    private AuthFactory NewFactory() => new(Options(), Services(_webStore, _watches[^1]));

    private AuthOptions Options() => new()
    {
        UserPoolId = Pool.Id,
        UserPoolClientId = _client.Id,
        ClientSecret = _client.ClientSecret is { } secret ? new Secret(secret) : null,
        Endpoints = AuthEndpoints.Local(Cognito.Endpoint),
        BackgroundRefresh = _setting.Background,
        SessionFreshness = Setting.Freshness,
        OAuth = new OAuthOptions { Domain = Pool.HostedUiDomain.AbsoluteUri, RedirectSignIn = [new Uri(Setting.Callback)] },
    };

    private AuthServices Services(ISessionStore store, HttpMessageHandler http, IPasskeyAuthenticator? authenticator = null) => new()
    {
        HttpHandler = http,
        SessionStore = store,
        Protector = _protector,
        TimeProvider = Cognito.Clock,
        Browser = Browser,
        PasskeyAuthenticator = authenticator,
    };
}
