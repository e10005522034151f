using System.Globalization;

namespace Amplify.Emulator;

/// <summary>What S3 says of signatures it refuses.</summary>
internal static class S3SignatureErrors
{
    public static ServiceException Of(SignatureException refused, DateTimeOffset now) => refused.Fault switch
    {
        SignatureFault.Missing => ObjectAccess.Denied(),
        SignatureFault.Malformed => new("AuthorizationHeaderMalformed", $"The authorization header is malformed; {refused.Detail} is missing or wrong."),
        SignatureFault.WrongScope => new("AuthorizationHeaderMalformed", $"The authorization header is malformed; {refused.Detail}"),
        SignatureFault.UnknownKey => new("InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.", 403) { Details = One("AWSAccessKeyId", refused.Detail) },
        SignatureFault.WrongSessionToken => new("InvalidToken", "The provided token is malformed or otherwise invalid."),
        SignatureFault.ExpiredCredentials => new("ExpiredToken", "The provided token has expired."),
        SignatureFault.TooOld or SignatureFault.TooEarly => new("RequestTimeTooSkewed", "The difference between the request time and the current time is too large.", 403)
        {
            Details = new Dictionary<string, string>
            {
                ["RequestTime"] = Stamp(refused.RequestTime ?? now, "yyyyMMdd'T'HHmmss'Z'"),
                ["ServerTime"] = Stamp(now, "yyyy-MM-dd'T'HH:mm:ss'Z'"),
                ["MaxAllowedSkewMilliseconds"] = "900000",
            },
        },
        SignatureFault.UrlExpired => new("AccessDenied", "Request has expired", 403) { Details = One("ServerTime", Stamp(now, "yyyy-MM-dd'T'HH:mm:ss'Z'")) },
        SignatureFault.UrlNotYetValid => new("AccessDenied", "Request is not valid yet", 403),
        SignatureFault.HeadersNotSigned => new("AccessDenied", "There were headers present in the request which were not signed", 403) { Details = One("HeadersNotSigned", refused.Detail) },
        SignatureFault.NoPayloadHash => new("InvalidRequest", "Missing required header for this request: x-amz-content-sha256"),
        SignatureFault.PayloadMismatch => new("XAmzContentSHA256Mismatch", "The provided 'x-amz-content-sha256' header does not match what was computed."),
        SignatureFault.BrokenChunks => new("IncompleteBody", $"The request body terminated unexpectedly: {refused.Detail}."),
        _ => new("SignatureDoesNotMatch", "The request signature we calculated does not match the signature you provided. Check your key and signing method.", 403),
    };

    private static string Stamp(DateTimeOffset time, string format) => time.UtcDateTime.ToString(format, CultureInfo.InvariantCulture);

    private static Dictionary<string, string> One(string name, string value) => new() { [name] = value };
}
