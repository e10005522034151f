using System.Diagnostics.CodeAnalysis;

namespace Amplify;

/// <summary>
/// Where a sign-in stands: complete (<see cref="IsSignedIn"/>), waiting for an answer (<see cref="NextStep"/>), or sent on a
/// <see cref="Detour"/>. Exactly one of the three.
/// </summary>
public sealed class SignInResult
{
    internal SignInResult()
    {
    }

    /// <summary>Whether the user is signed in.</summary>
    [MemberNotNullWhen(true, nameof(Session), nameof(SessionKey))]
    public bool IsSignedIn => Session is not null;

    /// <summary>What to ask the user next; answer it with ConfirmSignIn. Null when the flow is complete or on a detour.</summary>
    public SignInStep? NextStep { get; internal init; }

    /// <summary>Why the last answer was not accepted; <see cref="NextStep"/> then asks again. Null when it was.</summary>
    public Rejection? Rejection { get; internal init; }

    /// <summary>What has to happen elsewhere before this user can sign in; null when nothing has to.</summary>
    public Detour? Detour { get; internal init; }

    /// <summary>The new session; null until signed in.</summary>
    public AuthSession? Session { get; internal init; }

    /// <summary>
    /// The key the new session is stored under; null until signed in. Servers keep it for the user (it is never the key the
    /// sign-in started with, so nobody can plant one); an engine for one user needs no key.
    /// </summary>
    public SessionKey? SessionKey { get; internal init; }

    /// <summary>What <see cref="BrowserSignInOptions.CustomState"/> held when the sign-in with a browser began; null elsewhere.</summary>
    public string? CustomState { get; internal init; }

    /// <summary>
    /// What became of this device, where the pool tracks devices and did not know it; null elsewhere. Whatever it says, the user
    /// is signed in.
    /// </summary>
    public NewDevice? NewDevice { get; internal init; }
}
