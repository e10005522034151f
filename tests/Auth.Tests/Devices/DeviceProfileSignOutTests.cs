using System.Security.Cryptography;
using System.Text;
using Amplify.Sessions;
using Amplify.Tests.Support;

namespace Amplify.Tests.Devices;

/// <summary>What sign-ins and sign-outs do to what a device remembers; put into the store here, as an engine would.</summary>
internal sealed class DeviceProfileSignOutTests
{
    private AuthWorld _world = null!;

    [SetUp]
    public async Task Start() => _world = await AuthWorld.StartAsync();

    [TearDown]
    public async Task Stop() => await _world.DisposeAsync();

    [Test]
    public async Task A_sign_out_leaves_the_device_of_one_user_alone()
    {
        Auth auth = await _world.SignedInAsync();
        DocumentKey key = await PutAsync("device profile key single-user");

        await auth.SignOutAsync();

        Assert.That(await _world.Store.ReadAsync(key), Is.Not.Null);
    }

    [Test]
    public async Task A_sign_out_forgets_the_device_when_asked_to()
    {
        Auth auth = await _world.SignedInAsync();
        DocumentKey key = await PutAsync("device profile key single-user");

        SignOutResult result = await auth.SignOutAsync(new SignOutOptions { ForgetDevice = true });

        Assert.That(result.Device.Outcome, Is.EqualTo(SignOutOutcome.Done));
        Assert.That(await _world.Store.ReadAsync(key), Is.Null);
    }

    [Test]
    public async Task A_device_that_cannot_be_forgotten_is_told_and_the_user_is_signed_out()
    {
        var store = new BreakableStore(_world.Store);
        Auth auth = await _world.SignedInAsync(services: _world.Services(store));
        store.FailDeletesOf = DocumentKind.DeviceProfile;

        SignOutResult result = await auth.SignOutAsync(new SignOutOptions { ForgetDevice = true });

        Assert.That(result.IsComplete, Is.False);
        Assert.That(result.Device.Error!.Reason, Is.EqualTo(AuthErrorReason.StoreUnavailable));
        Assert.That((await auth.CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.SignedOut));
    }

    [Test]
    public async Task On_a_server_without_profile_keys_it_follows_the_sign_in_and_ends_with_the_sign_out()
    {
        AuthFactory factory = _world.NewFactory();
        SessionKey visitor = SessionKey.New();
        DocumentKey before = await PutAsync($"session key {visitor.Reveal()}");

        SignInResult signedIn = await factory.Create(visitor).SignInAsync("ana", AuthWorld.Password);
        DocumentKey after = KeyOf($"session key {signedIn.SessionKey!.Reveal()}");

        Assert.That(await _world.Store.ReadAsync(before), Is.Null, "under the old key");
        Assert.That(await _world.Store.ReadAsync(after), Is.Not.Null, "under the new one");

        await factory.Create(signedIn.SessionKey).SignOutAsync();
        Assert.That(await _world.Store.ReadAsync(after), Is.Null, "after the sign-out");
    }

    [Test]
    public async Task On_a_server_with_profile_keys_it_stays_where_it_is()
    {
        AuthFactory factory = _world.NewFactory();
        var device = DeviceProfileKey.New();
        DocumentKey key = await PutAsync($"device profile key {device.Reveal()}");

        SignInResult signedIn = await factory.Create(SessionKey.New(), device).SignInAsync("ana", AuthWorld.Password);
        await factory.Create(signedIn.SessionKey!, device).SignOutAsync();

        Assert.That(await _world.Store.ReadAsync(key), Is.Not.Null);
    }

    [Test]
    public async Task A_visitor_whose_profile_cannot_be_read_signs_in_all_the_same()
    {
        AuthFactory factory = _world.NewFactory();
        SessionKey visitor = SessionKey.New();
        await _world.Store.WriteAsync(KeyOf($"session key {visitor.Reveal()}"), new byte[] { 1 }, WriteCondition.None, _world.Clock.GetUtcNow().AddDays(1));

        Assert.That((await factory.Create(visitor).SignInAsync("ana", AuthWorld.Password)).IsSignedIn);
    }

    private async Task<DocumentKey> PutAsync(string name)
    {
        DocumentKey key = KeyOf(name);
        byte[] content = _world.Protector.Protect("""{"v":1,"context":"c"}"""u8, Encoding.UTF8.GetBytes(key.ToString()));
        await _world.Store.WriteAsync(key, content, WriteCondition.None, _world.Clock.GetUtcNow().AddDays(30));
        return key;
    }

    private DocumentKey KeyOf(string name) =>
        new(DocumentKind.DeviceProfile, _world.Pool.Id, _world.Client.Id, Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(name)), 0, 16));
}
