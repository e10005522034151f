using System.Net;
using System.Net.NetworkInformation;
using Amplify.Tests.Support;

namespace Amplify.Tests;

/// <summary>What a wrong or hostile request gets; and after each the real browser still comes back.</summary>
internal sealed class HostileRequestTests
{
    private static IEnumerable<TestCaseData> Requests()
    {
        yield return Case(400, "a wrong state", port => Client.Get(port, "/callback?code=abc&state=wrong"));
        yield return Case(400, "no state", port => Client.Get(port, "/callback?code=abc"));
        yield return Case(400, "no query", port => Client.Get(port, "/callback"));
        yield return Case(400, "an empty query", port => Client.Get(port, "/callback?"));
        yield return Case(400, "an error with a wrong state", port => Client.Get(port, "/callback?error=access_denied&state=wrong"));

        yield return Case(421, "another host", port => Client.Get(port, World.Right, "attacker.example"));
        yield return Case(421, "a host that points here", port => Client.Get(port, World.Right, "localhost.attacker.example"));
        yield return Case(421, "the address in place of the name", port => Client.Get(port, World.Right, "127.0.0.1"));
        yield return Case(421, "another port", port => Client.Get(port + 1, World.Right));
        yield return Case(421, "no port", port => $"GET {World.Right} HTTP/1.1\r\nHost: localhost\r\n\r\n");
        yield return Case(421, "an empty host", port => $"GET {World.Right} HTTP/1.1\r\nHost:\r\n\r\n");
        yield return Case(400, "no host", port => $"GET {World.Right} HTTP/1.1\r\n\r\n");
        yield return Case(400, "two hosts", port => Client.Get(port, World.Right, headers: "Host: attacker.example\r\n"));
        yield return Case(400, "the same host twice", port => Client.Get(port, World.Right, headers: $"Host: localhost:{port}\r\n"));

        yield return Case(404, "the favicon", port => Client.Get(port, "/favicon.ico"));
        yield return Case(404, "the root", port => Client.Get(port, $"/?state={World.State}"));
        yield return Case(404, "a path below", port => Client.Get(port, $"/callback/?state={World.State}"));
        yield return Case(404, "another case", port => Client.Get(port, $"/Callback?state={World.State}"));
        yield return Case(404, "an escaped path", port => Client.Get(port, $"/%63allback?state={World.State}"));
        yield return Case(404, "two slashes", port => Client.Get(port, $"//callback?state={World.State}"));
        yield return Case(404, "a path that goes up", port => Client.Get(port, $"/x/../callback?state={World.State}"));

        yield return Case(405, "POST", port => $"POST {World.Right} HTTP/1.1\r\nHost: localhost:{port}\r\nContent-Length: 5\r\n\r\nstate");
        yield return Case(405, "HEAD", port => Client.Get(port, World.Right).Replace("GET", "HEAD", StringComparison.Ordinal));
        yield return Case(405, "OPTIONS of a page that asks for private network access", port =>
            $"OPTIONS {World.Right} HTTP/1.1\r\nHost: localhost:{port}\r\nOrigin: https://attacker.example\r\nAccess-Control-Request-Private-Network: true\r\n\r\n");
        yield return Case(405, "a method in small letters", port => Client.Get(port, World.Right).Replace("GET", "get", StringComparison.Ordinal));

        yield return Case(400, "a whole address", port => Client.Get(port, $"http://localhost:{port}{World.Right}"));
        yield return Case(400, "a host to connect to", port => $"CONNECT localhost:{port} HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n");
        yield return Case(400, "an asterisk", port => Client.Get(port, "*"));
        yield return Case(400, "a fragment", port => Client.Get(port, $"{World.Right}#x"));
        yield return Case(400, "letters beyond ASCII", port => Client.Get(port, $"{World.Right}&x=\u00e9"));

        yield return Case(400, "HTTP/2", port => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
        yield return Case(400, "no version", port => $"GET {World.Right}\r\n\r\n");
        yield return Case(400, "two spaces", port => Client.Get(port, $" {World.Right}"));
        yield return Case(400, "an empty line first", port => $"\r\n{Client.Get(port, World.Right)}");
        yield return Case(400, "TLS", port => "\u0016\u0003\u0001\u0002\u0000\u0001\u0000");
        yield return Case(400, "bare line ends", port => Client.Get(port, World.Right).Replace("\r\n", "\n", StringComparison.Ordinal));
        yield return Case(400, "a bare return", port => Client.Get(port, World.Right, headers: "X: a\rHost: b\r\n"));
        yield return Case(400, "a zero", port => Client.Get(port, World.Right, headers: "X: a\0b\r\n"));
        yield return Case(400, "a folded line", port => Client.Get(port, World.Right, headers: "X: a\r\n b\r\n"));
        yield return Case(400, "a space before the colon", port => Client.Get(port, World.Right, headers: "X : a\r\n"));
        yield return Case(400, "a line without a colon", port => Client.Get(port, World.Right, headers: "nonsense\r\n"));
        yield return Case(400, "a header without a name", port => Client.Get(port, World.Right, headers: ": a\r\n"));

        yield return Case(414, "an address of more than 8 KB", port => Client.Get(port, $"{World.Right}&x=".PadRight((8 * 1024) + 1, 'x')));
        yield return Case(414, "an address without end", port => $"GET {World.Right}&x={new string('x', 60_000)}");
        yield return Case(414, "a method without end", port => new string('G', 60_000));
        yield return Case(431, "headers of more than 16 KB", port => Client.Get(port, World.Right, headers: $"X: {new string('x', 16 * 1024)}\r\n"));
        yield return Case(431, "headers without end", port => $"GET {World.Right} HTTP/1.1\r\nX: {new string('x', 60_000)}");
        yield return Case(431, "101 headers", port => Client.Get(port, World.Right, headers: string.Concat(Enumerable.Repeat("X: a\r\n", 97))));

        yield return Case(403, "a script of a page", port => Foreign(port, "Sec-Fetch-Mode: cors\r\nSec-Fetch-Dest: empty\r\nOrigin: https://attacker.example\r\n"));
        yield return Case(403, "a script that does not want to read", port => Foreign(port, "Sec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: empty\r\n"));
        yield return Case(403, "an image", port => Foreign(port, "Sec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: image\r\n"));
        yield return Case(403, "a frame", port => Foreign(port, "Sec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: iframe\r\n"));
        yield return Case(403, "a web socket", port => Foreign(port, "Sec-Fetch-Mode: websocket\r\nSec-Fetch-Dest: empty\r\nUpgrade: websocket\r\n"));
        yield return Case(403, "two modes", port => Foreign(port, "Sec-Fetch-Mode: navigate\r\nSec-Fetch-Mode: cors\r\n"));
        yield return Case(403, "a browser that looks ahead", port => Client.Get(port, World.Right, headers: "Sec-Purpose: prefetch;prerender\r\n"));
        yield return Case(403, "an older browser that looks ahead", port => Client.Get(port, World.Right, headers: "Purpose: prefetch\r\n"));
    }

    [TestCaseSource(nameof(Requests))]
    public async Task It_gets_a_page_that_says_nothing_and_the_attempt_goes_on(int status, Func<int, string> request)
    {
        await using var world = new World();
        Task<BrowserResult> running = await world.BeginAsync();

        Answer answer = await Client.SendAsync(world.Port, request(world.Port));

        Assert.That(answer.Status, Is.EqualTo(status));
        if (!request(1).StartsWith("HEAD", StringComparison.Ordinal))
        {
            Assert.That(answer.Heading, Is.EqualTo("Nothing to do here"));
        }

        await world.AssertGoesOnAsync(running);
    }

    [Test]
    public async Task The_most_headers_allowed_get_through()
    {
        // 96 and the four of the request itself: one more is refused above.
        await using var world = new World();
        Task<BrowserResult> running = await world.BeginAsync();

        Answer answer = await Client.SendAsync(world.Port, Client.Get(world.Port, World.Right, headers: string.Concat(Enumerable.Repeat("X: a\r\n", 96))));

        Assert.That(answer.Status, Is.EqualTo(200));
        await running.Soon();
    }

    [Test]
    public async Task A_head_only_request_gets_headers_only_and_others_learn_what_is_allowed()
    {
        await using var world = new World();
        Task<BrowserResult> running = await world.BeginAsync();

        Answer answer = await Client.SendAsync(world.Port, Client.Get(world.Port, World.Right).Replace("GET", "HEAD", StringComparison.Ordinal));

        Assert.That(answer.Body, Is.Empty);
        Assert.That(answer.Headers, Does.Contain("Allow: GET"));
        await world.AssertGoesOnAsync(running);
    }

    [Test]
    public async Task A_callback_of_an_attempt_that_is_over_is_no_answer_to_the_next()
    {
        await using var world = new World();
        Task<BrowserResult> first = await world.BeginAsync();
        await world.ComeBackAsync();
        await first.Soon();
        var opened = new TaskCompletionSource();
        Task<BrowserResult> second = world.Browser.RunAsync(new BrowserRequest(
            [new Uri(world.RedirectUri)],
            _ => { opened.SetResult(); return new Uri("https://pool.example.com/"); },
            callback => callback.Query == "?state=second"));
        await opened.Task.Soon();

        Answer replayed = await world.ComeBackAsync();
        Answer answer = await Client.SendAsync(world.Port, Client.Get(world.Port, "/callback?state=second"));

        Assert.That(replayed.Status, Is.EqualTo(400));
        Assert.That(answer.Status, Is.EqualTo(200));
        Assert.That((await second.Soon()).Callback!.Reveal(), Does.EndWith("?state=second"));
    }

    [Test]
    public async Task Of_two_callbacks_the_first_wins_and_the_second_gets_the_page_that_says_nothing()
    {
        await using var world = new World();
        int asked = 0;
        Client? second = null;
        Task<BrowserResult> running = await world.BeginAsync(world.Request(isAnswer: _ =>
        {
            // The second is sent whole before the first has its answer.
            second!.Socket.Send(System.Text.Encoding.ASCII.GetBytes(Client.Get(world.Port, "/callback?code=2")));
            return ++asked > 0;
        }));
        using Client first = await Client.ConnectAsync(world.Port);
        second = await Client.ConnectAsync(world.Port);
        await world.Clock.WaitForTimersAsync(3);

        await first.WriteAsync(Client.Get(world.Port, "/callback?code=1"));
        BrowserResult result = await running.Soon();
        Answer late = await second.ReadAnswerAsync();
        second.Dispose();

        Assert.That((await first.ReadAnswerAsync()).Status, Is.EqualTo(200));
        Assert.That(result.Callback!.Reveal(), Does.EndWith("code=1"));
        Assert.That(asked, Is.EqualTo(1), "nobody is asked about the second");
        Assert.That(late.Status, Is.EqualTo(400).Or.EqualTo(0), "refused, or not heard any more");
    }

    [Test]
    public async Task A_check_that_throws_takes_nothing_and_ends_nothing()
    {
        await using var world = new World();
        Task<BrowserResult> running = await world.BeginAsync(world.Request(isAnswer: callback =>
            callback.Query.Contains(World.State, StringComparison.Ordinal) ? true : throw new InvalidOperationException($"What is {callback}?")));

        Answer answer = await Client.SendAsync(world.Port, Client.Get(world.Port, "/callback?code=SeCrEt"));

        Assert.That(answer.Status, Is.EqualTo(400));
        Assert.That(world.Logs.Text, Does.Contain(nameof(InvalidOperationException)).And.Not.Contains("SeCrEt"));
        await world.AssertGoesOnAsync(running);
    }

    [Test]
    public async Task What_comes_behind_a_request_is_not_read_as_another()
    {
        await using var world = new World();
        Task<BrowserResult> running = await world.BeginAsync();

        Answer answer = await Client.SendAsync(world.Port, Client.Get(world.Port, "/callback?state=wrong") + Client.Get(world.Port, World.Right));

        Assert.That(answer.Text.Split("HTTP/1.1 "), Has.Length.EqualTo(2), "one request per connection");
        await world.AssertGoesOnAsync(running);
    }

    [Test]
    public async Task Who_still_sends_is_listened_to_until_the_answer_is_read()
    {
        // A connection closed with bytes unread is a reset, and some systems then throw the answer away.
        await using var world = new World();
        Task<BrowserResult> running = await world.BeginAsync();
        using Client client = await Client.ConnectAsync(world.Port);
        await client.WriteAsync($"GET {World.Right} HTTP/1.1\r\nX: {new string('x', 30_000)}");

        Assert.That((await client.ReadAnswerAsync()).Status, Is.EqualTo(431));
        await client.WriteAsync("more");
        await client.WriteAsync("and more");

        await world.AssertGoesOnAsync(running);
    }

    [Test]
    public async Task Nobody_reaches_it_but_this_machine()
    {
        await using var world = new World();
        Task<BrowserResult> running = await world.BeginAsync();

        IEnumerable<IPEndPoint> ours = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Where(listener => listener.Port == world.Port);
        Assert.That(ours.Select(listener => listener.Address), Is.EquivalentTo(new[] { IPAddress.Loopback, IPAddress.IPv6Loopback }));

        await world.AssertGoesOnAsync(running);
    }

    private static string Foreign(int port, string headers) => $"GET {World.Right} HTTP/1.1\r\nHost: localhost:{port}\r\nSec-Fetch-Site: cross-site\r\n{headers}\r\n";

    private static TestCaseData Case(int status, string name, Func<int, string> request) => new TestCaseData(status, request).SetArgDisplayNames($"{name} ({status})");
}
