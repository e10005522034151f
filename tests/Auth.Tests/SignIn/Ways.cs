using Amplify.Emulator;
using Amplify.Tests.Support;

namespace Amplify.Tests.SignIn;

/// <summary>The ways a sign-in can go, each set up in a world of its own, for tests that walk them all.</summary>
/// <param name="name">What it is, as test names show it.</param>
/// <param name="prepare">Makes the user and pool ready for it.</param>
/// <param name="start">Begins.</param>
internal sealed class Ways(string name, Action<AuthWorld> prepare, Func<IAuth, Task<SignInResult>> start)
{
    private static readonly SignInOptions _choice = new() { Flow = SignInFlow.UserAuth };

    public UserPoolSettings Pool { get; private init; } = new() { DeviceConfiguration = new DeviceConfiguration() };

    public string Password { get; private init; } = AuthWorld.Password;

    public FirstFactor Factor { get; private init; } = FirstFactor.EmailOtp;

    public MfaMethod Mfa { get; private init; } = MfaMethod.Totp;

    /// <summary>Whether the user has a passkey.</summary>
    public bool HasPasskey { get; private init; }

    /// <summary>Whether the engine has an authenticator, so that nobody else is asked for a passkey.</summary>
    public bool HasAuthenticator { get; private init; }

    /// <summary>The steps that come, in order.</summary>
    public required IReadOnlyList<string> Steps { get; init; }

    public static IReadOnlyList<Ways> All { get; } =
    [
        new("SRP and TOTP", w => w.User.EnableTotpMfa(), a => a.SignInAsync("ana", AuthWorld.Password)) { Steps = ["TotpCode"] },
        new("password and SMS", w => w.User.EnableSmsMfa("+15555550123"), a => a.SignInAsync("ana", AuthWorld.Password, new SignInOptions { Flow = SignInFlow.UserPassword })) { Steps = ["SmsCode"] },
        new("password asked for, and e-mail", w => w.User.EnableEmailMfa(), a => a.SignInAsync("ana")) { Steps = ["Password", "EmailCode"] },
        new("a choice of second factors", Both, a => a.SignInAsync("ana", AuthWorld.Password)) { Steps = ["ChooseMfa", "TotpCode"] },
        new("a new password, then a set-up of TOTP", Invite, a => a.SignInAsync("ana", "Temp-Horse-1!")) { Pool = Required, Steps = ["NewPassword", "ChooseMfaToSetUp", "SetUpTotp"] },
        new("a new password, then a set-up of e-mail", Invite, a => a.SignInAsync("ana", "Temp-Horse-1!")) { Pool = Required, Mfa = MfaMethod.Email, Steps = ["NewPassword", "ChooseMfaToSetUp", "SetUpEmailMfa", "EmailCode"] },
        new("riddles", w => Riddles.Install(w.Pool, 2, 1), a => a.SignInAsync("ana", new SignInOptions { Flow = SignInFlow.Custom })) { Steps = ["CustomChallenge", "CustomChallenge"] },
        new("riddles after a password", w => Riddles.Install(w.Pool, 1, 1), a => a.SignInAsync("ana", new SignInOptions { Flow = SignInFlow.CustomWithSrp })) { Steps = ["Password", "CustomChallenge"] },
        new("a code by e-mail, chosen", _ => { }, a => a.SignInAsync("ana", _choice)) { Steps = ["ChooseFirstFactor", "EmailCode"] },
        new("a code by SMS, preferred", Phone, a => a.SignInAsync("ana", new SignInOptions { PreferredChallenge = FirstFactor.SmsOtp })) { Steps = ["SmsCode"] },
        new("a password, chosen", _ => { }, a => a.SignInAsync("ana", _choice)) { Factor = FirstFactor.Password, Steps = ["ChooseFirstFactor", "Password"] },
        new("an SRP password, chosen, and TOTP", w => w.User.EnableTotpMfa(), a => a.SignInAsync("ana", _choice)) { Factor = FirstFactor.PasswordSrp, Steps = ["ChooseFirstFactor", "Password", "TotpCode"] },
        new("a passkey in the browser, chosen", _ => { }, a => a.SignInAsync("ana", _choice)) { HasPasskey = true, Factor = FirstFactor.WebAuthn, Steps = ["ChooseFirstFactor", "Passkey"] },
        new("a passkey of the engine's authenticator, chosen", _ => { }, a => a.SignInAsync("ana", _choice)) { HasPasskey = true, HasAuthenticator = true, Factor = FirstFactor.WebAuthn, Steps = ["ChooseFirstFactor"] },
    ];

    private static UserPoolSettings Required => new() { Mfa = MfaMode.On, MfaFactors = MfaFactors.Totp | MfaFactors.Email, DeviceConfiguration = new DeviceConfiguration() };

    public async Task<AuthWorld> PrepareAsync()
    {
        AuthWorld world = await AuthWorld.StartAsync(new AppClientSettings { GenerateSecret = true }, Pool);
        prepare(world);
        if (HasPasskey)
        {
            await world.RegisterPasskeyAsync();
        }

        return world;
    }

    public Auth NewAuth(AuthWorld world) => world.NewAuth(services: world.Services(passkeys: HasAuthenticator ? world.Passkeys : null));

    public SignInRobot Robot(AuthWorld world) => new(world.Cognito, world.User, Password) { Factor = Factor, Mfa = Mfa, Passkeys = world.Passkeys };

    public Task<SignInResult> StartAsync(IAuth auth) => start(auth);

    public override string ToString() => name;

    private static void Both(AuthWorld world)
    {
        world.User.EnableTotpMfa();
        world.User.EnableEmailMfa();
    }

    private static void Invite(AuthWorld world)
    {
        world.User.SetAttribute("email_verified", "false");
        world.User.SetTemporaryPassword("Temp-Horse-1!");
    }

    private static void Phone(AuthWorld world)
    {
        world.User.SetAttribute("phone_number", "+15555550123");
        world.User.SetAttribute("phone_number_verified", "true");
    }
}
