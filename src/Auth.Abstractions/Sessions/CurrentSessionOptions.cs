namespace Amplify;

/// <summary>How to read the session or a token of it.</summary>
public sealed class CurrentSessionOptions
{
    /// <summary>Renew the tokens now even when they are valid, for instance after groups or attributes changed. Default false.</summary>
    public bool ForceRefresh { get; init; }

    /// <summary>Passed to the pool's pre-token-generation trigger when this call starts a refresh; null sends none.</summary>
    public IReadOnlyDictionary<string, string>? ClientMetadata { get; init; }
}
