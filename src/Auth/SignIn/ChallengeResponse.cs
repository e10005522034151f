using Amplify.Devices;

namespace Amplify.SignIn;

/// <summary>The answer to a challenge, before what every request carries is added.</summary>
internal sealed class ChallengeResponse
{
    public required string ChallengeName { get; init; }

    /// <summary>The name the service resolved, or the typed one before it did.</summary>
    public required string Username { get; init; }

    public required IReadOnlyDictionary<string, string> Responses { get; init; }

    public Secret? Session { get; init; }

    /// <summary>Gets the session right before the answer is sent, when everything else is ready; in place of <see cref="Session"/>.</summary>
    public Func<CancellationToken, Task<Secret>>? GetSession { get; init; }

    /// <summary>The device the answer is about; null for the one kept for the user, if any.</summary>
    public KnownDevice? Device { get; init; }

    /// <summary>Whether the same answer makes sense without the device, when the pool does not know it any more.</summary>
    public bool MayBeRepeatedWithoutDevice { get; init; } = true;
}
