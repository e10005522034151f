namespace Amplify;

/// <summary>What may accompany the request for an attribute's code.</summary>
public sealed class SendAttributeCodeOptions
{
    /// <summary>Passed to the pool's Lambda triggers; null sends none.</summary>
    public IReadOnlyDictionary<string, string>? ClientMetadata { get; init; }
}
