namespace Amplify.Emulator;

/// <summary>Why a signature is refused; each service says it in its own words.</summary>
internal enum SignatureFault
{
    /// <summary>The request is not signed at all.</summary>
    Missing,

    /// <summary>The Authorization header or the query parameters cannot be read.</summary>
    Malformed,

    /// <summary>The credential's scope names another date, region or service.</summary>
    WrongScope,

    /// <summary>Nobody was given this access key.</summary>
    UnknownKey,

    /// <summary>The session token is missing or not the one given with the access key.</summary>
    WrongSessionToken,

    /// <summary>The credentials' time is over.</summary>
    ExpiredCredentials,

    /// <summary>The request is older than 15 minutes.</summary>
    TooOld,

    /// <summary>The request is from more than 15 minutes ahead.</summary>
    TooEarly,

    /// <summary>A presigned URL's time is over.</summary>
    UrlExpired,

    /// <summary>A presigned URL's time has not come.</summary>
    UrlNotYetValid,

    /// <summary>A header that must be signed is not.</summary>
    HeadersNotSigned,

    /// <summary>The payload's hash is not said where it must be.</summary>
    NoPayloadHash,

    /// <summary>The signature is not the one the secret key makes.</summary>
    Mismatch,

    /// <summary>The payload is not the one whose hash was signed.</summary>
    PayloadMismatch,

    /// <summary>The chunks of the payload do not add up.</summary>
    BrokenChunks,
}
