namespace Amplify.Emulator;

/// <summary>A code that waits to be exchanged for tokens.</summary>
internal sealed class AuthorizationCode
{
    public required EmulatedAppClient Client { get; init; }

    public required EmulatedUser User { get; init; }

    public required string RedirectUri { get; init; }

    /// <summary>The S256 challenge; <see langword="null"/> where the request had none.</summary>
    public required string? Challenge { get; init; }

    public required OAuthGrant Grant { get; init; }

    /// <summary>Whether it was presented by its client, rightly or not.</summary>
    public bool IsUsed { get; set; }

    /// <summary>The refresh token it was exchanged for.</summary>
    public string? RefreshToken { get; set; }
}
