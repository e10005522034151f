using System.Net;
using System.Net.Sockets;

namespace Amplify.Emulator;

/// <summary>Listening sockets on the loopback addresses only: 127.0.0.1 and, where the machine has it, ::1, both on one port.</summary>
internal sealed class LoopbackSockets
{
    private const int Backlog = 512;
    private const int AttemptsToFindAFreePort = 50;
    private readonly List<Socket> _sockets;

    private LoopbackSockets(List<Socket> sockets) => _sockets = sockets;

    public int Port => ((IPEndPoint)_sockets[0].LocalEndPoint!).Port;

    public IEnumerable<IPAddress> Addresses => _sockets.Select(socket => ((IPEndPoint)socket.LocalEndPoint!).Address);

    /// <summary>Binds and listens at once, so that nobody can take the port in between.</summary>
    /// <exception cref="IOException">The port is taken.</exception>
    public static LoopbackSockets Open(int port)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return OpenOnce(port);
            }
            catch (SocketException taken) when (taken.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
            {
                if (port != 0 || attempt == AttemptsToFindAFreePort)
                {
                    throw new IOException(port == 0 ? "No free loopback port was found." : $"Port {port} is already taken on loopback.", taken);
                }
            }
        }
    }

    /// <summary>The socket for an end point that the server wants to listen on.</summary>
    public Socket Claim(EndPoint endPoint) => _sockets.Single(socket => socket.LocalEndPoint!.Equals(endPoint));

    private static LoopbackSockets OpenOnce(int port)
    {
        var sockets = new List<Socket>();
        try
        {
            sockets.Add(Listen(new IPEndPoint(IPAddress.Loopback, port)));
            if (HasIPv6Loopback())
            {
                sockets.Add(Listen(new IPEndPoint(IPAddress.IPv6Loopback, ((IPEndPoint)sockets[0].LocalEndPoint!).Port)));
            }

            return new LoopbackSockets(sockets);
        }
        catch
        {
            sockets.ForEach(socket => socket.Dispose());
            throw;
        }
    }

    private static Socket Listen(IPEndPoint endPoint)
    {
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(endPoint);
            socket.Listen(Backlog);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static bool HasIPv6Loopback()
    {
        if (!Socket.OSSupportsIPv6)
        {
            return false;
        }

        try
        {
            using Socket probe = new(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp);
            probe.Bind(new IPEndPoint(IPAddress.IPv6Loopback, 0));
            return true;
        }
        catch (SocketException)
        {
            // The kernel knows IPv6 but the loopback interface has no ::1, as in many containers.
            return false;
        }
    }
}
