namespace Amplify.Emulator;

/// <summary>Refresh token rotation of an app client: each refresh answers with a new refresh token.</summary>
public sealed class RefreshTokenRotation
{
    /// <summary>How long the replaced token still works, 0 to 60 seconds.</summary>
    public TimeSpan GracePeriod { get; init; }
}
