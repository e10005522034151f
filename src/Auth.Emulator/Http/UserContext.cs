namespace Amplify.Emulator;

/// <summary>What a client tells of its surroundings for threat protection: the <c>UserContextData</c> of a request.</summary>
public sealed class UserContext
{
    /// <summary>The encoded fingerprint, as it was sent.</summary>
    public string? EncodedData { get; init; }

    /// <summary>The IP address of the user, where the client forwards it.</summary>
    public string? IpAddress { get; init; }
}
