using System.Net.Sockets;

namespace Amplify.Desktop;

/// <summary>Waits for the other side to close: a socket closed with bytes unread takes the answer back on its way.</summary>
internal static class Goodbye
{
    private const int MaxBytes = 64 * 1024;

    public static async Task AwaitAsync(Socket socket, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[4096];
        for (int left = MaxBytes; left > 0;)
        {
            int read = await socket.ReceiveAsync(buffer, SocketFlags.None, cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                return;
            }

            left -= read;
        }
    }
}
