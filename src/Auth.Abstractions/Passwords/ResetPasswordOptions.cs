namespace Amplify;

/// <summary>What may accompany the request for a password reset.</summary>
public sealed class ResetPasswordOptions
{
    /// <summary>Passed to the pool's Lambda triggers; null sends none.</summary>
    public IReadOnlyDictionary<string, string>? ClientMetadata { get; init; }
}
