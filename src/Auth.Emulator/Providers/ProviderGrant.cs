namespace Amplify.Emulator;

/// <summary>A provider's user has agreed to tell the pool who he is.</summary>
internal sealed class ProviderGrant
{
    public required ProviderUser User { get; init; }

    public required string RedirectUri { get; init; }

    public required string? Nonce { get; init; }
}
