using Amplify.Emulator;
using Amplify.Sessions;
using Amplify.Tests.Support;

namespace Amplify.Tests.SignIn;

/// <summary>
/// Every flow × devices (off, always, opt-in) × client secret × rotation × second factor that the service allows, over HTTP: signed
/// in, refreshed, signed out, and signed in again with what the device remembers.
/// </summary>
[Parallelizable(ParallelScope.Children)]
internal sealed class EveryCombinationTests
{
    private static int _ran;
    private static int _notAllowed;

    private enum Tracking
    {
        Off,
        Always,
        OptIn,
    }

    private enum SecondFactor
    {
        None,
        Totp,
        Email,
        Sms,
    }

    private static IEnumerable<TestCaseData> Cases() =>
        from flow in Flow.All
        from tracking in Enum.GetValues<Tracking>()
        from secret in new[] { false, true }
        select new TestCaseData(flow, tracking, secret).SetArgDisplayNames(flow.Name, $"devices {tracking}", secret ? "secret" : "no secret");

    [OneTimeTearDown]
    public void Count() => TestContext.Progress.WriteLine(
        $"Flows × devices × secret × rotation × second factor: {_ran} combinations ran; {_notAllowed} are not allowed by the service (a code or passkey as first factor beside a second factor).");

    [TestCaseSource(nameof(Cases))]
    public async Task A_combination(object flow, object tracking, bool secret)
    {
        await using CognitoEmulator cognito = await CognitoEmulator.StartAsync(new EmulatorOptions { Clock = new EmulatorClock(AuthWorld.Start) });
        foreach (bool rotation in new[] { false, true })
        {
            foreach (SecondFactor mfa in Enum.GetValues<SecondFactor>())
            {
                if (((Flow)flow).IsPasswordless && mfa != SecondFactor.None)
                {
                    Interlocked.Increment(ref _notAllowed);
                    continue;
                }

                var scene = new Scene(cognito, (Flow)flow, (Tracking)tracking, secret, rotation, mfa);
                await scene.RunAsync();
                Interlocked.Increment(ref _ran);
            }
        }
    }

    /// <param name="name">As test names show it.</param>
    /// <param name="start">Begins.</param>
    private sealed class Flow(string name, Func<IAuth, Task<SignInResult>> start)
    {
        public static IReadOnlyList<Flow> All { get; } =
        [
            new("USER_SRP_AUTH", a => a.SignInAsync("ana", AuthWorld.Password)),
            new("USER_PASSWORD_AUTH", a => a.SignInAsync("ana", AuthWorld.Password, new SignInOptions { Flow = SignInFlow.UserPassword })),
            new("CUSTOM_AUTH", a => a.SignInAsync("ana", new SignInOptions { Flow = SignInFlow.Custom })) { AsksForSecondFactor = false },
            new("CUSTOM_AUTH with SRP", a => a.SignInAsync("ana", AuthWorld.Password, new SignInOptions { Flow = SignInFlow.CustomWithSrp })),
            new("USER_AUTH, PASSWORD", a => a.SignInAsync("ana", AuthWorld.Password, new SignInOptions { PreferredChallenge = FirstFactor.Password })),
            new("USER_AUTH, PASSWORD_SRP", a => a.SignInAsync("ana", AuthWorld.Password, new SignInOptions { PreferredChallenge = FirstFactor.PasswordSrp })),
            new("USER_AUTH, PASSWORD_SRP chosen", a => a.SignInAsync("ana", new SignInOptions { Flow = SignInFlow.UserAuth })) { Factor = FirstFactor.PasswordSrp },
            new("USER_AUTH, EMAIL_OTP", a => a.SignInAsync("ana", new SignInOptions { PreferredChallenge = FirstFactor.EmailOtp })) { IsPasswordless = true },
            new("USER_AUTH, SMS_OTP chosen", a => a.SignInAsync("ana", new SignInOptions { Flow = SignInFlow.UserAuth })) { IsPasswordless = true, Factor = FirstFactor.SmsOtp },
            new("USER_AUTH, WEB_AUTHN", a => a.SignInAsync("ana", new SignInOptions { PreferredChallenge = FirstFactor.WebAuthn })) { IsPasswordless = true, HasPasskey = true },
        ];

        public string Name => name;

        public bool IsPasswordless { get; private init; }

        public bool HasPasskey { get; private init; }

        public bool AsksForSecondFactor { get; private init; } = true;

        public FirstFactor Factor { get; private init; }

        public Task<SignInResult> StartAsync(IAuth auth) => start(auth);
    }

    /// <summary>One combination: a pool, a client, a user and an engine of its own.</summary>
    private sealed class Scene
    {
        private readonly CognitoEmulator _cognito;
        private readonly Flow _flow;
        private readonly Tracking _tracking;
        private readonly SecondFactor _mfa;
        private readonly string _what;
        private readonly AuthOptions _options;
        private readonly EmulatedUser _user;
        private readonly SoftwarePasskeys _passkeys = new();

