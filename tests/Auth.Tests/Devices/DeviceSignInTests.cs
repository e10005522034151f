using Amplify.Emulator;
using Amplify.Sessions;
using Amplify.Tests.Support;

namespace Amplify.Tests.Devices;

/// <summary>Devices that are registered, prove themselves, are forgotten and come back, over HTTP.</summary>
public sealed class DeviceSignInTests
{
    private static readonly UserPoolSettings _always = new() { DeviceConfiguration = new DeviceConfiguration { ChallengeRequiredOnNewDevice = true } };
    private static readonly UserPoolSettings _optIn = new() { DeviceConfiguration = new DeviceConfiguration { ChallengeRequiredOnNewDevice = true, DeviceOnlyRememberedOnUserPrompt = true } };

    [Test]
    public async Task A_new_device_is_confirmed_with_the_sign_in()
    {
        await using AuthWorld world = await AuthWorld.StartAsync(pool: _always);
        Auth auth = world.NewAuth(o => o.DeviceName = "Ana's laptop");

        SignInResult result = await auth.SignInAsync("ana", AuthWorld.Password);

        EmulatedDevice device = world.User.Devices.Single();
        Assert.That(result.IsSignedIn, Is.True);
        Assert.That(result.NewDevice, Is.Not.Null);
        Assert.That((result.NewDevice!.DeviceKey, result.NewDevice.IsConfirmed, result.NewDevice.IsRemembered, result.NewDevice.UserConfirmationNecessary, result.NewDevice.Error), Is.EqualTo((device.Key, true, true, false, (AuthError?)null)));
        Assert.That((device.Name, device.IsRemembered), Is.EqualTo(("Ana's laptop", true)));
    }

    [Test]
    public async Task The_longest_name_there_may_be_is_taken()
    {
        await using AuthWorld world = await AuthWorld.StartAsync(pool: _always);

        SignInResult result = await world.NewAuth(o => o.DeviceName = new string('x', 1024)).SignInAsync("ana", AuthWorld.Password);

        Assert.That(result.NewDevice?.Error, Is.Null);
        Assert.That(world.User.Devices.Single().Name, Has.Length.EqualTo(1024));
    }

    [Test]
    public async Task A_device_without_a_name_of_its_own_has_the_machines()
    {
        await using AuthWorld world = await AuthWorld.StartAsync(pool: _always);

        await world.NewAuth().SignInAsync("ana", AuthWorld.Password);

        Assert.That(world.User.Devices.Single().Name, Is.EqualTo(Environment.MachineName));
    }

    [Test]
    public async Task A_remembered_device_stands_for_the_second_factor_also_after_a_sign_out_and_a_restart([Values(SignInFlow.UserSrp, SignInFlow.UserPassword)] SignInFlow flow, [Values] bool clientSecret)
    {
        await using AuthWorld world = await AuthWorld.StartAsync(new AppClientSettings { GenerateSecret = clientSecret }, _always);
        world.User.EnableTotpMfa();
        Auth auth = world.NewAuth(o => o.SignInFlow = flow);
        await SignInWithTotpAsync(world, auth);
        await auth.SignOutAsync();
        await auth.DisposeAsync();
        world.Cognito.Requests.Clear();

        SignInResult result = await world.NewAuth(o => o.SignInFlow = flow).SignInAsync("ana", AuthWorld.Password);

        Assert.That(result.IsSignedIn, Is.True, "no code was asked for");
        Assert.That(result.NewDevice, Is.Null);
        Assert.That(Wire.Path(world.Cognito), Is.EqualTo(flow == SignInFlow.UserSrp
            ? ["USER_SRP_AUTH", "PASSWORD_VERIFIER", "DEVICE_SRP_AUTH", "DEVICE_PASSWORD_VERIFIER"]
            : new[] { "USER_PASSWORD_AUTH", "DEVICE_SRP_AUTH", "DEVICE_PASSWORD_VERIFIER" }));
        string key = world.User.Devices.Single().Key;
        Assert.That(world.Cognito.Requests.All.Where(r => r.Operation is "InitiateAuth" or "RespondToAuthChallenge").Select(r => Wire.Parameter(r, "DEVICE_KEY")), Is.All.EqualTo(key), "sent wherever it is accepted");
    }

