namespace Amplify.Sessions;

/// <summary>What a sign-out found: a session, with its newest tokens; something nobody could read; or nothing.</summary>
internal sealed class ForgottenSession(SessionDocument? document, AuthError? unreadable)
{
    public SessionDocument? Document => document;

    /// <summary>Why there is no document although there was something; null when there was nothing.</summary>
    public AuthError? Unreadable => unreadable;
}
