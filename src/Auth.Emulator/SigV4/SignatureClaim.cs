using System.Globalization;

namespace Amplify.Emulator;

/// <summary>What a request says about its own signature, in the Authorization header or, presigned, in the query.</summary>
internal sealed class SignatureClaim
{
    public const string Algorithm = "AWS4-HMAC-SHA256";
    private const string Terminator = "aws4_request";
    private const int LongestExpirySeconds = 7 * 24 * 3600;

    private SignatureClaim(string credential, string signedHeaders, string signature, string timestamp)
    {
        string[] parts = credential.Split('/');
        if (parts.Length != 5 || parts[4] != Terminator || parts.Any(part => part.Length == 0))
        {
            throw Malformed("Credential");
        }

        (AccessKeyId, Date, Region, Service) = (parts[0], parts[1], parts[2], parts[3]);
        SignedHeaders = signedHeaders.Split(';');
        Signature = signature;
        Timestamp = timestamp;
        Time = DateTimeOffset.TryParseExact(
            timestamp, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) ? time : throw Malformed("date");
    }

    public string AccessKeyId { get; }

    public string Date { get; }

    public string Region { get; }

    public string Service { get; }

    public IReadOnlyList<string> SignedHeaders { get; }

    public string Signature { get; }

    public string Timestamp { get; }

    public DateTimeOffset Time { get; }

    public string? SessionToken { get; private init; }

    /// <summary>How long a presigned URL is valid from <see cref="Time"/>; <see langword="null"/> for a signed request.</summary>
    public TimeSpan? ValidFor { get; private init; }

    public string Scope => $"{Date}/{Region}/{Service}/{Terminator}";

    /// <summary>Reads the claim; <see langword="null"/> where the request is not signed.</summary>
    /// <exception cref="SignatureException">It cannot be read.</exception>
    public static SignatureClaim? Read(WireRequest request)
    {
        if (request.Header("Authorization") is { } authorization)
        {
            return authorization.StartsWith($"{Algorithm} ", StringComparison.Ordinal) ? OfHeader(request, authorization[Algorithm.Length..]) : throw Malformed("Authorization");
        }

        return request.HasQuery("X-Amz-Algorithm") || request.HasQuery("X-Amz-Signature") ? OfQuery(request) : null;
    }

    private static SignatureClaim OfHeader(WireRequest request, string rest)
    {
        var parts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string[] part in rest.Split(',').Select(part => part.Trim().Split('=', 2)))
        {
            if (part.Length != 2 || !parts.TryAdd(part[0], part[1]))
            {
                throw Malformed("Authorization");
            }
        }

        string Part(string name) => parts.GetValueOrDefault(name) ?? throw Malformed(name);
        return new SignatureClaim(Part("Credential"), Part("SignedHeaders"), Part("Signature"), request.Header("x-amz-date") ?? throw Malformed("x-amz-date"))
        {
            SessionToken = request.Header("x-amz-security-token"),
        };
    }

    private static SignatureClaim OfQuery(WireRequest request)
    {
        string Part(string name) => request.QueryValue(name) ?? throw Malformed(name);
        if (Part("X-Amz-Algorithm") != Algorithm)
        {
            throw Malformed("X-Amz-Algorithm");
        }

        bool isNumber = int.TryParse(Part("X-Amz-Expires"), NumberStyles.None, CultureInfo.InvariantCulture, out int seconds);
        return new SignatureClaim(Part("X-Amz-Credential"), Part("X-Amz-SignedHeaders"), Part("X-Amz-Signature"), Part("X-Amz-Date"))
        {
            SessionToken = request.QueryValue("X-Amz-Security-Token"),
            ValidFor = isNumber && seconds is >= 1 and <= LongestExpirySeconds ? TimeSpan.FromSeconds(seconds) : throw Malformed("X-Amz-Expires"),
        };
    }

    private static SignatureException Malformed(string what) => new(SignatureFault.Malformed, what);
}
