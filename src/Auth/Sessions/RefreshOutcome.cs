namespace Amplify.Sessions;

/// <summary>How a refresh ended. Shared by everyone who waited for it; never an exception.</summary>
internal sealed class RefreshOutcome
{
    private RefreshOutcome(SessionView view, AuthSession session, AuthError? error)
    {
        View = view;
        Session = session;
        Error = error;
    }

    public SessionView View { get; }

    /// <summary>What applications see after it: signed in, signed out, offline or refused.</summary>
    public AuthSession Session { get; }

    /// <summary>Why the tokens were not renewed; null when they were, or when nobody is signed in any more.</summary>
    public AuthError? Error { get; }

    public static RefreshOutcome Done(SessionView view) => new(view, view.Session, null);

    /// <summary>The service gave no refresh token: the session lasts as long as its tokens.</summary>
    public static RefreshOutcome NotRenewable(SessionView view) => Failed(view, RefreshVerdict.KeepAndReport, new AuthError
    {
        Reason = AuthErrorReason.RefreshTokenRejected,
        Message = "The service gave no refresh token: this session lasts as long as its tokens.",
        Suggestion = "Sign in again for new tokens.",
    });

    /// <summary>The same failure, over what is shown by now.</summary>
    public RefreshOutcome Over(SessionView view) => Failed(view, Session.State == AuthSessionState.Refused ? RefreshVerdict.KeepAndReport : RefreshVerdict.KeepAndRetry, Error!);

    /// <summary>The session goes on without new tokens.</summary>
    public static RefreshOutcome Failed(SessionView view, RefreshVerdict verdict, AuthError error) => new(
        view,
        new AuthSession
        {
            State = verdict == RefreshVerdict.KeepAndReport ? AuthSessionState.Refused : AuthSessionState.Offline,
            User = view.Session.User,
            Tokens = view.Session.Tokens,
            Source = view.Session.Source,
            RefreshAt = view.Session.RefreshAt,
            Error = error,
        },
        error);
}
