namespace Amplify;

/// <summary>
/// What a sign-out came to. This machine and the store have forgotten the session in any case; the service may not know of it
/// yet, when it could not be reached.
/// </summary>
/// <remarks>
/// ID and access tokens that were handed out verify until they expire, wherever signatures and times are all that is checked.
/// Amazon Cognito itself refuses them once they are revoked.
/// </remarks>
public sealed class SignOutResult
{
    /// <summary>Whether everything that was to be done was done.</summary>
    public bool IsComplete => Local.Error is null && Global.Error is null && Revocation.Error is null && Device.Error is null && Browser.Error is null;

    /// <summary>The session here and in the store: done (also where it could not be read), or not needed because nobody was signed in.</summary>
    public SignOutPart Local { get; init; } = SignOutPart.NotNeeded;

    /// <summary>The sign-out of all devices: not needed unless it was asked for. It fails where nobody is signed in here, because it takes a token of the user.</summary>
    public SignOutPart Global { get; init; } = SignOutPart.NotNeeded;

    /// <summary>
    /// The refresh token's end at the service: not needed after a global sign-out, without a refresh token, or where the app
    /// client's tokens cannot be revoked.
    /// </summary>
    public SignOutPart Revocation { get; init; } = SignOutPart.NotNeeded;

    /// <summary>What the device remembers about its users: not needed unless it was to be forgotten.</summary>
    public SignOutPart Device { get; init; } = SignOutPart.NotNeeded;

    /// <summary>The sign-out of the pool's pages, in the browser: not needed where there was no sign-in with one. It fails when the browser does not come back.</summary>
    public SignOutPart Browser { get; init; } = SignOutPart.NotNeeded;
}
