namespace Amplify;

/// <summary>How to read the credentials.</summary>
public sealed class CurrentCredentialsOptions
{
    /// <summary>Get new ones even while the current ones are valid, for instance after the user's groups, and with them the role, changed. Default false.</summary>
    public bool ForceRefresh { get; init; }
}
