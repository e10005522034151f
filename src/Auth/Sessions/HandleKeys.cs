namespace Amplify.Sessions;

/// <summary>What a handle of one engine stands for: one user's session, and the profile of the device they use.</summary>
/// <param name="session">Whose session.</param>
/// <param name="profile">The device's profile; null where a server gave none: it then lives and dies with the session's key.</param>
internal sealed class HandleKeys(SessionKey session, DeviceProfileKey? profile)
{
    private SessionEntry? _entry;


    public SessionKey Session => session;

    /// <summary>The session in memory, as the handle last found it: spares it the look into the table. Null when the table has forgotten it.</summary>
    public SessionEntry? Entry
    {
        get => _entry is { Evicted: false } entry ? entry : null;
        set => _entry = value;
    }

    public DeviceProfileKey? Profile => profile;

    /// <summary>The one user of a process.</summary>
    public static HandleKeys SingleUser() => new(SessionKey.SingleUser, DeviceProfileKey.SingleUser);

    /// <summary>The same device under the key of another session.</summary>
    public HandleKeys With(SessionKey other) => new(other, profile);
}