    [Test]
    public async Task A_device_proves_itself_after_the_second_factor_where_the_pool_wants_both()
    {
        await using AuthWorld world = await AuthWorld.StartAsync(pool: new UserPoolSettings { DeviceConfiguration = new DeviceConfiguration() });
        world.User.EnableEmailMfa();
        Auth auth = world.NewAuth();
        await SignInWithEmailAsync(world, auth);
        await auth.SignOutAsync();
        world.Cognito.Requests.Clear();

        await SignInWithEmailAsync(world, auth);

        Assert.That(Wire.Path(world.Cognito).TakeLast(3), Is.EqualTo(new[] { "EMAIL_OTP", "DEVICE_SRP_AUTH", "DEVICE_PASSWORD_VERIFIER" }));
    }

    [TestCase(false, RefreshVia.Auto)]
    [TestCase(true, RefreshVia.Auto)]
    [TestCase(false, RefreshVia.InitiateAuth)]
    public async Task A_refresh_sends_the_device(bool rotation, RefreshVia via)
    {
        await using AuthWorld world = await AuthWorld.StartAsync(new AppClientSettings { RefreshTokenRotation = rotation ? new RefreshTokenRotation() : null }, _always);
        Auth auth = world.NewAuth(o => o.RefreshVia = via);
        await auth.SignInAsync("ana", AuthWorld.Password);
        world.ExpireTokens();
        world.Cognito.Requests.Clear();

        Assert.That((await auth.CurrentSessionAsync()).IsSignedIn, Is.True);

        LoggedRequest refresh = world.Cognito.Requests.All.Single(r => r.Operation is "GetTokensFromRefreshToken" or "InitiateAuth");
        Assert.That((string?)refresh.Body?["DeviceKey"] ?? Wire.Parameter(refresh, "DEVICE_KEY"), Is.EqualTo(world.User.Devices.Single().Key));
    }

    [Test]
    public async Task A_device_the_pool_has_forgotten_is_forgotten_here_and_registered_anew([Values(SignInFlow.UserSrp, SignInFlow.UserPassword)] SignInFlow flow, [Values] bool toldAtOnce)
    {
        await using AuthWorld world = await AuthWorld.StartAsync(pool: _always, unsettled: new UnsettledBehaviour { UnknownDeviceAtInitiateAuth = toldAtOnce });
        Auth auth = world.NewAuth(o => o.SignInFlow = flow);
        await auth.SignInAsync("ana", AuthWorld.Password);
        await auth.SignOutAsync();
        string old = world.User.Devices.Single().Key;
        world.User.ForgetDevice(old);
        world.Cognito.Requests.Clear();

        SignInResult result = await auth.SignInAsync("ana", AuthWorld.Password);

        Assert.That(result.IsSignedIn, Is.True);
        Assert.That(result.NewDevice?.IsConfirmed, Is.True);
        Assert.That(world.User.Devices.Single().Key, Is.EqualTo(result.NewDevice!.DeviceKey).And.Not.EqualTo(old));
        Assert.That(world.Cognito.Requests.All.Count(r => Wire.Parameter(r, "DEVICE_KEY") == old && r.Operation == "InitiateAuth"), Is.EqualTo(1), "retried once, without it");

        await auth.SignOutAsync();
        Assert.That((await auth.SignInAsync("ana", AuthWorld.Password)).NewDevice, Is.Null, "and known by its new name");
    }

    [Test]
    public async Task A_device_forgotten_between_two_steps_costs_nothing_but_the_device()
    {
        await using AuthWorld world = await AuthWorld.StartAsync(pool: new UserPoolSettings { DeviceConfiguration = new DeviceConfiguration() });
        world.User.EnableEmailMfa();
        Auth auth = world.NewAuth();
        await SignInWithEmailAsync(world, auth);
        await auth.SignOutAsync();
        var step = (SignInStep.EmailCode)(await auth.SignInAsync("ana", AuthWorld.Password)).NextStep!;
        world.User.ForgetDevice(world.User.Devices.Single().Key);

        SignInResult result = await auth.ConfirmSignInAsync(step.With(world.Cognito.Outbox.LatestCode("ana")));

        Assert.That(result.IsSignedIn, Is.True);
        await auth.SignOutAsync();
        await SignInWithEmailAsync(world, auth);
        Assert.That((await Profiles.ReadAsync(world)).DeviceOf("ana")?.DeviceKey, Is.EqualTo(world.User.Devices.Single().Key));
    }

