namespace Amplify.Emulator;

/// <summary>One part of a multipart upload.</summary>
internal sealed class UploadedPart
{
    public required int Number { get; init; }

    public required byte[] Content { get; init; }

    public required string ETag { get; init; }

    /// <summary>The checksums it came with, by their headers' names.</summary>
    public required IReadOnlyDictionary<string, string> Checksums { get; init; }
}
