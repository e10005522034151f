namespace Amplify.Emulator;

/// <summary>One sign-in and everything issued from it: the family of its refresh tokens.</summary>
internal sealed class SignInRecord
{
    public required EmulatedUser User { get; init; }

    public required EmulatedAppClient Client { get; init; }

    public required DateTimeOffset AuthTime { get; init; }

    /// <summary>When the first refresh token ends; rotated ones live no longer.</summary>
    public required DateTimeOffset RefreshExpiresAt { get; init; }

    /// <summary>What the browser flow was asked for; <see langword="null"/> for a sign-in by the API.</summary>
    public OAuthGrant? Grant { get; init; }

    /// <summary>The device it was made with, or that was given out with it; <see langword="null"/> where the pool keeps no track.</summary>
    public EmulatedDevice? Device { get; init; }

    public string OriginJti { get; } = Guid.NewGuid().ToString();

    public string EventId { get; } = Guid.NewGuid().ToString();

    public bool Revoked { get; set; }
}