    [Test]
    public async Task A_device_whose_secret_is_wrong_is_forgotten_and_the_user_signs_in_all_the_same([Values(SignInFlow.UserSrp, SignInFlow.UserPassword)] SignInFlow flow)
    {
        await using AuthWorld world = await AuthWorld.StartAsync(pool: _always);
        world.User.EnableTotpMfa();
        Auth auth = world.NewAuth(o => o.SignInFlow = flow);
        await SignInWithTotpAsync(world, auth);
        await auth.SignOutAsync();
        await Profiles.ChangeAsync(world, profile => profile.WithDevice("ana", profile.DeviceOf("ana")! with { Password = "another" }));
        world.Clock.Advance(TimeSpan.FromSeconds(60));

        SignInResult result = await world.NewAuth(o => o.SignInFlow = flow).SignInAsync("ana", AuthWorld.Password);

        var step = (SignInStep.TotpCode)result.NextStep!;
        Assert.That(result.Rejection, Is.Null, "it was not the password that was wrong");
        result = await auth.ConfirmSignInAsync(step.With(world.User.CurrentTotpCode()));
        Assert.That(result.NewDevice?.IsConfirmed, Is.True);
    }

    [Test]
    public async Task A_wrong_password_with_a_known_device_is_a_wrong_password()
    {
        await using AuthWorld world = await AuthWorld.StartAsync(pool: _always);
        Auth auth = world.NewAuth();
        await auth.SignInAsync("ana", AuthWorld.Password);
        await auth.SignOutAsync();

        SignInResult result = await auth.SignInAsync("ana", "Wrong-Horse-7!");

        Assert.That(result.Rejection?.Reason, Is.EqualTo(AuthErrorReason.WrongCredentials));
        Assert.That((await Profiles.ReadAsync(world)).DeviceOf("ana"), Is.Not.Null);
        Assert.That((await auth.ConfirmSignInAsync(((SignInStep.Password)result.NextStep!).With(AuthWorld.Password))).NewDevice, Is.Null);
    }

    [TestCase(FaultPhase.Before)]
    [TestCase(FaultPhase.After)]
    public async Task A_device_that_cannot_be_confirmed_does_not_cost_the_sign_in(FaultPhase phase)
    {
        await using AuthWorld world = await AuthWorld.StartAsync(pool: _always);
        using var ticking = new Ticking(world.Clock);
        world.Cognito.Faults.Add(new Fault { Operation = "ConfirmDevice", Kind = FaultKind.InternalError, Phase = phase });
        Auth auth = world.NewAuth();

        SignInResult result = await auth.SignInAsync("ana", AuthWorld.Password);

        Assert.That(result.IsSignedIn, Is.True);
        Assert.That((result.NewDevice!.IsConfirmed, result.NewDevice.Error?.Reason, result.NewDevice.Error?.Operation), Is.EqualTo((false, AuthErrorReason.ServiceFailure, "ConfirmDevice")));
        Assert.That((await Profiles.ReadAsync(world)).DeviceOf("ana"), Is.Null, "nothing is kept that may not work");

        Assert.That((await auth.CurrentSessionAsync(new CurrentSessionOptions { ForceRefresh = true })).Error, Is.Null, "the session refreshes with the key it was bound to");
        await auth.SignOutAsync();
        world.Cognito.Faults.Clear();
        Assert.That((await auth.SignInAsync("ana", AuthWorld.Password)).NewDevice?.IsConfirmed, Is.True, "the next sign-in tries again");
    }

