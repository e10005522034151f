using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Amplify.Tests.Support;

/// <summary>Ports for one test: free on both families, and outside the range that the system hands out by itself.</summary>
internal static class Ports
{
    public static int Free()
    {
        while (true)
        {
            int port = RandomNumberGenerator.GetInt32(20000, 30000);
            if (IsFree(port))
            {
                return port;
            }
        }
    }

    /// <summary>Whether nobody listens there.</summary>
    public static bool IsFree(int port)
    {
        try
        {
            Hold(IPAddress.Loopback, port).Dispose();
            Hold(IPAddress.IPv6Loopback, port).Dispose();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>Somebody else's program on a port.</summary>
    public static TcpListener Hold(IPAddress address, int port)
    {
        var listener = new TcpListener(address, port);
        try
        {
            listener.Start();
            return listener;
        }
        catch
        {
            listener.Dispose();
            throw;
        }
    }
}
