namespace Amplify.Emulator;

/// <summary>A sign-in begins (<c>PreAuthentication_Authentication</c>); the password has not been looked at.</summary>
public sealed class PreAuthenticationEvent : TriggerEvent
{
    /// <summary>The <c>ClientMetadata</c> of InitiateAuth, which reaches this trigger under this name.</summary>
    public IReadOnlyDictionary<string, string> ValidationData { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether there is no such user and the client hides that.</summary>
    public bool UserNotFound { get; init; }
}
