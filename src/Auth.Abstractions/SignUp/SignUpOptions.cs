namespace Amplify;

/// <summary>What may accompany a sign-up.</summary>
public sealed class SignUpOptions
{
    /// <summary>The user's attributes, by name (<c>email</c>, <c>custom:team</c>…); null sends none.</summary>
    public IReadOnlyDictionary<string, string>? UserAttributes { get; init; }

    /// <summary>For the pre-sign-up trigger only; never stored. Null sends none.</summary>
    public IReadOnlyDictionary<string, string>? ValidationData { get; init; }

    /// <summary>Passed to the pool's Lambda triggers; null sends none.</summary>
    public IReadOnlyDictionary<string, string>? ClientMetadata { get; init; }
}
