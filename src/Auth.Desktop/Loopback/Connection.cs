using System.Net.Sockets;

namespace Amplify.Desktop;

/// <summary>One connection to the loopback port, and how long it may last.</summary>
internal sealed class Connection : IDisposable
{
    /// <summary>How long a connection may take for everything.</summary>
    public static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _time;
    private readonly CancellationTokenSource _life;

    public Connection(Socket socket, TimeProvider time, CancellationToken stop)
    {
        Socket = socket;
        _time = new CancellationTokenSource(MaxTime, time);
        _life = CancellationTokenSource.CreateLinkedTokenSource(_time.Token, stop);
    }

    public Socket Socket { get; }

    public CancellationToken Token => _life.Token;

    /// <summary>Whether its request is being answered; it is not dropped then. The table's to read and write.</summary>
    public bool IsBeingAnswered { get; set; }

    /// <summary>Ends what is read or written there.</summary>
    public void Drop() => Socket.Dispose();

    public void Dispose()
    {
        Socket.Dispose();
        _life.Dispose();
        _time.Dispose();
    }
}
