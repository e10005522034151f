using System.Net;
using System.Text;
using Amplify.Tests.Support;

namespace Amplify.Tests;

/// <summary>The browser comes back as it should.</summary>
internal sealed class CallbackTests
{
    [Test]
    public async Task The_callback_ends_the_attempt_and_shows_that_the_person_is_signed_in()
    {
        await using var world = new World();
        Task<BrowserResult> running = await world.BeginAsync();

        Answer answer = await world.ComeBackAsync();
        BrowserResult result = await running.Soon();

        Assert.That(result.Outcome, Is.EqualTo(BrowserOutcome.Returned));
        Assert.That(result.Callback!.Reveal(), Is.EqualTo($"http://localhost:{world.Port}/callback?code=abc&state={World.State}"));
        Assert.That(answer.Status, Is.EqualTo(200));
        Assert.That(answer.Heading, Is.EqualTo("You can go back to the application"));
    }

    [Test]
    public async Task The_page_was_sent_before_the_attempt_is_over()
    {
        await using var world = new World();
        Task<BrowserResult> running = await world.BeginAsync();
        using Client browser = await Client.ConnectAsync(world.Port);

        await browser.WriteAsync(Client.Get(world.Port, World.Right));
        await running.Soon();

        // Nobody serves any more: what is read now was on its way.
        Assert.That((await browser.ReadAnswerAsync()).Body, Does.EndWith("</html>\n"));
    }

    [Test]
    public async Task It_listens_before_the_browser_is_opened()
    {
        int? status = null;
        await using var world = new World(w => w.Options(async (page, cancellation) =>
        {
            status = (await Client.SendAsync(w.Port, Client.Get(w.Port, "/favicon.ico"))).Status;
            await w.Open(page, cancellation);
        }));
        Task<BrowserResult> running = await world.BeginAsync();

        Assert.That(status, Is.EqualTo(404));
        await world.AssertGoesOnAsync(running);
    }

    [Test]
    public async Task The_page_to_open_is_the_one_for_the_chosen_redirect_address()
    {
        await using var world = new World();
        Task<BrowserResult> running = await world.BeginAsync();

        Assert.That((await world.Opened.Soon()).Query, Does.EndWith($"redirect_uri={Uri.EscapeDataString(world.RedirectUri)}"));
        await world.AssertGoesOnAsync(running);
    }

    [Test]
    public async Task An_error_that_came_back_is_an_answer_with_a_page_of_its_own()
    {
        await using var world = new World();
        Task<BrowserResult> running = await world.BeginAsync();

        Answer answer = await Client.SendAsync(world.Port, Client.Get(world.Port, $"/callback?error=access_denied&error_description=No&state={World.State}"));

        Assert.That(answer.Heading, Is.EqualTo("Sign-in was not completed"));
        Assert.That((await running.Soon()).Callback!.Reveal(), Does.Contain("error=access_denied"));
    }

    [Test]
    public async Task A_parameter_that_only_looks_like_an_error_is_none()
    {
        await using var world = new World();
        Task<BrowserResult> running = await world.BeginAsync();

        Answer answer = await Client.SendAsync(world.Port, Client.Get(world.Port, $"/callback?code=error&an_error=1&state={World.State}"));

        Assert.That(answer.Heading, Is.EqualTo("You can go back to the application"));
        await running.Soon();
    }

    [Test]
    public async Task After_a_sign_out_the_browser_comes_back_without_any_query()
    {
        await using var world = new World();
        Task<BrowserResult> running = await world.BeginAsync(world.Request(BrowserPurpose.SignOut, isAnswer: _ => true));

        Answer answer = await Client.SendAsync(world.Port, Client.Get(world.Port, "/callback"));

        Assert.That(answer.Heading, Is.EqualTo("You are signed out"));
        Assert.That((await running.Soon()).Callback!.Reveal(), Is.EqualTo(world.RedirectUri));
    }

    [Test]
    public async Task The_query_arrives_as_it_was_sent()
    {
        await using var world = new World();
        Task<BrowserResult> running = await world.BeginAsync();
        string query = $"code=a%2Fb+c%20d%7E%41&empty=&state={World.State}&x=?&y='\"";

        await Client.SendAsync(world.Port, Client.Get(world.Port, $"/callback?{query}"));

        Assert.That((await running.Soon()).Callback!.Reveal(), Is.EqualTo($"{world.RedirectUri}?{query}"));
    }

