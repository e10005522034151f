using System.Net;
using System.Net.Sockets;

namespace Amplify.Desktop;

/// <summary>Listens on one port of all the addresses a browser may look at, or on none.</summary>
internal static class LoopbackSockets
{
    private const int Backlog = 64;

    /// <summary>The listening sockets; null when the port is not free, and <paramref name="error"/> then says why.</summary>
    /// <remarks>
    /// A machine may have one family only. But where one of them is somebody else's, the port is not ours: the browser might go there
    /// with the code.
    /// </remarks>
    public static IReadOnlyList<Socket>? TryListen(IReadOnlyList<IPAddress> addresses, int port, out SocketError error)
    {
        List<Socket> sockets = [];
        error = SocketError.AddressFamilyNotSupported;
        foreach (IPAddress address in addresses)
        {
            Socket? socket = null;
            try
            {
                socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { ExclusiveAddressUse = true };
                socket.Bind(new IPEndPoint(address, port));
                socket.Listen(Backlog);
                sockets.Add(socket);
            }
            catch (SocketException e)
            {
                socket?.Dispose();
                error = e.SocketErrorCode;
                if (IsMissing(error))
                {
                    continue;
                }

                sockets.ForEach(s => s.Dispose());
                return null;
            }
        }

        return sockets.Count > 0 ? sockets : null;
    }

    private static bool IsMissing(SocketError error) => error is SocketError.AddressFamilyNotSupported
        or SocketError.ProtocolFamilyNotSupported or SocketError.ProtocolNotSupported or SocketError.AddressNotAvailable;
}
