using System.Globalization;
using System.Text;

namespace Amplify.Emulator;

/// <summary>
/// Reads an aws-chunked payload: chunks of <c>size[;chunk-signature=…]</c>, each signed over the one before, an empty last one, then trailers with a signature of their own.
/// </summary>
internal sealed class ChunkedPayload
{
    private const string NothingHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private readonly byte[] _bytes;
    private readonly SignatureClaim _claim;
    private readonly DerivedKey? _key;
    private string _previous;
    private int _at;

    private ChunkedPayload(byte[] bytes, SignatureClaim claim, DerivedKey? key)
    {
        _bytes = bytes;
        _claim = claim;
        _key = key;
        _previous = claim.Signature;
    }

    /// <exception cref="SignatureException">A chunk or the trailer is not the signed one, or they do not add up.</exception>
    public static VerifiedRequest Read(WireRequest request, SignatureClaim claim, DerivedKey key, RoleSession caller, string kind)
    {
        (bool signed, bool trailer) = kind switch
        {
            "STREAMING-AWS4-HMAC-SHA256-PAYLOAD" => (true, false),
            "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER" => (true, true),
            "STREAMING-UNSIGNED-PAYLOAD-TRAILER" => (false, true),
            _ => throw Broken($"x-amz-content-sha256 {kind}"),
        };
        var reader = new ChunkedPayload(request.Body, claim, signed ? key : null);
        byte[] payload = reader.Chunks();
        IReadOnlyDictionary<string, string> trailers = reader.Trailers(trailer ? Names(request) : []);
        bool said = long.TryParse(request.Header("x-amz-decoded-content-length"), NumberStyles.None, CultureInfo.InvariantCulture, out long length);
        return said && length == payload.Length
            ? new VerifiedRequest { Caller = caller, Payload = payload, Trailers = trailers }
            : throw Broken($"x-amz-decoded-content-length, {payload.Length} bytes came");
    }

    private static string[] Names(WireRequest request) =>
        [.. (request.Header("x-amz-trailer") ?? throw Broken("x-amz-trailer is missing")).Split(',').Select(name => name.Trim().ToLowerInvariant())];

    private byte[] Chunks()
    {
        using var payload = new MemoryStream();
        while (true)
        {
            string[] head = Line().Split(";chunk-signature=");
            if (head.Length != (_key is null ? 1 : 2) || !int.TryParse(head[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int size) || size < 0 || size > _bytes.Length - _at)
            {
                throw Broken("chunk size");
            }

            ReadOnlySpan<byte> data = _bytes.AsSpan(_at, size);
            _at += size;
            Check("PAYLOAD", $"{NothingHash}\n{SignatureVerifier.Hash(data)}", head[^1]);
            if (size == 0)
            {
                return payload.ToArray();
            }

            payload.Write(data);
            if (Line().Length > 0)
            {
                throw Broken("chunk end");
            }
        }
    }

    private Dictionary<string, string> Trailers(string[] announced)
    {
        var trailers = new Dictionary<string, string>(StringComparer.Ordinal);
        var signed = new StringBuilder();
        string? signature = null;
        for (string line = Line(); line.Length > 0; line = Line())
        {
            string[] pair = line.Split(':', 2);
            if (pair.Length != 2 || signature is not null)
            {
                throw Broken("trailer");
            }

            if (_key is not null && pair[0] == "x-amz-trailer-signature")
            {
                signature = pair[1];
            }
            else if (!announced.Contains(pair[0]) || !trailers.TryAdd(pair[0], pair[1].Trim()))
            {
                throw Broken($"trailer {pair[0]}");
            }
            else
            {
                signed.Append(pair[0]).Append(':').Append(pair[1].Trim()).Append('\n');
            }
        }

        if (_at != _bytes.Length || trailers.Count != announced.Length || (_key is not null && signature is null != (announced.Length == 0)))
        {
            throw Broken("end of the payload");
        }

        if (announced.Length > 0)
        {
            Check("TRAILER", SignatureVerifier.Hash(Encoding.UTF8.GetBytes(signed.ToString())), signature ?? "");
        }

        return trailers;
    }

    private void Check(string kind, string hashes, string signature)
    {
        if (_key is null)
        {
            return;
        }

        if (!_key.Fits($"{SignatureClaim.Algorithm}-{kind}\n{_claim.Timestamp}\n{_claim.Scope}\n{_previous}\n{hashes}", signature))
        {
            throw new SignatureException(SignatureFault.Mismatch, kind);
        }

        _previous = signature;
    }

    private string Line()
    {
        int end = _bytes.AsSpan(_at).IndexOf("\r\n"u8);
        if (end < 0)
        {
            throw Broken("a line does not end");
        }

        string line = Encoding.UTF8.GetString(_bytes, _at, end);
        _at += end + 2;
        return line;
    }

    private static SignatureException Broken(string what) => new(SignatureFault.BrokenChunks, what);
}
