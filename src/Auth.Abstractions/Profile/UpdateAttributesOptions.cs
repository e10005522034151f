namespace Amplify;

/// <summary>What may accompany a change of attributes.</summary>
public sealed class UpdateAttributesOptions
{
    /// <summary>Passed to the pool's Lambda triggers; null sends none.</summary>
    public IReadOnlyDictionary<string, string>? ClientMetadata { get; init; }

    /// <summary>
    /// Whether the session is renewed afterwards, so that its claims and groups show the change at once. Default false: they do
    /// at the next refresh.
    /// </summary>
    public bool RefreshSession { get; init; }
}
