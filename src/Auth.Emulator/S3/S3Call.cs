namespace Amplify.Emulator;

/// <summary>A request to a bucket whose signature is right.</summary>
internal sealed class S3Call(WireRequest request, VerifiedRequest verified, EmulatedBucket bucket, string key)
{
    public WireRequest Request { get; } = request;

    public RoleSession Caller { get; } = verified.Caller;

    public byte[] Payload { get; } = verified.Payload;

    public EmulatedBucket Bucket { get; } = bucket;

    /// <summary>The object's key, decoded; empty for the bucket itself.</summary>
    public string Key { get; } = key;

    /// <summary>A header, or a trailer sent after the payload.</summary>
    public string? Header(string name) => verified.Trailers.GetValueOrDefault(name) ?? Request.Header(name);
}
