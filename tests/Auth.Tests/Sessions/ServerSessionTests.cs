using Amplify.Emulator;
using Amplify.Sessions;
using Amplify.Tests.Support;

namespace Amplify.Tests.Sessions;

/// <summary>One engine, many users.</summary>
public sealed class ServerSessionTests
{
    [Test]
    public async Task A_completed_sign_in_is_stored_under_a_new_key()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        AuthFactory factory = world.NewFactory();
        SessionKey planted = SessionKey.New();

        SignInResult result = await factory.Create(planted).SignInAsync("ana", AuthWorld.Password);

        Assert.That(result.SessionKey, Is.Not.EqualTo(planted));
        Assert.That((await factory.Create(planted).CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.SignedOut), "who planted the key has nothing");
        Assert.That((await factory.Create(result.SessionKey!).CurrentSessionAsync()).IsSignedIn, Is.True);
    }

    [Test]
    public async Task Replacing_a_user_ends_the_old_key()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        world.Pool.AddUser("ben", AuthWorld.Password);
        AuthFactory factory = world.NewFactory();
        SignInResult ana = await factory.Create(SessionKey.New()).SignInAsync("ana", AuthWorld.Password);

        SignInResult ben = await factory.Create(ana.SessionKey!).SignInAsync("ben", AuthWorld.Password, new SignInOptions { WhenAlreadySignedIn = WhenAlreadySignedIn.Replace });

        Assert.That((await factory.Create(ana.SessionKey!).CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.SignedOut));
        Assert.That((await factory.Create(ben.SessionKey!).CurrentUserAsync())?.Username, Is.EqualTo("ben"));
    }

    [Test]
    public async Task Many_users_live_beside_each_other()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        AuthFactory factory = world.NewFactory();
        string[] names = [.. Enumerable.Range(0, 12).Select(i => $"user{i}")];
        var keys = new Dictionary<string, SessionKey>();
        foreach (string name in names)
        {
            world.Pool.AddUser(name, AuthWorld.Password);
            keys[name] = (await factory.Create(SessionKey.New()).SignInAsync(name, AuthWorld.Password)).SessionKey!;
        }

        world.Cognito.Requests.Clear();
        world.ExpireTokens();
        string[] seen = await Task.WhenAll(names.SelectMany(name => Enumerable.Range(0, 20).Select(async _ => $"{name}:{(await factory.Create(keys[name]).CurrentUserAsync())?.Username}")));

        Assert.That(seen.Distinct().Order(), Is.EqualTo(names.Select(n => $"{n}:{n}").Order()));
        Assert.That(world.Refreshes, Is.EqualTo(names.Length));
    }

    [Test]
    public async Task A_made_up_key_is_nobody()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Assert.That(SessionKey.TryParse("single-user"), Is.Null, "the one user's key cannot be named from outside");
        Assert.That(SessionKey.TryParse(null), Is.Null);
        Assert.That(SessionKey.TryParse(new string('!', 22)), Is.Null);
        Assert.That((await world.NewFactory().Create(SessionKey.Parse(new string('A', 22))).CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.SignedOut));
    }

    [Test]
    public async Task Idle_sessions_leave_memory_and_come_back_from_the_store()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        var store = new BreakableStore(world.Store);
        AuthFactory factory = world.NewFactory(o => o.IdleEviction = TimeSpan.FromMinutes(1), world.Services(store));
        SessionKey key = (await factory.Create(SessionKey.New()).SignInAsync("ana", AuthWorld.Password)).SessionKey!;
        IAuth held = factory.Create(key);
        await held.CurrentSessionAsync();

        world.Clock.Advance(TimeSpan.FromMinutes(2));
        await factory.Create(SessionKey.New()).CurrentSessionAsync();
        int reads = store.Reads;
        AuthSession session = await held.CurrentSessionAsync();

        Assert.That(session.IsSignedIn, Is.True, "an object held over the eviction goes on");
        Assert.That(session.Source, Is.EqualTo(SessionSource.Store));
        Assert.That(store.Reads, Is.EqualTo(reads + 1));
    }

    [Test]
    public async Task All_sessions_of_a_user_end_at_once()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        world.Pool.AddUser("ben", AuthWorld.Password);
        AuthFactory factory = world.NewFactory();
        AuthFactory otherNode = world.NewFactory();
        SignInResult laptop = await factory.Create(SessionKey.New()).SignInAsync("ana", AuthWorld.Password);
        SignInResult phone = await otherNode.Create(SessionKey.New()).SignInAsync("ana", AuthWorld.Password);
        SignInResult ben = await factory.Create(SessionKey.New()).SignInAsync("ben", AuthWorld.Password);

        int ended = await factory.EndSessionsAsync(world.User.Sub);

        Assert.That(ended, Is.EqualTo(2));
        Assert.That((await factory.Create(laptop.SessionKey!).CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.SignedOut), "here at once");
        world.Clock.Advance(TimeSpan.FromSeconds(31));
        Assert.That((await otherNode.Create(phone.SessionKey!).CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.SignedOut), "elsewhere within the interval");
        Assert.That((await factory.Create(ben.SessionKey!).CurrentSessionAsync()).IsSignedIn, Is.True);
        Assert.That(await factory.EndSessionsAsync(world.User.Sub), Is.Zero);
    }

    [Test]
    public async Task A_sign_out_leaves_no_entry_in_the_catalog_even_where_the_session_was_never_loaded()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        SignInResult result = await world.NewFactory().Create(SessionKey.New()).SignInAsync("ana", AuthWorld.Password);

        await world.NewFactory().Create(result.SessionKey!).SignOutAsync();

        Assert.That(await world.Store.ListAsync(world.User.Sub), Is.Empty);
    }

    [Test]
    public async Task Ending_all_sessions_without_a_catalog_says_what_is_missing()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        AuthFactory factory = world.NewFactory(services: world.Services(new BreakableStore(world.Store)));

        Assert.That(async () => await factory.EndSessionsAsync(world.User.Sub), Throws.InvalidOperationException.With.Message.Contains("SessionCatalog"));
    }

    [Test]
    public async Task A_store_without_a_protector_is_a_fault_at_the_start()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();

        Assert.That(
            () => new Auth(world.Options(), new AuthServices { SessionStore = new InMemorySessionStore() }),
            Throws.InstanceOf<AuthConfigurationException>().With.Message.Contains("Protector"));
    }
}
