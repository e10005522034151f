using Amplify.Configuration;
using Amplify.Devices;
using Amplify.Diagnostics;
using Amplify.Sessions;
using Amplify.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Amplify.Tests.Devices;

internal sealed class DeviceProfileTests
{
    private const string Pool = "eu-west-1:00000000-0000-0000-0000-000000000001";

    private readonly ManualClock _clock = new();
    private readonly ISessionProtector _protector = AesGcmSessionProtector.CreateEphemeral();
    private readonly HandleKeys _keys = new(SessionKey.New(), DeviceProfileKey.New());
    private InMemorySessionStore _store = null!;

    [SetUp]
    public void Make_a_store() => _store = new InMemorySessionStore(_clock);

    [Test]
    public async Task What_was_written_is_read_by_another_engine()
    {
        await Profiles().UpdateAsync(_keys, p => p.WithDevice("ana", Device("one")).WithGuest(Pool, "guest-1").WithContextId("context"), default);

        DeviceProfileDocument read = await Profiles().ReadAsync(_keys, default);

        Assert.That(read.DeviceOf("ana"), Has.Property("DeviceKey").EqualTo("one").And.Property("Password").EqualTo("secret-one").And.Property("Remembered").True);
        Assert.That(read.GuestOf(Pool), Is.EqualTo("guest-1"));
        Assert.That(read.ContextId, Is.EqualTo("context"));
    }

    [Test]
    public async Task The_store_sees_no_word_of_it()
    {
        DeviceProfiles profiles = Profiles();
        await profiles.UpdateAsync(_keys, p => p.WithDevice("ana", Device("one")), default);

        StoredDocument stored = (await _store.ReadAsync(profiles.KeyOf(_keys)))!;

        Assert.That(System.Text.Encoding.UTF8.GetString(stored.Content.Span), Does.Not.Contain("ana").And.Not.Contain("secret-one"));
        Assert.That(profiles.KeyOf(_keys).ToString(), Does.StartWith("device/").And.Not.Contain(_keys.Profile!.Reveal()));
    }

    [Test]
    public async Task A_profile_moved_to_another_key_is_not_read()
    {
        DeviceProfiles profiles = Profiles();
        var others = new HandleKeys(SessionKey.New(), DeviceProfileKey.New());
        await profiles.UpdateAsync(_keys, p => p.WithContextId("mine"), default);
        StoredDocument stored = (await _store.ReadAsync(profiles.KeyOf(_keys)))!;
        await _store.WriteAsync(profiles.KeyOf(others), stored.Content, WriteCondition.None, _clock.GetUtcNow().AddDays(1));

        AuthException e = Assert.ThrowsAsync<AuthException>(() => profiles.ReadAsync(others, default).AsTask())!;

        Assert.That(e.Reason, Is.EqualTo(AuthErrorReason.StoreUnreadable));
        Assert.That(await _store.ReadAsync(profiles.KeyOf(others)), Is.Not.Null, "the bytes are kept");
    }

    [Test]
    public async Task Forgetting_deletes_what_cannot_be_read()
    {
        DeviceProfiles profiles = Profiles();
        await _store.WriteAsync(profiles.KeyOf(_keys), new byte[] { 1, 2, 3 }, WriteCondition.None, _clock.GetUtcNow().AddDays(1));

        await profiles.ForgetAsync(_keys, default);

        Assert.That((await profiles.ReadAsync(_keys, default)).IsEmpty);
        Assert.That(await _store.ReadAsync(profiles.KeyOf(_keys)), Is.Null);
    }

    [Test]
    public async Task Engines_that_change_it_at_the_same_time_lose_nothing()
    {
        DeviceProfiles one = Profiles();
        DeviceProfiles other = Profiles();
        await one.ReadAsync(_keys, default);
        await other.ReadAsync(_keys, default);

        await one.UpdateAsync(_keys, p => p.WithDevice("ana", Device("one")), default);
        await other.UpdateAsync(_keys, p => p.WithDevice("bo", Device("two")), default);
        DeviceProfileDocument last = await one.UpdateAsync(_keys, p => p.WithGuest(Pool, "guest-1"), default);

        Assert.That(last.Devices!.Keys, Is.EquivalentTo(new[] { "ana", "bo" }));
        Assert.That(last.GuestOf(Pool), Is.EqualTo("guest-1"));
    }

    [Test]
    public async Task A_change_that_changes_nothing_writes_nothing()
    {
        DeviceProfiles profiles = Profiles();
        await profiles.UpdateAsync(_keys, p => p.WithGuest(Pool, "guest-1"), default);
        string? before = await _store.ReadETagAsync(profiles.KeyOf(_keys));

        await profiles.UpdateAsync(_keys, p => p.WithGuest(Pool, "guest-1").WithoutDevice("nobody").WithoutGuest(Pool, "another"), default);

        Assert.That(await _store.ReadETagAsync(profiles.KeyOf(_keys)), Is.EqualTo(before));
    }

    [Test]
    public async Task A_profile_with_nothing_in_it_is_deleted()
    {
        DeviceProfiles profiles = Profiles();
        await profiles.UpdateAsync(_keys, p => p.WithGuest(Pool, "guest-1"), default);

        await profiles.UpdateAsync(_keys, p => p.WithoutGuest(Pool, "guest-1"), default);

        Assert.That(await _store.ReadAsync(profiles.KeyOf(_keys)), Is.Null);
    }

