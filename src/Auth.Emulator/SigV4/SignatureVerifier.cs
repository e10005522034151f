using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Amplify.Emulator;

/// <summary>Verifies Signature Version 4 of a whole request: credentials, times, signed headers, signature and payload.</summary>
internal sealed class SignatureVerifier(EmulatorState state)
{
    private const string UnsignedPayload = "UNSIGNED-PAYLOAD";
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(15);

    /// <exception cref="SignatureException">Something about it is wrong.</exception>
    public VerifiedRequest Verify(WireRequest request, SigningRules rules)
    {
        SignatureClaim claim = SignatureClaim.Read(request) ?? throw new SignatureException(SignatureFault.Missing);
        CheckScope(claim, rules);
        IssuedCredentials credentials = state.Credentials.Find(claim.AccessKeyId) ?? throw new SignatureException(SignatureFault.UnknownKey, claim.AccessKeyId);
        if (claim.SessionToken is null || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(claim.SessionToken), Encoding.UTF8.GetBytes(credentials.SessionToken)))
        {
            throw new SignatureException(SignatureFault.WrongSessionToken);
        }

        DateTimeOffset now = state.Clock.GetUtcNow();
        if (now >= credentials.ExpiresAt)
        {
            throw new SignatureException(SignatureFault.ExpiredCredentials);
        }

        CheckTime(claim, now);
        CheckSignedHeaders(claim, request);
        var key = new DerivedKey(credentials.SecretAccessKey, claim);
        string payloadHash = PayloadHash(claim, request, rules);
        string canonical = CanonicalRequest.Of(request, claim.SignedHeaders, payloadHash, rules.IsS3);
        string toSign = $"{SignatureClaim.Algorithm}\n{claim.Timestamp}\n{claim.Scope}\n{Hash(Encoding.UTF8.GetBytes(canonical))}";
        return key.Fits(toSign, claim.Signature)
            ? WithPayload(request, claim, key, credentials.Session, payloadHash)
            : throw new SignatureException(SignatureFault.Mismatch);
    }

    public static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static void CheckScope(SignatureClaim claim, SigningRules rules)
    {
        if (claim.Service != rules.Service)
        {
            throw new SignatureException(SignatureFault.WrongScope, $"Credential should be scoped to correct service: '{rules.Service}'.");
        }

        if (claim.Region != rules.Region)
        {
            throw new SignatureException(SignatureFault.WrongScope, $"Credential should be scoped to a valid region, not '{claim.Region}'.");
        }

        if (claim.Date != claim.Timestamp[..8])
        {
            throw new SignatureException(SignatureFault.WrongScope, $"Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '{claim.Date}' != '{claim.Timestamp[..8]}'.");
        }
    }

    private static void CheckTime(SignatureClaim claim, DateTimeOffset now)
    {
        SignatureException Fault(SignatureFault fault, string detail) => new(fault, detail) { RequestTime = claim.Time };
        string shown = Stamp(now);
        if (claim.ValidFor is { } validFor)
        {
            if (claim.Time > now + Skew)
            {
                throw Fault(SignatureFault.UrlNotYetValid, claim.Timestamp);
            }

            if (now > claim.Time + validFor)
            {
                throw Fault(SignatureFault.UrlExpired, claim.Timestamp);
            }
        }
        else if (claim.Time < now - Skew)
        {
            throw Fault(SignatureFault.TooOld, $"Signature expired: {claim.Timestamp} is now earlier than {Stamp(now - Skew)} ({shown} - 15 min.)");
        }
        else if (claim.Time > now + Skew)
        {
            throw Fault(SignatureFault.TooEarly, $"Signature not yet current: {claim.Timestamp} is still later than {Stamp(now + Skew)} ({shown} + 15 min.)");
        }
    }

    private static void CheckSignedHeaders(SignatureClaim claim, WireRequest request)
    {
        string[] unsigned =
        [
            .. request.Headers.Keys.Select(name => name.ToLowerInvariant())
                .Where(name => (name == "host" || name.StartsWith("x-amz-", StringComparison.Ordinal)) && !claim.SignedHeaders.Contains(name)),
        ];
        if (unsigned.Length > 0 || !claim.SignedHeaders.Contains("host"))
        {
            throw new SignatureException(SignatureFault.HeadersNotSigned, unsigned.Length > 0 ? string.Join(", ", unsigned) : "host");
        }
    }

    private static string PayloadHash(SignatureClaim claim, WireRequest request, SigningRules rules)
    {
        string? said = request.Header("x-amz-content-sha256") ?? request.QueryValue("X-Amz-Content-Sha256");
        if (rules.IsS3)
        {
            return said ?? (claim.ValidFor is not null ? UnsignedPayload : throw new SignatureException(SignatureFault.NoPayloadHash));
        }

        string actual = Hash(request.Body);
        return said is null || said == actual ? actual : throw new SignatureException(SignatureFault.Mismatch);
    }

    private static VerifiedRequest WithPayload(WireRequest request, SignatureClaim claim, DerivedKey key, RoleSession caller, string payloadHash)
    {
        if (payloadHash.StartsWith("STREAMING-", StringComparison.Ordinal))
        {
            return ChunkedPayload.Read(request, claim, key, caller, payloadHash);
        }

        return payloadHash == UnsignedPayload || payloadHash == Hash(request.Body)
            ? new VerifiedRequest { Caller = caller, Payload = request.Body }
            : throw new SignatureException(SignatureFault.PayloadMismatch, payloadHash);
    }

    private static string Stamp(DateTimeOffset time) => time.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
}
