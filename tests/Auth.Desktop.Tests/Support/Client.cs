using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Amplify.Tests.Support;

/// <summary>A connection that sends what the test says, byte by byte if need be.</summary>
internal sealed class Client : IDisposable
{
    private readonly TcpClient _tcp;

    private readonly NetworkStream _stream;

    private Client(TcpClient tcp)
    {
        _tcp = tcp;
        _stream = tcp.GetStream();
    }

    public Socket Socket => _tcp.Client;

    public static async Task<Client> ConnectAsync(int port, IPAddress? address = null)
    {
        address ??= IPAddress.Loopback;
        var tcp = new TcpClient(address.AddressFamily);
        await tcp.ConnectAsync(address, port);
        return new Client(tcp);
    }

    /// <summary>Sends a request on a connection of its own and reads the answer.</summary>
    public static async Task<Answer> SendAsync(int port, string request, IPAddress? address = null)
    {
        using Client client = await ConnectAsync(port, address);
        await client.WriteAsync(request);
        return await client.ReadAnswerAsync();
    }

    /// <summary>The request of a browser that comes back.</summary>
    public static string Get(int port, string target, string host = "localhost", string headers = "") =>
        $"GET {target} HTTP/1.1\r\nHost: {host}:{port}\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n{headers}\r\n";

    public async Task WriteAsync(string text) => await _stream.WriteAsync(Encoding.Latin1.GetBytes(text));

    /// <summary>Reads until the other side closes; empty when it said nothing.</summary>
    public async Task<Answer> ReadAnswerAsync()
    {
        var received = new MemoryStream();
        try
        {
            await _stream.CopyToAsync(received).Soon();
        }
        catch (IOException)
        {
            // Reset: what came before is the answer.
        }

        return new Answer(Encoding.UTF8.GetString(received.ToArray()));
    }

    public void Dispose() => _tcp.Dispose();
}
