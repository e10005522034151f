using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Amplify.Tests;

/// <summary>Sends requests as bytes and reads the status of each answer; connects anew where the server has hung up.</summary>
internal sealed class RawConnection(Uri endpoint) : IDisposable
{
    private readonly byte[] _buffer = new byte[64 * 1024];
    private TcpClient? _client;

    /// <summary>The status; <see langword="null"/> when the server hung up without an answer.</summary>
    public async Task<int?> SendAsync(byte[] request, bool thenHangUp)
    {
        bool isUsed = _client is not null;
        int? status = await SendOnceAsync(request, thenHangUp);

        // A used connection may have been closed over the request before: that says nothing about this one.
        return status is null && isUsed ? await SendOnceAsync(request, thenHangUp) : status;
    }

    private async Task<int?> SendOnceAsync(byte[] request, bool thenHangUp)
    {
        try
        {
            if (_client is null)
            {
                _client = new TcpClient { NoDelay = true };
                await _client.ConnectAsync(endpoint.Host, endpoint.Port);
            }

            await _client.GetStream().WriteAsync(request);
            if (thenHangUp)
            {
                _client.Client.Shutdown(SocketShutdown.Send);
            }

            (int? status, bool close) = await ReadAnswerAsync(_client.GetStream());
            if (close || thenHangUp)
            {
                Dispose();
            }

            return status;
        }
        catch (Exception closed) when (closed is IOException or InvalidOperationException)
        {
            Dispose();
            return null;
        }
    }

    public void Dispose()
    {
        _client?.Dispose();
        _client = null;
    }

    private async Task<(int? Status, bool Close)> ReadAnswerAsync(NetworkStream stream)
    {
        int read = 0;
        while (true)
        {
            int more = await stream.ReadAsync(_buffer.AsMemory(read));
            if (more == 0)
            {
                return (null, true);
            }

            read += more;
            int head = _buffer.AsSpan(0, read).IndexOf("\r\n\r\n"u8);
            if (head < 0)
            {
                continue;
            }

            string[] lines = Encoding.ASCII.GetString(_buffer, 0, head).Split("\r\n");
            string? Header(string name) => lines.FirstOrDefault(line => line.StartsWith($"{name}:", StringComparison.OrdinalIgnoreCase))?.Split(": ")[1];
            int length = int.Parse(Header("Content-Length") ?? "0", CultureInfo.InvariantCulture);
            if (read >= head + 4 + length)
            {
                return (int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture), Header("Connection") == "close");
            }
        }
    }
}
