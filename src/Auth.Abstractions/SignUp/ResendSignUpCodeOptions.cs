namespace Amplify;

/// <summary>What may accompany a request for another sign-up code.</summary>
public sealed class ResendSignUpCodeOptions
{
    /// <summary>Passed to the pool's Lambda triggers; null sends none.</summary>
    public IReadOnlyDictionary<string, string>? ClientMetadata { get; init; }
}
