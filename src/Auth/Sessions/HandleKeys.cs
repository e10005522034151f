namespace Amplify.Sessions;

/// <summary>What a handle stands for: one user's session, and the profile of the device they use.</summary>
/// <param name="session">Whose session.</param>
/// <param name="profile">The device's profile; null where a server gave none: it then lives and dies with the session's key.</param>
internal sealed class HandleKeys(SessionKey session, DeviceProfileKey? profile)
{
    public static HandleKeys SingleUser { get; } = new(SessionKey.SingleUser, DeviceProfileKey.SingleUser);

    public SessionKey Session => session;

    public DeviceProfileKey? Profile => profile;

    /// <summary>The same device under the key of another session.</summary>
    public HandleKeys With(SessionKey other) => new(other, profile);
}