    [Test]
    public async Task A_redirect_address_with_a_query_of_its_own_comes_back_with_it_once()
    {
        await using var world = new World();
        Task<BrowserResult> running = await world.BeginAsync(world.Request(redirectUris: $"{world.RedirectUri}?app=1"));

        await Client.SendAsync(world.Port, Client.Get(world.Port, $"/callback?app=1&state={World.State}"));

        Assert.That((await running.Soon()).Callback!.Reveal(), Is.EqualTo($"{world.RedirectUri}?app=1&state={World.State}"));
    }

    [TestCase("localhost", "127.0.0.1")]
    [TestCase("localhost", "::1")]
    [TestCase("127.0.0.1", "127.0.0.1")]
    [TestCase("[::1]", "::1")]
    public async Task Both_families_answer_for_the_name_and_each_for_its_own_address(string host, string address)
    {
        await using var world = new World();
        Task<BrowserResult> running = await world.BeginAsync(world.Request(redirectUris: $"http://{host}:{world.Port}/callback"));

        Answer answer = await Client.SendAsync(world.Port, Client.Get(world.Port, World.Right, host), IPAddress.Parse(address));

        Assert.That(answer.Status, Is.EqualTo(200));
        Assert.That((await running.Soon()).Callback!.Reveal(), Does.StartWith($"http://{host}:{world.Port}/callback?"));
    }

    [TestCase("127.0.0.1", "::1")]
    [TestCase("[::1]", "127.0.0.1")]
    public async Task An_address_listens_on_its_own_family_only(string host, string other)
    {
        await using var world = new World();
        Task<BrowserResult> running = await world.BeginAsync(world.Request(redirectUris: $"http://{host}:{world.Port}/callback"));

        Ports.Hold(IPAddress.Parse(other), world.Port).Dispose();

        Assert.That(running.IsCompleted, Is.False);
    }

    [TestCase("/callback/a%7Eb")]
    [TestCase("/callback/a~b")]
    [TestCase("/call%20back")]
    [TestCase("")]
    public async Task The_path_is_known_as_it_is_registered(string path)
    {
        await using var world = new World();
        Task<BrowserResult> running = await world.BeginAsync(world.Request(redirectUris: $"http://localhost:{world.Port}{path}"));

        Answer answer = await Client.SendAsync(world.Port, Client.Get(world.Port, $"{(path.Length == 0 ? "/" : path)}?state={World.State}"));

        Assert.That(answer.Status, Is.EqualTo(200));
        await running.Soon();
    }

    [Test]
    public async Task A_browser_that_says_nothing_about_its_request_is_believed()
    {
        // Browsers older than Sec-Fetch headers, and tools; some proxies speak HTTP/1.0.
        await using var world = new World();
        Task<BrowserResult> running = await world.BeginAsync();

        Answer answer = await Client.SendAsync(world.Port, $"GET {World.Right} HTTP/1.0\r\nhost:localhost:{world.Port}\r\n\r\n");

        Assert.That(answer.Status, Is.EqualTo(200));
        await running.Soon();
    }

    [Test]
    public async Task A_request_that_comes_in_crumbs_is_understood()
    {
        await using var world = new World();
        Task<BrowserResult> running = await world.BeginAsync();
        using Client browser = await Client.ConnectAsync(world.Port);
        browser.Socket.NoDelay = true;

        foreach (char crumb in Client.Get(world.Port, World.Right))
        {
            await browser.WriteAsync(crumb.ToString());
        }

        Assert.That((await browser.ReadAnswerAsync()).Status, Is.EqualTo(200));
        await running.Soon();
    }

    [Test]
    public async Task Cookies_of_other_programs_on_this_machine_do_not_disturb()
    {
        await using var world = new World();
        Task<BrowserResult> running = await world.BeginAsync();
        string cookies = $"Cookie: session={new string('x', 12_000)}; name=J\u00fcrgen\r\n";

        Answer answer = await Client.SendAsync(world.Port, Client.Get(world.Port, World.Right, headers: cookies));

        Assert.That(answer.Status, Is.EqualTo(200));
        await running.Soon();
    }

    [Test]
    public async Task The_longest_address_allowed_gets_through()
    {
        await using var world = new World();
        Task<BrowserResult> running = await world.BeginAsync();
        string target = $"{World.Right}&x=".PadRight(8 * 1024, 'x');

        Answer answer = await Client.SendAsync(world.Port, Client.Get(world.Port, target));

        Assert.That(answer.Status, Is.EqualTo(200));
        Assert.That(Encoding.ASCII.GetByteCount((await running.Soon()).Callback!.Reveal()), Is.EqualTo(target.Length + $"http://localhost:{world.Port}".Length));
    }
}
