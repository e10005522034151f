using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Amplify.Tests.Support;

/// <summary>A server of raw HTTP answers on a free loopback port: one connection per answer, in order, and what was sent to it.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;

    public LoopbackServer(params string[] answers)
    {
        _listener.Start();
        Url = $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/";
        _serving = ServeAsync(answers);
    }

    public string Url { get; }

    /// <summary>The requests as they came, headers and body.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>An answer that closes its connection, with a content length one may lie about.</summary>
    public static string Answer(string status, string body, int? length = null, string headers = "") =>
        $"HTTP/1.1 {status}\r\nContent-Length: {length ?? Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\nx-amzn-RequestId: request-1\r\n{headers}\r\n{body}";

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task ServeAsync(string[] answers)
    {
        try
        {
            foreach (string answer in answers)
            {
                using TcpClient connection = await _listener.AcceptTcpClientAsync(_stop.Token);
                NetworkStream stream = connection.GetStream();
                Requests.Add(await ReadRequestAsync(stream));
                await stream.WriteAsync(Encoding.UTF8.GetBytes(answer), _stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over; what was not asked for was not meant to be.
        }
    }

    private async Task<string> ReadRequestAsync(NetworkStream stream)
    {
        StringBuilder request = new();
        byte[] buffer = new byte[4096];
        while (!IsWhole(request.ToString()))
        {
            int read = await stream.ReadAsync(buffer, _stop.Token);
            request.Append(Encoding.UTF8.GetString(buffer, 0, read));
            if (read == 0)
            {
                break;
            }
        }

        return request.ToString();
    }

    private static bool IsWhole(string request)
    {
        int end = request.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        string? length = request.Split("\r\n").FirstOrDefault(line => line.StartsWith("Content-Length: ", StringComparison.OrdinalIgnoreCase));
        return end >= 0 && length is not null && request.Length - end - 4 >= int.Parse(length.AsSpan(16), System.Globalization.CultureInfo.InvariantCulture);
    }
}
