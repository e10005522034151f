using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace Amplify.Desktop;

/// <summary>Serves the callback while one attempt lasts: a request per connection, and a page for each. Nothing of it is left when it is disposed of.</summary>
internal sealed class CallbackListener : IAsyncDisposable
{
    /// <summary>How many connections may be open at once.</summary>
    public const int MaxConnections = 16;

    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(100);

    private readonly IReadOnlyList<Socket> _sockets;
    private readonly CallbackDesk _desk;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ConnectionTable _connections = new(MaxConnections);
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource<Uri> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<Task> _serving = [];
    private readonly Task _accepting;

    public CallbackListener(IReadOnlyList<Socket> sockets, CallbackDesk desk, TimeProvider time, ILogger logger)
    {
        _sockets = sockets;
        _desk = desk;
        _time = time;
        _logger = logger;
        _accepting = Task.WhenAll(sockets.Select(socket => Task.Run(() => AcceptAsync(socket))));
    }

    /// <summary>The callback that ends the attempt, once its page is sent.</summary>
    public Task<Uri> Answer => _answer.Task;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        foreach (Socket socket in _sockets)
        {
            socket.Dispose();
        }

        await _accepting.ConfigureAwait(false);
        await Task.WhenAll(_serving).ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task AcceptAsync(Socket listener)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                Start(await listener.AcceptAsync(_stop.Token).ConfigureAwait(false));
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException)
            {
                // Gone before it was there, or no handle is left: the next may do better, but not at once.
                await Task.Delay(_pause, _time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private void Start(Socket socket)
    {
        var connection = new Connection(socket, _time, _stop.Token);
        if (_connections.Add(connection) is { } dropped)
        {
            DesktopLog.Crowded(_logger);
            dropped.Drop();
        }

        Task serving = ServeAsync(connection);
        lock (_serving)
        {
            _serving.RemoveAll(task => task.IsCompleted);
            _serving.Add(serving);
        }
    }

    private async Task ServeAsync(Connection connection)
    {
        try
        {
            (RequestHead? head, Refusal refusal) = await RequestReader.ReadAsync(connection.Socket, connection.Token).ConfigureAwait(false);
            if ((head is not null || refusal != Refusal.None) && _connections.BeginAnswer(connection))
            {
                await ReplyAsync(connection, _desk.Answer(head, refusal)).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The other side went away, was too slow, or the attempt is over.
        }
        finally
        {
            _connections.Remove(connection);
            connection.Dispose();
        }
    }

    private async Task ReplyAsync(Connection connection, Reply reply)
    {
        try
        {
            for (ReadOnlyMemory<byte> rest = reply.Bytes; rest.Length > 0;)
            {
                rest = rest[await connection.Socket.SendAsync(rest, SocketFlags.None, connection.Token).ConfigureAwait(false)..];
            }

            connection.Socket.Shutdown(SocketShutdown.Send);
        }
        finally
        {
            // Taken is taken, even when the browser does not wait for the page.
            if (reply.Answer is not null)
            {
                _answer.TrySetResult(reply.Answer);
            }
        }

        _connections.EndAnswer(connection);
        await Goodbye.AwaitAsync(connection.Socket, connection.Token).ConfigureAwait(false);
    }
}
