namespace Amplify.Emulator;

/// <summary>One refresh token.</summary>
internal sealed class RefreshTokenRecord(SignInRecord signIn)
{
    public SignInRecord SignIn { get; } = signIn;

    /// <summary>When rotation replaced it; <see langword="null"/> while it is the current one.</summary>
    public DateTimeOffset? ReplacedAt { get; set; }
}
