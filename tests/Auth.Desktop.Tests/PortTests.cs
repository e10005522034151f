using System.Net;
using System.Net.Sockets;
using Amplify.Desktop;
using Amplify.Tests.Support;

namespace Amplify.Tests;

/// <summary>Where it listens: the first of the configured addresses that is free and ours to listen on.</summary>
internal sealed class PortTests
{
    [TestCase("127.0.0.1")]
    [TestCase("::1")]
    public async Task The_first_free_port_is_used_and_one_that_somebody_has_on_either_family_is_not_free(string taken)
    {
        await using var world = new World();
        int second = Ports.Free();
        int third = Ports.Free();
        using TcpListener other = Ports.Hold(IPAddress.Parse(taken), world.Port);
        Task<BrowserResult> running = await world.BeginAsync(world.Request(
            redirectUris: [$"http://localhost:{world.Port}/callback", $"http://localhost:{second}/second", $"http://localhost:{third}/third"]));

        Assert.That((await world.Opened.Soon()).Query, Does.Contain("%2Fsecond"));
        Assert.That(Ports.IsFree(third));
        Answer answer = await Client.SendAsync(second, Client.Get(second, $"/second?state={World.State}"));

        Assert.That(answer.Status, Is.EqualTo(200));
        Assert.That((await running.Soon()).Callback!.Reveal(), Does.StartWith($"http://localhost:{second}/second?"));
    }

    [Test]
    public async Task A_port_taken_on_one_family_is_given_back_on_the_other()
    {
        await using var world = new World();
        using TcpListener other = Ports.Hold(IPAddress.IPv6Loopback, world.Port);

        Assert.ThrowsAsync<AuthException>(() => world.Browser.RunAsync(world.Request()));

        Ports.Hold(IPAddress.Loopback, world.Port).Dispose();
    }

    [Test]
    public async Task When_no_port_is_free_the_error_names_them_and_nothing_is_opened()
    {
        await using var world = new World();
        int second = Ports.Free();
        using TcpListener one = Ports.Hold(IPAddress.Loopback, world.Port);
        using TcpListener two = Ports.Hold(IPAddress.Loopback, second);

        AuthException thrown = Assert.ThrowsAsync<AuthException>(() =>
            world.Browser.RunAsync(world.Request(redirectUris: [world.RedirectUri, $"http://127.0.0.1:{second}/"])));

        Assert.That(thrown.Reason, Is.EqualTo(AuthErrorReason.BrowserUnavailable));
        Assert.That(thrown.Error.Message, Is.EqualTo($"None of the ports that the browser may come back to is free: {world.Port} (in use), {second} (in use)."));
        Assert.That(thrown.Suggestion, Is.Not.Empty);
        Assert.That(thrown.IsTransient, "it may be free a moment later");
        Assert.That(world.Opened.IsCompleted, Is.False);
    }

    [Test]
    public async Task Addresses_that_no_program_here_can_listen_on_are_passed_over()
    {
        await using var world = new World();
        Task<BrowserResult> running = await world.BeginAsync(world.Request(
            redirectUris: ["https://app.example.com/callback", "com.example.app:/callback", "http://app.example.com/", world.RedirectUri]));

        await world.AssertGoesOnAsync(running);
    }

    [Test]
    public async Task When_there_is_none_to_listen_on_the_error_says_so()
    {
        await using var world = new World();

        AuthException thrown = Assert.ThrowsAsync<AuthException>(() => world.Browser.RunAsync(world.Request(redirectUris: "com.example.app:/callback")));

        Assert.That(thrown.Reason, Is.EqualTo(AuthErrorReason.BrowserUnavailable));
        Assert.That(thrown.Message, Does.Contain("http://localhost:port/path"));
        Assert.That(thrown.IsTransient, Is.False);
    }

    [Test]
    public void A_machine_with_one_family_listens_on_that()
    {
        // An address no interface has is what a missing family looks like.
        int port = Ports.Free();

        IReadOnlyList<Socket>? sockets = LoopbackSockets.TryListen([IPAddress.Loopback, IPAddress.Parse("2001:db8::1")], port, out _);

        Assert.That(sockets!.Select(socket => ((IPEndPoint)socket.LocalEndPoint!).Address), Is.EqualTo(new[] { IPAddress.Loopback }));
        sockets!.Single().Dispose();
    }

    [Test]
    public void A_machine_with_none_listens_on_nothing()
    {
        Assert.That(LoopbackSockets.TryListen([IPAddress.Parse("192.0.2.1"), IPAddress.Parse("2001:db8::1")], Ports.Free(), out SocketError error), Is.Null);
        Assert.That(error, Is.EqualTo(SocketError.AddressNotAvailable));
    }

    [TestCase("http://localhost:5000/callback", "127.0.0.1 ::1")]
    [TestCase("http://LOCALHOST:5000/callback", "127.0.0.1 ::1")]
    [TestCase("http://localhost/callback", "127.0.0.1 ::1")]
    [TestCase("http://127.0.0.1:5000", "127.0.0.1")]
    [TestCase("http://[::1]:5000/", "::1")]
    [TestCase("https://localhost:5000/callback", null)]
    [TestCase("http://localhost.example.com:5000/", null)]
    [TestCase("http://example.com:5000/", null)]
    [TestCase("http://0.0.0.0:5000/", null)]
    [TestCase("http://[::]:5000/", null)]
    [TestCase("http://10.0.0.1:5000/", null)]
    [TestCase("http://[::ffff:127.0.0.1]:5000/", null)]
    [TestCase("http://me@localhost:5000/", null)]
    [TestCase("http://localhost:5000/#part", null)]
    [TestCase("http://localhost:0/", null)]
    [TestCase("app://localhost:5000/", null)]
    [TestCase("com.example.app:/callback", null)]
    public void Only_plain_http_on_loopback_is_listened_on(string redirectUri, string? addresses)
    {
        IReadOnlyList<IPAddress>? found = CallbackAddress.TryFrom(new Uri(redirectUri))?.Addresses;

        Assert.That(found is null ? null : string.Join(' ', found), Is.EqualTo(addresses));
    }

    [Test]
    public void Something_that_is_no_whole_address_is_not_listened_on() =>
        Assert.That(CallbackAddress.TryFrom(new Uri("/callback", UriKind.Relative)), Is.Null);

    [TestCase("localhost", ExpectedResult = true)]
    [TestCase("localhost:80", ExpectedResult = true)]
    [TestCase("localhost:8080", ExpectedResult = false)]
    [TestCase("localhost.", ExpectedResult = false)]
    [TestCase("LOCALHOST", ExpectedResult = false)]
    public bool Browsers_leave_the_usual_port_out(string host) => CallbackAddress.TryFrom(new Uri("http://localhost/callback"))!.IsHost(host);
}
