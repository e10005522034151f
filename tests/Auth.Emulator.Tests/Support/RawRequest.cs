using System.Text;

namespace Amplify.Tests;

/// <summary>A request as its very bytes, captured from a client, to be sent again with one of them changed.</summary>
internal sealed class RawRequest
{
    private readonly byte[] _bytes;
    private readonly List<int> _signed;
    private readonly Range _length;

    private RawRequest(byte[] bytes, List<int> signed, Range length)
    {
        _bytes = bytes;
        _signed = signed;
        _length = length;
    }

    /// <summary>The places of all bytes a signature covers, and of the signature.</summary>
    public IReadOnlyList<int> Signed => _signed;

    public static async Task<RawRequest> CaptureAsync(HttpRequestMessage request)
    {
        byte[] body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync();
        var bytes = new List<byte>();
        var signed = new List<int>();
        void Write(string text, bool isSigned)
        {
            byte[] written = Encoding.UTF8.GetBytes(text);
            signed.AddRange(isSigned ? Enumerable.Range(bytes.Count, written.Length) : []);
            bytes.AddRange(written);
        }

        Write(request.Method.Method, true);
        Write(" ", false);
        Write(request.RequestUri!.PathAndQuery, true);
        Write(" HTTP/1.1\r\n", false);
        string names = request.Headers.TryGetValues("Authorization", out IEnumerable<string>? authorization)
            ? authorization.Single().Split("SignedHeaders=")[1].Split(',')[0]
            : "host";
        string[] covered = [.. names.Split(';'), "authorization"];
        Range length = default;
        foreach ((string name, string value) in Headers(request, body.Length))
        {
            Write($"{name}: ", false);
            length = name == "Content-Length" ? bytes.Count..(bytes.Count + value.Length) : length;
            Write(value, covered.Contains(name.ToLowerInvariant()));
            Write("\r\n", false);
        }

        Write("\r\n", false);
        bool bodyIsSigned = covered.Contains("x-amz-content-sha256");
        signed.AddRange(bodyIsSigned ? Enumerable.Range(bytes.Count, body.Length) : []);
        bytes.AddRange(body);
        return new RawRequest([.. bytes], signed, length);
    }

    /// <summary>Sends it, with the byte at one place changed; <see langword="null"/> when the server hung up without an answer.</summary>
    public Task<int?> SendAsync(RawConnection connection, int? changed = null)
    {
        byte[] sent = [.. _bytes];
        if (changed is { } place)
        {
            sent[place] ^= 1;
        }

        // With its length changed the server would wait for bytes that never come, or take what is left for another request.
        return connection.SendAsync(sent, thenHangUp: changed >= _length.Start.Value && changed < _length.End.Value);
    }

    private static IEnumerable<(string Name, string Value)> Headers(HttpRequestMessage request, int length)
    {
        yield return ("Host", request.RequestUri!.Authority);
        foreach ((string name, IEnumerable<string> values) in request.Headers.Where(header => header.Key is not ("Host" or "Expect" or "Connection")))
        {
            yield return (name, string.Join(',', values));
        }

        foreach ((string name, IEnumerable<string> values) in request.Content?.Headers.Where(header => header.Key != "Content-Length") ?? [])
        {
            yield return (name, string.Join(',', values));
        }

        if (length > 0)
        {
            yield return ("Content-Length", $"{length}");
        }
    }
}
