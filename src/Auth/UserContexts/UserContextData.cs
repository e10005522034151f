namespace Amplify;

/// <summary>What the pool's threat protection is told of the user's surroundings.</summary>
public sealed class UserContextData
{
    /// <summary>The encoded fingerprint; null for none.</summary>
    public string? EncodedData { get; init; }

    /// <summary>
    /// The user's IP address; null for none. The service takes it from app clients with a secret that are set to accept it (a server
    /// tells its visitor's).
    /// </summary>
    public string? IpAddress { get; init; }
}
