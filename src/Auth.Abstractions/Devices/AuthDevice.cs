namespace Amplify;

/// <summary>A device of a user, as the user pool knows it.</summary>
public sealed class AuthDevice
{
    /// <summary>The user pool's name for the device.</summary>
    public string DeviceKey { get; init; } = "";

    /// <summary>What its user recognises it by (<c>device_name</c>); null where it has no name.</summary>
    public string? Name { get; init; }

    /// <summary>Whether it is remembered (<c>dev:device_remembered_status</c>); null where the service does not say.</summary>
    public bool? IsRemembered { get; init; }

    /// <summary>Whether it is the device of this session.</summary>
    public bool IsCurrent { get; init; }

    /// <summary>Everything the service says of it, by name, such as <c>last_ip_used</c>.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = new Dictionary<string, string>();

    /// <summary>When it was first seen (UTC).</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it was last changed (UTC).</summary>
    public DateTimeOffset? LastModifiedAt { get; init; }

    /// <summary>When it was last used to sign in (UTC).</summary>
    public DateTimeOffset? LastAuthenticatedAt { get; init; }
}