        public Scene(CognitoEmulator cognito, Flow flow, Tracking tracking, bool secret, bool rotation, SecondFactor mfa)
        {
            _cognito = cognito;
            _flow = flow;
            _tracking = tracking;
            _mfa = mfa;
            _what = $"{flow.Name}, devices {tracking}, secret {secret}, rotation {rotation}, {mfa}";
            EmulatedUserPool pool = cognito.AddUserPool(new UserPoolSettings
            {
                DeviceConfiguration = tracking == Tracking.Off ? null : new DeviceConfiguration { ChallengeRequiredOnNewDevice = true, DeviceOnlyRememberedOnUserPrompt = tracking == Tracking.OptIn },
            });
            Riddles.Install(pool, rounds: 1, attempts: 1);
            EmulatedAppClient client = pool.AddClient(new AppClientSettings { GenerateSecret = secret, RefreshTokenRotation = rotation ? new RefreshTokenRotation() : null });
            _user = pool.AddUser("ana", AuthWorld.Password, new Dictionary<string, string>
            {
                ["email"] = "ana@example.com", ["email_verified"] = "true", ["phone_number"] = "+15555550123", ["phone_number_verified"] = "true",
            });
            _options = new AuthOptions
            {
                UserPoolId = pool.Id,
                UserPoolClientId = client.Id,
                ClientSecret = client.ClientSecret is { } text ? new Secret(text) : null,
                Endpoints = AuthEndpoints.Local(cognito.Endpoint),
            };
        }

        public async Task RunAsync()
        {
            await using var auth = new Auth(_options, new AuthServices { TimeProvider = _cognito.Clock, PasskeyAuthenticator = _passkeys, SessionStore = new InMemorySessionStore(_cognito.Clock), Protector = AesGcmSessionProtector.CreateEphemeral() });
            if (_flow.HasPasskey)
            {
                // On another machine, so that this one's device is new below.
                await using var other = new Auth(_options, new AuthServices { TimeProvider = _cognito.Clock, PasskeyAuthenticator = _passkeys });
                await other.SignInAsync("ana", AuthWorld.Password);
                await other.Passkeys.AssociateAsync();
            }

            EnableMfa();
            await FirstTimeAsync(auth);
            await RefreshAsync(auth);
            Assert.That((await auth.SignOutAsync()).IsComplete, Is.True, _what);
            await SecondTimeAsync(auth);
            await RefreshAsync(auth);
        }

        private async Task FirstTimeAsync(Auth auth)
        {
            (SignInResult result, SignInRobot robot) = await SignInAsync(auth);
            Assert.That(robot.Steps.Any(IsSecondFactor), Is.EqualTo(_flow.AsksForSecondFactor && _mfa != SecondFactor.None), $"{_what}: {string.Join(", ", robot.Steps)}");
            Assert.That((result.NewDevice is not null, result.NewDevice?.IsConfirmed ?? false, result.NewDevice?.UserConfirmationNecessary ?? false), Is.EqualTo(_tracking switch
            {
                Tracking.Off => (false, false, false),
                Tracking.Always => (true, true, false),
                _ => (true, true, true),
            }), _what);
            if (_tracking == Tracking.OptIn)
            {
                await auth.Devices.RememberAsync();
            }
        }

        private async Task SecondTimeAsync(Auth auth)
        {
            _cognito.Requests.Clear();
            (SignInResult result, SignInRobot robot) = await SignInAsync(auth);
            bool remembered = _tracking != Tracking.Off;
            Assert.That(result.NewDevice, Is.Null, _what);
            Assert.That(robot.Steps.Any(IsSecondFactor), Is.EqualTo(_flow.AsksForSecondFactor && _mfa != SecondFactor.None && !remembered), $"{_what}: {string.Join(", ", robot.Steps)}");
            Assert.That(Wire.Path(_cognito).Contains("DEVICE_PASSWORD_VERIFIER"), Is.EqualTo(remembered), $"{_what}: {string.Join(", ", Wire.Path(_cognito))}");
        }

        private async Task<(SignInResult Result, SignInRobot Robot)> SignInAsync(Auth auth)
        {
            var robot = new SignInRobot(_cognito, _user, AuthWorld.Password) { Factor = _flow.Factor };
            SignInResult result = await robot.FinishAsync(auth, await _flow.StartAsync(auth));
            Assert.That((result.IsSignedIn, result.Session?.User?.UserId), Is.EqualTo((true, _user.Sub)), _what);
            return (result, robot);
        }

        private async Task RefreshAsync(Auth auth)
        {
            _cognito.Clock.Advance(TimeSpan.FromMinutes(61));
            AuthSession session = await auth.CurrentSessionAsync();
            Assert.That((session.IsSignedIn, session.Source), Is.EqualTo((true, SessionSource.Refresh)), $"{_what}: {session.Error}");
        }

        private void EnableMfa()
        {
            switch (_mfa)
            {
                case SecondFactor.Totp:
                    _user.EnableTotpMfa();
                    break;
                case SecondFactor.Email:
                    _user.EnableEmailMfa();
                    break;
                case SecondFactor.Sms:
                    _user.EnableSmsMfa();
                    break;
            }
        }

        private bool IsSecondFactor(string step) => step == (_mfa switch
        {
            SecondFactor.Totp => nameof(SignInStep.TotpCode),
            SecondFactor.Email => nameof(SignInStep.EmailCode),
            SecondFactor.Sms => nameof(SignInStep.SmsCode),
            _ => "",
        });
    }
}