    [Test]
    public async Task A_store_that_cannot_keep_the_device_does_not_cost_the_sign_in()
    {
        await using AuthWorld world = await AuthWorld.StartAsync(pool: _always);
        var store = new DeviceShyStore(world.Store) { FailWrites = true };
        Auth auth = world.NewAuth(services: world.Services(store));

        SignInResult result = await auth.SignInAsync("ana", AuthWorld.Password);
        Assert.That((result.IsSignedIn, result.NewDevice!.IsConfirmed, result.NewDevice.Error!.Reason), Is.EqualTo((true, false, AuthErrorReason.StoreUnavailable)));

        store.FailWrites = false;
        store.FailReads = true;
        Assert.That((await auth.SignInAsync("ana", AuthWorld.Password, new SignInOptions { WhenAlreadySignedIn = WhenAlreadySignedIn.Replace })).IsSignedIn, Is.True, "a profile that cannot be read is no device");
    }

    [Test]
    public async Task An_opt_in_pool_has_the_user_asked()
    {
        await using AuthWorld world = await AuthWorld.StartAsync(pool: _optIn);
        world.User.EnableTotpMfa();
        Auth auth = world.NewAuth();

        SignInResult first = await SignInWithTotpAsync(world, auth);
        Assert.That((first.NewDevice!.IsConfirmed, first.NewDevice.IsRemembered, first.NewDevice.UserConfirmationNecessary), Is.EqualTo((true, false, true)));
        await auth.SignOutAsync();

        SignInResult unremembered = await SignInWithTotpAsync(world, auth);
        Assert.That(unremembered.NewDevice, Is.Null, "known, but not remembered: the code is asked for");

        await auth.Devices.RememberAsync();
        Assert.That(world.User.Devices.Single().IsRemembered, Is.True);
        await auth.SignOutAsync();
        Assert.That((await auth.SignInAsync("ana", AuthWorld.Password)).IsSignedIn, Is.True, "no code is asked for any more");
    }

    [Test]
    public async Task An_opt_in_pool_is_answered_by_the_configuration()
    {
        await using AuthWorld world = await AuthWorld.StartAsync(pool: _optIn);
        Auth auth = world.NewAuth(o => o.RememberDevice = RememberDevice.Always);

        SignInResult result = await auth.SignInAsync("ana", AuthWorld.Password);

        Assert.That((result.NewDevice!.IsConfirmed, result.NewDevice.IsRemembered, result.NewDevice.UserConfirmationNecessary), Is.EqualTo((true, true, false)));
        Assert.That(world.User.Devices.Single().IsRemembered, Is.True);
        Assert.That((await Profiles.ReadAsync(world)).DeviceOf("ana")!.Remembered, Is.True);
    }

    [Test]
    public async Task A_yes_that_did_not_arrive_is_told_and_can_be_given_again()
    {
        await using AuthWorld world = await AuthWorld.StartAsync(pool: _optIn);
        world.Cognito.Faults.Add(Fault.Error("UpdateDeviceStatus", "InvalidParameterException", "No."));
        Auth auth = world.NewAuth(o => o.RememberDevice = RememberDevice.Always);

        SignInResult result = await auth.SignInAsync("ana", AuthWorld.Password);

        Assert.That((result.IsSignedIn, result.NewDevice!.IsConfirmed, result.NewDevice.IsRemembered, result.NewDevice.UserConfirmationNecessary), Is.EqualTo((true, true, false, true)));
        Assert.That(result.NewDevice.Error!.Operation, Is.EqualTo("UpdateDeviceStatus"));
        await auth.Devices.RememberAsync();
        Assert.That(world.User.Devices.Single().IsRemembered, Is.True);
    }

