using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Amplify.Tests;

/// <summary>Sends requests byte by byte as they were recorded, or changed in one place: no client comes between that would put them right.</summary>
internal static class RawHttp
{
    /// <summary>Sends a request on a connection of its own and reads the status of its answer; 0 when it was cut off, which a server does only to what it does not read to the end.</summary>
    public static async Task<int> StatusAsync(Uri endpoint, RecordedRequest request, CancellationToken cancellationToken)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync(endpoint.Host, endpoint.Port, cancellationToken);
        NetworkStream stream = connection.GetStream();
        var head = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{request.Method} {request.Target} HTTP/1.1\r\n");
        foreach ((string name, string value) in request.Headers.Where(header => !IsOfTheConnection(header.Name)))
        {
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        head.Append("Connection: close\r\n\r\n");

        // A length that was changed may promise more, and the server would wait for it.
        int promised = int.TryParse(request.Header("Content-Length"), CultureInfo.InvariantCulture, out int length) ? length : 0;
        byte[] padding = new byte[Math.Max(0, promised - request.Body.Length)];
        try
        {
            await stream.WriteAsync((byte[])[.. Encoding.UTF8.GetBytes(head.ToString()), .. request.Body, .. padding], cancellationToken);
            using var reader = new StreamReader(stream, Encoding.UTF8);
            string answer = await reader.ReadToEndAsync(cancellationToken);
            return int.Parse(answer["HTTP/1.1 ".Length..][..3], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static bool IsOfTheConnection(string name) => name.ToUpperInvariant() is "CONNECTION" or "EXPECT" or "TRANSFER-ENCODING";
}
