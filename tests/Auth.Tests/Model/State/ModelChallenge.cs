using System.Collections.Immutable;

namespace Amplify.Tests.Model;

/// <summary>A challenge that waits at the service.</summary>
internal sealed record ModelChallenge
{
    public required string UserId { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public bool Used { get; init; }

    /// <summary>The factors offered.</summary>
    public ImmutableList<string> Choices { get; init; } = [];

    /// <summary>The passkeys that a passkey's challenge allows.</summary>
    public ImmutableList<ModelPasskey> Passkeys { get; init; } = [];

    /// <summary>The address that becomes a second factor with the code.</summary>
    public string? NewEmail { get; init; }

    /// <summary>The authenticator app being set up in the sign-in.</summary>
    public int? Totp { get; init; }

    /// <summary>Whether a code is the first factor, so that a second may follow.</summary>
    public bool IsFirstFactor { get; init; }

    /// <summary>How far the riddles of the pool's triggers have come, or what they will begin with after other steps; null where none are asked.</summary>
    public ModelRiddles? Riddles { get; init; }

    /// <summary>Whether it is the challenge of somebody who does not exist: no answer satisfies it.</summary>
    public bool OfNobody { get; init; }
}
