using System.Net.Sockets;

namespace Amplify.Desktop;

/// <summary>Reads a request's head from a connection, and no more of it than may be.</summary>
internal static class RequestReader
{
    /// <summary>How many bytes all headers may have.</summary>
    public const int MaxHeaderBytes = 16 * 1024;

    // The method and the version stand beside the address.
    private const int MaxRequestLine = RequestParser.MaxTarget + 64;
    private const int BufferBytes = MaxRequestLine + MaxHeaderBytes + 64;

    private static ReadOnlySpan<byte> LineEnd => "\r\n"u8;

    private static ReadOnlySpan<byte> HeadEnd => "\r\n\r\n"u8;

    /// <summary>The head; or null and why it is refused; or null and <see cref="Refusal.None"/> when the other side went away.</summary>
    public static async ValueTask<(RequestHead? Head, Refusal Refusal)> ReadAsync(Socket socket, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[BufferBytes];
        int length = 0;
        while (true)
        {
            int read = await socket.ReceiveAsync(buffer.AsMemory(length), SocketFlags.None, cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                return (null, Refusal.None);
            }

            length += read;
            ReadOnlyMemory<byte> received = buffer.AsMemory(0, length);
            int end = received.Span.IndexOf(HeadEnd);
            if (Fault(end < 0 ? received.Span : received.Span[..(end + HeadEnd.Length)], length - read) is var fault and not Refusal.None)
            {
                return (null, fault);
            }

            if (end >= 0)
            {
                return (RequestParser.Parse(received.Span[..end], out Refusal refusal), refusal);
            }
        }
    }

    /// <summary>What makes it useless to read on.</summary>
    private static Refusal Fault(ReadOnlySpan<byte> received, int from)
    {
        int line = received.IndexOf(LineEnd);
        if (line > MaxRequestLine || (line < 0 && received.Length > MaxRequestLine))
        {
            return Refusal.TargetTooLong;
        }

        if (received.Length - line > MaxHeaderBytes && line >= 0)
        {
            return Refusal.HeadersTooLarge;
        }

        for (int i = from; i < received.Length; i++)
        {
            bool afterReturn = i > 0 && received[i - 1] == '\r';
            if (afterReturn != (received[i] == '\n') || (received[i] < ' ' && received[i] is not ((byte)'\r' or (byte)'\n' or (byte)'\t')) || received[i] == 0x7f)
            {
                return Refusal.Malformed;
            }
        }

        return Refusal.None;
    }
}
