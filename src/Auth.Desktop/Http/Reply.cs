namespace Amplify.Desktop;

/// <summary>What a request is answered with.</summary>
internal sealed class Reply(ReadOnlyMemory<byte> bytes, Uri? answer = null)
{
    public ReadOnlyMemory<byte> Bytes { get; } = bytes;

    /// <summary>The callback the attempt ends with; null for every other request.</summary>
    public Uri? Answer { get; } = answer;
}