    [Test]
    public async Task What_another_engine_wrote_is_seen_within_the_freshness_interval()
    {
        DeviceProfiles one = Profiles();
        Assert.That((await one.ReadAsync(_keys, default)).IsEmpty);
        await Profiles().UpdateAsync(_keys, p => p.WithContextId("new"), default);

        Assert.That((await one.ReadAsync(_keys, default)).ContextId, Is.Null, "memory is believed for a while");
        _clock.Advance(TimeSpan.FromSeconds(31));

        Assert.That((await one.ReadAsync(_keys, default)).ContextId, Is.EqualTo("new"));
    }

    [Test]
    public async Task What_is_used_is_written_again_before_the_store_forgets_it()
    {
        DeviceProfiles profiles = Profiles();
        await profiles.UpdateAsync(_keys, p => p.WithContextId("old friend"), default);

        for (int month = 0; month < 24; month++)
        {
            _clock.Advance(TimeSpan.FromDays(40));
            Assert.That((await profiles.ReadAsync(_keys, default)).ContextId, Is.EqualTo("old friend"));
        }

        _clock.Advance(TimeSpan.FromDays(366));
        Assert.That((await profiles.ReadAsync(_keys, default)).IsEmpty, "nobody came for a year");
    }

    [Test]
    public async Task A_machine_of_many_users_forgets_the_oldest()
    {
        DeviceProfiles profiles = Profiles();
        for (int i = 0; i <= DeviceProfileDocument.MostDevices; i++)
        {
            int n = i;
            await profiles.UpdateAsync(_keys, p => p.WithDevice($"user-{n}", Device($"d{n}", since: n)), default);
        }

        DeviceProfileDocument read = await profiles.ReadAsync(_keys, default);
        Assert.That(read.Devices, Has.Count.EqualTo(DeviceProfileDocument.MostDevices));
        Assert.That(read.DeviceOf("user-0"), Is.Null);
    }

    [Test]
    public async Task A_newer_format_is_refused_and_kept()
    {
        DeviceProfiles profiles = Profiles();
        byte[] newer = _protector.Protect("""{"v":2,"context":"later"}"""u8, System.Text.Encoding.UTF8.GetBytes(profiles.KeyOf(_keys).ToString()));
        await _store.WriteAsync(profiles.KeyOf(_keys), newer, WriteCondition.None, _clock.GetUtcNow().AddDays(1));

        AuthException e = Assert.ThrowsAsync<AuthException>(() => profiles.UpdateAsync(_keys, p => p.WithContextId("x"), default))!;

        Assert.That(e.Reason, Is.EqualTo(AuthErrorReason.StoreUnreadable));
        Assert.That((await _store.ReadAsync(profiles.KeyOf(_keys)))!.Content.ToArray(), Is.EqualTo(newer));
    }

    [Test]
    public async Task The_first_released_format_stays_readable()
    {
        DeviceProfiles profiles = Profiles();
        byte[] first = _protector.Protect(
            """{"v":1,"at":1772600000,"devices":{"ana":{"key":"eu-west-1_1","group":"-g","password":"p","remembered":true,"at":7}},"guests":{"pool":"guest"},"context":"c"}"""u8,
            System.Text.Encoding.UTF8.GetBytes(profiles.KeyOf(_keys).ToString()));
        await _store.WriteAsync(profiles.KeyOf(_keys), first, WriteCondition.None, _clock.GetUtcNow().AddDays(1));

        DeviceProfileDocument read = await profiles.ReadAsync(_keys, default);

        Assert.That(read.DeviceOf("ana"), Has.Property("DeviceGroupKey").EqualTo("-g").And.Property("Since").EqualTo(7));
        Assert.That((read.GuestOf("pool"), read.ContextId), Is.EqualTo(("guest", "c")));
    }

    [Test]
    public async Task Without_a_key_of_its_own_a_profile_follows_the_session()
    {
        DeviceProfiles profiles = Profiles();
        var visitor = new HandleKeys(SessionKey.New(), null);
        SessionKey signedIn = SessionKey.New();
        await profiles.UpdateAsync(visitor, p => p.WithGuest(Pool, "guest-1"), default);

        await profiles.FollowAsync(visitor, signedIn);

        Assert.That((await profiles.ReadAsync(visitor, default)).IsEmpty);
        Assert.That((await Profiles().ReadAsync(visitor.With(signedIn), default)).GuestOf(Pool), Is.EqualTo("guest-1"));
    }

    [Test]
    public async Task A_profile_with_a_key_stays_where_it_is()
    {
        DeviceProfiles profiles = Profiles();
        await profiles.UpdateAsync(_keys, p => p.WithGuest(Pool, "guest-1"), default);

        await profiles.FollowAsync(_keys, SessionKey.New());

        Assert.That((await profiles.ReadAsync(_keys.With(SessionKey.New()), default)).GuestOf(Pool), Is.EqualTo("guest-1"));
    }

    private static RememberedDevice Device(string key, long since = 0) => new()
    {
        DeviceKey = key,
        DeviceGroupKey = "group",
        Password = $"secret-{key}",
        Remembered = true,
        Since = since,
    };

    private DeviceProfiles Profiles()
    {
        AuthSettings settings = AuthSettings.From(new AuthOptions { UserPoolId = "eu-west-1_TestPool1", UserPoolClientId = "1testclient" });
        return new DeviceProfiles(_store, new GuardedProtector(_protector), settings, new ServiceClock(_clock, NullLogger.Instance), NullLogger.Instance);
    }
}
