namespace Amplify.Sessions;

/// <summary>What a stored document is about.</summary>
public enum DocumentKind
{
    /// <summary>A user's session. Deleted at sign-out.</summary>
    Session = 0,

    /// <summary>What a device remembers about users. Survives sign-out.</summary>
    DeviceProfile = 1,
}
