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

    /// <summary>The address that becomes a second factor with the code.</summary>
    public string? NewEmail { get; init; }

    /// <summary>The authenticator app being set up in the sign-in.</summary>
    public int? Totp { get; init; }
}
