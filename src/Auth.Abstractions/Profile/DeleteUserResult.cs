namespace Amplify;

/// <summary>The user is deleted in the user pool, for good.</summary>
public sealed class DeleteUserResult
{
    /// <summary>Whether this session is forgotten too, here and in the store.</summary>
    public bool IsSignedOut => SignOutError is null;

    /// <summary>
    /// Why the store could not forget the session; null when it did. The session then ends by itself at its next refresh, or call
    /// SignOut again. Other sessions of the user end at their next refresh.
    /// </summary>
    public AuthError? SignOutError { get; init; }
}
