using Amplify.Tests.Support;

namespace Amplify.Tests;

/// <summary>Who connects and says little or nothing keeps neither the browser out nor anything open.</summary>
internal sealed class SlowClientTests
{
    [Test]
    public async Task A_slow_client_does_not_hold_the_real_browser_up()
    {
        await using var world = new World();
        Task<BrowserResult> running = await world.BeginAsync();
        using Client slow = await Client.ConnectAsync(world.Port);
        await slow.WriteAsync("GET /callback?sta");

        await world.AssertGoesOnAsync(running);

        Assert.That((await slow.ReadAnswerAsync()).Text, Is.Empty, "closed with the attempt");
    }

    [TestCase("")]
    [TestCase("GET /callback?state=")]
    [TestCase("GET /callback HTTP/1.1\r\nHost: x\r\nX: ")]
    public async Task After_30_seconds_a_connection_is_closed_and_the_attempt_goes_on(string sent)
    {
        await using var world = new World();
        Task<BrowserResult> running = await world.BeginAsync();
        using Client slow = await Client.ConnectAsync(world.Port);
        await slow.WriteAsync(sent);
        await world.Clock.WaitForTimersAsync(2);

        world.Clock.Advance(TimeSpan.FromSeconds(30));

        Assert.That((await slow.ReadAnswerAsync()).Text, Is.Empty);
        await world.AssertGoesOnAsync(running);
    }

    [Test]
    public async Task Until_then_it_may_take_its_time()
    {
        await using var world = new World();
        Task<BrowserResult> running = await world.BeginAsync();
        using Client slow = await Client.ConnectAsync(world.Port);
        string request = Client.Get(world.Port, World.Right);
        await slow.WriteAsync(request[..20]);
        await world.Clock.WaitForTimersAsync(2);

        world.Clock.Advance(TimeSpan.FromSeconds(29));
        await slow.WriteAsync(request[20..]);

        Assert.That((await slow.ReadAnswerAsync()).Status, Is.EqualTo(200));
        await running.Soon();
    }

    [Test]
    public async Task Who_does_not_say_goodbye_is_not_waited_for_longer()
    {
        await using var world = new World();
        Task<BrowserResult> running = await world.BeginAsync();
        using Client stays = await Client.ConnectAsync(world.Port);
        await stays.WriteAsync(Client.Get(world.Port, "/favicon.ico"));
        await world.Clock.WaitForTimersAsync(2);

        // The answer was sent and the connection half closed; the other half is given up.
        world.Clock.Advance(TimeSpan.FromSeconds(30));
        await world.Clock.WaitForTimersAsync(1);

        await world.AssertGoesOnAsync(running);
    }

    [Test]
    public async Task When_there_are_too_many_the_oldest_that_asks_nothing_makes_room()
    {
        await using var world = new World();
        Task<BrowserResult> running = await world.BeginAsync();
        List<Client> idle = [];
        for (int i = 1; i <= 16; i++)
        {
            idle.Add(await Client.ConnectAsync(world.Port));
            await world.Clock.WaitForTimersAsync(1 + i);
        }

        using Client next = await Client.ConnectAsync(world.Port);
        Assert.That((await idle[0].ReadAnswerAsync()).Text, Is.Empty, "the oldest is dropped");
        await idle[1].WriteAsync(Client.Get(world.Port, "/favicon.ico"));
        Assert.That((await idle[1].ReadAnswerAsync()).Status, Is.EqualTo(404), "the others are served");

        await world.AssertGoesOnAsync(running);
        idle.ForEach(client => client.Dispose());
    }

    [Test]
    public async Task After_200_hostile_connections_the_real_browser_gets_through()
    {
        await using var world = new World();
        Task<BrowserResult> running = await world.BeginAsync();
        List<Client> hostile = [];
        for (int i = 0; i < 200; i++)
        {
            Client client = await Client.ConnectAsync(world.Port);
            hostile.Add(client);
            await client.WriteAsync((i % 4) switch
            {
                0 => "",
                1 => "GET /callback?state=",
                2 => Client.Get(world.Port, "/callback?code=abc&state=wrong"),
                _ => $"GET / HTTP/1.1\r\nX: {new string('x', 10_000)}",
            });
        }

        await world.AssertGoesOnAsync(running);
        hostile.ForEach(client => client.Dispose());
    }

    [Test]
    public async Task Connections_that_are_cut_disturb_nobody()
    {
        await using var world = new World();
        Task<BrowserResult> running = await world.BeginAsync();
        for (int i = 0; i < 20; i++)
        {
            using Client client = await Client.ConnectAsync(world.Port);
            await client.WriteAsync(i % 2 == 0 ? "GET /call" : Client.Get(world.Port, "/favicon.ico"));
            client.Socket.LingerState = new System.Net.Sockets.LingerOption(true, 0);
        }

        await world.AssertGoesOnAsync(running);
    }

    [Test]
    public async Task A_browser_that_leaves_without_its_page_is_signed_in_all_the_same()
    {
        await using var world = new World();
        Task<BrowserResult> running = await world.BeginAsync();
        using (Client browser = await Client.ConnectAsync(world.Port))
        {
            browser.Socket.LingerState = new System.Net.Sockets.LingerOption(true, 0);
            await world.Clock.WaitForTimersAsync(2);
            await browser.WriteAsync(Client.Get(world.Port, World.Right));
            await running.Soon();
        }

        Assert.That((await running.Soon()).IsReturned);
    }
}
