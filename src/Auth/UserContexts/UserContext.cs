namespace Amplify;

/// <summary>Which request <see cref="IUserContextDataProvider"/> is asked about.</summary>
public sealed class UserContext
{
    /// <summary>The operation, such as <c>InitiateAuth</c>.</summary>
    public string Operation { get; init; } = "";

    /// <summary>The user name in the request.</summary>
    public string Username { get; init; } = "";

    /// <summary>The user pool's id.</summary>
    public string UserPoolId { get; init; } = "";

    /// <summary>The app client's id: the key of the signature that AWS's own collectors make.</summary>
    public string ClientId { get; init; } = "";

    /// <summary>A random id that tells this device from others, the same in every run while its profile lives.</summary>
    public string DeviceId { get; init; } = "";

    /// <summary>The time, as the service would tell it (UTC).</summary>
    public DateTimeOffset Time { get; init; }
}