    [Test]
    public async Task A_device_is_found_by_the_alias_the_user_types([Values(SignInFlow.UserSrp, SignInFlow.UserPassword)] SignInFlow flow)
    {
        await using AuthWorld world = await AuthWorld.StartAsync(pool: new UserPoolSettings { AliasAttributes = ["email"], DeviceConfiguration = new DeviceConfiguration { ChallengeRequiredOnNewDevice = true } });
        Auth auth = world.NewAuth(o => o.SignInFlow = flow);
        await auth.SignInAsync("ana@example.com", AuthWorld.Password);
        Assert.That((await Profiles.ReadAsync(world)).Devices!.Keys, Is.EqualTo(new[] { "ana" }), "kept under the resolved name");
        await auth.SignOutAsync();
        world.Cognito.Requests.Clear();

        SignInResult result = await auth.SignInAsync("ana@example.com", AuthWorld.Password);

        Assert.That((result.IsSignedIn, result.NewDevice), Is.EqualTo((true, (NewDevice?)null)));
        Assert.That(Wire.Parameter(Wire.Of(world.Cognito, "InitiateAuth").Single(), "DEVICE_KEY"), Is.EqualTo(world.User.Devices.Single().Key), "from the first request on");

        await auth.SignOutAsync();
        Assert.That((await auth.SignInAsync("ana", AuthWorld.Password)).NewDevice, Is.Null, "and by the name itself");
    }

    [Test]
    public async Task Two_users_of_one_machine_have_a_device_each()
    {
        await using AuthWorld world = await AuthWorld.StartAsync(pool: _always);
        EmulatedUser ben = world.Pool.AddUser("ben", AuthWorld.Password);
        Auth auth = world.NewAuth(o => o.WhenAlreadySignedIn = WhenAlreadySignedIn.Replace);
        foreach (string user in new[] { "ana", "ben", "ana", "ben" })
        {
            Assert.That((await auth.SignInAsync(user, AuthWorld.Password)).IsSignedIn, Is.True);
        }

        Assert.That((world.User.Devices.Count, ben.Devices.Count), Is.EqualTo((1, 1)));
    }

    [Test]
    public async Task A_deleted_users_device_is_forgotten()
    {
        await using AuthWorld world = await AuthWorld.StartAsync(pool: _always);
        Auth auth = await world.SignedInAsync();

        await auth.Account.DeleteUserAsync();

        Assert.That((await Profiles.ReadAsync(world)).IsEmpty, Is.True);
    }

    [Test]
    public async Task On_a_server_the_device_is_the_profile_keys()
    {
        await using AuthWorld world = await AuthWorld.StartAsync(pool: _always);
        AuthFactory factory = world.NewFactory();
        var profile = DeviceProfileKey.New();

        SignInResult first = await factory.Create(SessionKey.New(), profile).SignInAsync("ana", AuthWorld.Password);
        Assert.That(first.NewDevice?.IsConfirmed, Is.True);
        await factory.Create(first.SessionKey!, profile).SignOutAsync();

        Assert.That((await factory.Create(SessionKey.New(), profile).SignInAsync("ana", AuthWorld.Password)).NewDevice, Is.Null, "the same browser");
        Assert.That((await factory.Create(SessionKey.New(), DeviceProfileKey.New()).SignInAsync("ana", AuthWorld.Password)).NewDevice, Is.Not.Null, "another browser");
        SignInResult without = await factory.Create(SessionKey.New()).SignInAsync("ana", AuthWorld.Password);
        Assert.That(without.NewDevice?.IsConfirmed, Is.True, "and it goes along with the new session's key");
        Assert.That((await factory.Create(without.SessionKey!).SignInAsync("ana", AuthWorld.Password, new SignInOptions { WhenAlreadySignedIn = WhenAlreadySignedIn.Replace })).NewDevice, Is.Null);
    }

    private static async Task<SignInResult> SignInWithTotpAsync(AuthWorld world, Auth auth)
    {
        // Each code serves once.
        world.Clock.Advance(TimeSpan.FromSeconds(60));
        var step = (SignInStep.TotpCode)(await auth.SignInAsync("ana", AuthWorld.Password)).NextStep!;
        SignInResult result = await auth.ConfirmSignInAsync(step.With(world.User.CurrentTotpCode()));
        Assert.That(result.IsSignedIn, Is.True);
        return result;
    }

    private static async Task SignInWithEmailAsync(AuthWorld world, Auth auth)
    {
        var step = (SignInStep.EmailCode)(await auth.SignInAsync("ana", AuthWorld.Password)).NextStep!;
        Assert.That((await auth.ConfirmSignInAsync(step.With(world.Cognito.Outbox.LatestCode("ana")))).IsSignedIn, Is.True);
    }
}
