using Amplify.Emulator;
using Amplify.Tests.Support;

namespace Amplify.Tests.Devices;

/// <summary>What a signed-in user decides about devices: remember, forget, list.</summary>
public sealed class DeviceListTests
{
    private static readonly UserPoolSettings _always = new() { DeviceConfiguration = new DeviceConfiguration { ChallengeRequiredOnNewDevice = true } };

    [Test]
    public async Task Devices_are_listed_page_by_page_and_this_one_is_marked()
    {
        await using AuthWorld world = await AuthWorld.StartAsync(pool: _always);
        AuthFactory factory = world.NewFactory();
        SessionKey last = SessionKey.New();
        for (int i = 0; i < 5; i++)
        {
            world.Clock.Advance(TimeSpan.FromSeconds(1));
            last = (await factory.Create(SessionKey.New(), DeviceProfileKey.New()).SignInAsync("ana", AuthWorld.Password)).SessionKey!;
        }

        IAuth auth = factory.Create(last);
        var devices = new List<AuthDevice>();
        int pages = 0;
        DevicePage page;
        string? next = null;
        do
        {
            page = await auth.Devices.ListAsync(new ListDevicesOptions { PageSize = 2, Page = next });
            devices.AddRange(page.Devices);
            next = page.NextPage;
            pages++;
        }
        while (next is not null);

        Assert.That(pages, Is.EqualTo(3));
        Assert.That(devices.Select(d => d.DeviceKey), Is.EquivalentTo(world.User.Devices.Select(d => d.Key)));
        Assert.That(devices.Single(d => d.IsCurrent).DeviceKey, Is.EqualTo(world.User.Devices[^1].Key));
        Assert.That(devices.Select(d => d.Name), Is.All.EqualTo(Environment.MachineName));
        Assert.That(devices.Select(d => d.IsRemembered), Is.All.True);
        Assert.That(devices.Single(d => d.IsCurrent).CreatedAt, Is.EqualTo(world.User.Devices[^1].CreatedAt).Within(TimeSpan.FromMilliseconds(1)));
        Assert.That((await auth.Devices.ListAsync()).Devices, Has.Count.EqualTo(5));
    }

    [Test]
    public async Task This_device_is_forgotten_at_the_service_and_here()
    {
        await using AuthWorld world = await AuthWorld.StartAsync(pool: _always);
        Auth auth = await world.SignedInAsync();

        await auth.Devices.ForgetAsync();

        Assert.That(world.User.Devices, Is.Empty);
        Assert.That((await Profiles.ReadAsync(world)).IsEmpty, Is.True);
        await auth.SignOutAsync();
        Assert.That((await auth.SignInAsync("ana", AuthWorld.Password)).NewDevice?.IsConfirmed, Is.True);
    }

    [Test]
    public async Task Another_device_is_forgotten_and_this_one_stays()
    {
        await using AuthWorld world = await AuthWorld.StartAsync(pool: _always);
        await world.NewFactory().Create(SessionKey.New(), DeviceProfileKey.New()).SignInAsync("ana", AuthWorld.Password);
        string other = world.User.Devices.Single().Key;
        Auth auth = await world.SignedInAsync();

        await auth.Devices.ForgetAsync(new ForgetDeviceOptions { DeviceKey = other });

        Assert.That(world.User.Devices.Single().Key, Is.Not.EqualTo(other));
        Assert.That((await Profiles.ReadAsync(world)).DeviceOf("ana")?.DeviceKey, Is.EqualTo(world.User.Devices.Single().Key));
    }

    [Test]
    public async Task A_device_the_pool_does_not_know_is_forgotten_already()
    {
        await using AuthWorld world = await AuthWorld.StartAsync(pool: _always);
        Auth auth = await world.SignedInAsync();
        world.User.ForgetDevice(world.User.Devices.Single().Key);

        await auth.Devices.ForgetAsync();

        Assert.That((await Profiles.ReadAsync(world)).IsEmpty, Is.True);
        AuthException? error = Assert.ThrowsAsync<AuthException>(() => auth.Devices.RememberAsync());
        Assert.That(error!.Reason, Is.EqualTo(AuthErrorReason.ResourceNotFound));
    }

    [Test]
    public async Task A_session_without_a_device_says_so_before_a_call()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth auth = await world.SignedInAsync();

        foreach (Func<Task> call in new Func<Task>[] { () => auth.Devices.RememberAsync(), () => auth.Devices.ForgetAsync() })
        {
            AuthException? error = Assert.ThrowsAsync<AuthException>(() => call());
            Assert.That(error!.Reason, Is.EqualTo(AuthErrorReason.ResourceNotFound));
            Assert.That(error.Suggestion, Does.Contain("track"));
        }

        Assert.That(world.Cognito.Requests.All, Is.Empty);
    }

    [Test]
    public async Task A_forgotten_device_does_not_end_the_session_it_is_used_in([Values] bool endsRefresh)
    {
        await using AuthWorld world = await AuthWorld.StartAsync(pool: _always, unsettled: new UnsettledBehaviour { ForgettingDeviceEndsRefresh = endsRefresh });
        Auth auth = await world.SignedInAsync();
        await auth.Devices.ForgetAsync();

        Assert.That((await auth.CurrentSessionAsync()).IsSignedIn, Is.True);
        world.ExpireTokens();
        AuthSession later = await auth.CurrentSessionAsync();
        Assert.That(later.IsSignedIn, Is.EqualTo(!endsRefresh), $"{later.State} {later.Error} {later.EndReason}");
    }

    [Test]
    public async Task Arguments_are_checked_and_nobody_is_told()
    {
        await using AuthWorld world = await AuthWorld.StartAsync(pool: _always);
        Auth auth = world.NewAuth();

        Assert.That(() => auth.Devices.ListAsync(new ListDevicesOptions { PageSize = 0 }), Throws.ArgumentException);
        Assert.That(() => auth.Devices.ListAsync(new ListDevicesOptions { PageSize = 61 }), Throws.ArgumentException);
        Assert.That(() => auth.Devices.ForgetAsync(new ForgetDeviceOptions { DeviceKey = "" }), Throws.ArgumentException);
        Assert.That(() => auth.Devices.RememberAsync(new RememberDeviceOptions { DeviceKey = "" }), Throws.ArgumentException);
        Assert.That(async () => await auth.Devices.ListAsync(), Throws.TypeOf<SignInRequiredException>());
        Assert.That(world.Cognito.Requests.All, Is.Empty);
    }
}
