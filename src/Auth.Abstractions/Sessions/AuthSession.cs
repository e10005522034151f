using System.Diagnostics.CodeAnalysis;

namespace Amplify;

/// <summary>
/// What is known about the user now: an immutable snapshot. Reading it never fails because nobody is signed in or the
/// service is out of reach; the <see cref="State"/> says so instead.
/// </summary>
public sealed class AuthSession
{
    internal AuthSession()
    {
    }

    /// <summary>Signed out, guest, signed in, offline or refused.</summary>
    public AuthSessionState State { get; internal init; }

    /// <summary>The user: non-null exactly when <see cref="HasUser"/> (signed in, offline, refused).</summary>
    public AuthUser? User { get; internal init; }

    /// <summary>Whether there is a user, with valid tokens or without.</summary>
    [MemberNotNullWhen(true, nameof(User), nameof(Tokens))]
    public bool HasUser => User is not null;

    /// <summary>Whether a user is signed in and the tokens were valid when the snapshot was taken.</summary>
    [MemberNotNullWhen(true, nameof(User), nameof(Tokens))]
    public bool IsSignedIn => State == AuthSessionState.SignedIn;

    /// <summary>
    /// The newest tokens: non-null exactly when there is a user. Expired when the state is offline or refused; after a start
    /// without the keys to verify them they are withheld, and both read <c>unverified</c> (the claims are withheld too).
    /// </summary>
    public AuthTokens? Tokens { get; internal init; }

    /// <summary>Where the tokens came from last.</summary>
    public SessionSource Source { get; internal init; }

    /// <summary>When the tokens will be renewed ahead of their end (UTC, this machine's clock); null without a user.</summary>
    public DateTimeOffset? RefreshAt { get; internal init; }

    /// <summary>
    /// Why the tokens could not be renewed: when <see cref="State"/> is offline or refused, or when a refresh failed although the
    /// tokens are still valid; else null.
    /// </summary>
    public AuthError? Error { get; internal init; }

    /// <summary>Why the last session of this key ended, when it ended; null when there was none.</summary>
    public SessionEndReason? EndReason { get; internal init; }
}
