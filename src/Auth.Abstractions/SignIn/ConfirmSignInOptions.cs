namespace Amplify;

/// <summary>What may accompany the answer to a step.</summary>
public sealed class ConfirmSignInOptions
{
    /// <summary>Passed to the pool's Lambda triggers; null sends none.</summary>
    public IReadOnlyDictionary<string, string>? ClientMetadata { get; init; }
}
