namespace Amplify.Emulator;

/// <summary>A request whose signature is right.</summary>
internal sealed class VerifiedRequest
{
    /// <summary>Who signed.</summary>
    public required RoleSession Caller { get; init; }

    /// <summary>The payload, out of its chunks.</summary>
    public required byte[] Payload { get; init; }

    /// <summary>The headers sent after the payload.</summary>
    public IReadOnlyDictionary<string, string> Trailers { get; init; } = new Dictionary<string, string>();
}
