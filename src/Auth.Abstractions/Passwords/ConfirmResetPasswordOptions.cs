namespace Amplify;

/// <summary>What may accompany the new password of a reset.</summary>
public sealed class ConfirmResetPasswordOptions
{
    /// <summary>Passed to the pool's Lambda triggers; null sends none.</summary>
    public IReadOnlyDictionary<string, string>? ClientMetadata { get; init; }
}
