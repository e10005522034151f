using System.Net.Sockets;
using System.Text.Json;

namespace Amplify.Tests;

/// <summary>The emulator's command as a shell sees it.</summary>
[TestFixture]
public sealed class EmulatorCommandTests
{
    private const int TimeLimit = 60_000;

    [Test]
    [CancelAfter(TimeLimit)]
    public async Task With_json_it_prints_one_line_and_ends_cleanly_when_asked_to(CancellationToken cancellationToken)
    {
        await using ChildProcess process = EmulatorCommand.StartProcess("--port", "0", "--json");
        string line = await process.ReadLineAsync(cancellationToken);
        await process.TerminateAsync(cancellationToken);
        (int exitCode, string rest, string errors) = await process.EndAsync(cancellationToken);

        using JsonDocument json = JsonDocument.Parse(line);
        Assert.That(
            json.RootElement.EnumerateObject().Select(member => member.Name),
            Is.EqualTo(new[] { "endpoint", "region", "userPoolId", "clientId", "identityPoolId", "hostedUiDomain", "bucket", "user" }));
        Assert.That(json.RootElement.GetProperty("user").EnumerateObject().Select(member => member.Name), Is.EqualTo(new[] { "username", "password" }));
        Assert.That(exitCode, Is.Zero);
        Assert.That(rest, Is.Empty, "one line and nothing else");
        Assert.That(errors, Is.Empty);
        Assert.That(await IsListeningAsync(new Uri(json.RootElement.Text("endpoint")!), cancellationToken), Is.False, "the port is free again");
    }

    [Test]
    [CancelAfter(TimeLimit)]
    public async Task A_taken_port_is_a_clear_message_and_exit_code_1(CancellationToken cancellationToken)
    {
        await using EmulatorCommand first = await EmulatorCommand.StartAsync(cancellationToken);
        string port = new Uri(first.Endpoint).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);

        await using ChildProcess second = EmulatorCommand.StartProcess("--port", port, "--json");
        (int exitCode, string output, string errors) = await second.EndAsync(cancellationToken);

        Assert.That(exitCode, Is.EqualTo(1));
        Assert.That(output, Is.Empty);
        Assert.That(errors, Does.Contain(port).And.Contain("--port").And.Not.Contain("   at "), "a message, not a stack trace");
    }

    private static async Task<bool> IsListeningAsync(Uri endpoint, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(endpoint.Host, endpoint.Port, cancellationToken);
            return true;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionRefused)
        {
            return false;
        }
    }
}
