using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Amplify.Tests;

/// <summary>An application that is called back on a loopback port and says where it was called.</summary>
internal sealed partial class Application : IAsyncDisposable
{
    private const string Page = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n<!DOCTYPE html><title>Application</title><h1>Back at the application</h1>";
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;

    public Application()
    {
        _listener.Start();
        Callback = $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/callback";
        _serving = ServeAsync();
    }

    public string Callback { get; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        try
        {
            await _serving;
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or SocketException or IOException)
        {
            // That is how it ends.
        }

        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            using TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
            await using NetworkStream stream = client.GetStream();
            byte[] buffer = new byte[16 * 1024];
            int read = await stream.ReadAsync(buffer, _stop.Token);
            bool isCallback = CallbackLine().IsMatch(Encoding.ASCII.GetString(buffer, 0, read));
            // Browsers ask for an icon too; there is none, and that is no error.
            await stream.WriteAsync(Encoding.ASCII.GetBytes(isCallback ? Page : "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"), _stop.Token);
        }
    }

    [GeneratedRegex("^GET /callback[? ]")]
    private static partial Regex CallbackLine();
}
