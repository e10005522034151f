namespace Amplify.Emulator;

/// <summary>What a service demands of signatures.</summary>
internal sealed class SigningRules
{
    public required string Service { get; init; }

    /// <summary>The region of the scope.</summary>
    public required string Region { get; init; }

    /// <summary>S3's own ways: the path is encoded once, the payload's hash stands in x-amz-content-sha256, payloads may be chunked or unsigned.</summary>
    public bool IsS3 { get; init; }
}
