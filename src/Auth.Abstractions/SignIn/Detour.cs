namespace Amplify;

/// <summary>Something else has to happen before this user can sign in; then sign in again.</summary>
public abstract class Detour
{
    private Detour(string username) => Username = username;

    /// <summary>The user the detour is for, as typed.</summary>
    public string Username { get; }

    /// <summary>The sign-up was never confirmed: ask for the code and call ConfirmSignUp (ResendSignUpCode sends another).</summary>
    public sealed class ConfirmSignUp : Detour
    {
        internal ConfirmSignUp(string username)
            : base(username)
        {
        }
    }

    /// <summary>An administrator requires a new password: start the password reset.</summary>
    public sealed class ResetPassword : Detour
    {
        internal ResetPassword(string username)
            : base(username)
        {
        }
    }
}
