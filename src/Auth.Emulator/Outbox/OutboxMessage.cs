namespace Amplify.Emulator;

/// <summary>A message the service would have sent by e-mail or text message.</summary>
public sealed class OutboxMessage
{
    /// <summary>The full, unmasked e-mail address or phone number.</summary>
    public required string Destination { get; init; }

    /// <summary>The user's real user name.</summary>
    public required string Username { get; init; }

    /// <summary>The user pool the message comes from.</summary>
    public required string PoolId { get; init; }

    /// <summary>E-mail or text message.</summary>
    public required MessageMedium Medium { get; init; }

    /// <summary>Why it was sent.</summary>
    public required MessagePurpose Purpose { get; init; }

    /// <summary>The code, or the temporary password of an invitation.</summary>
    public required string Code { get; init; }

    /// <summary>The subject of an e-mail; <see langword="null"/> for a text message.</summary>
    public string? Subject { get; init; }

    /// <summary>The whole text, with the code in it: the usual one, or that of <see cref="PoolTriggers.CustomMessage"/>.</summary>
    public required string Text { get; init; }

    /// <summary>When it was sent, by the emulator's clock.</summary>
    public required DateTimeOffset SentAt { get; init; }
}
