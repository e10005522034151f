namespace Amplify;

/// <summary>
/// A call could not do what was asked. Expected turns of a flow (a wrong code, an unconfirmed user) are results, not exceptions.
/// </summary>
public class AuthException : Exception
{
    /// <summary>Describes a failure.</summary>
    /// <param name="error">What went wrong.</param>
    /// <param name="innerException">The cause below, or null.</param>
    /// <exception cref="ArgumentNullException"><paramref name="error"/> is null.</exception>
    public AuthException(AuthError error, Exception? innerException = null)
        : base(MessageOf(error), innerException) => Error = error;

    /// <summary>What went wrong, whole.</summary>
    public AuthError Error { get; }

    /// <summary>Why. Decide by this.</summary>
    public AuthErrorReason Reason => Error.Reason;

    /// <summary>The service's error code, or null.</summary>
    public string? Code => Error.Code;

    /// <summary>The service's request id, or null.</summary>
    public string? RequestId => Error.RequestId;

    /// <summary>What to do about it, or null.</summary>
    public string? Suggestion => Error.Suggestion;

    /// <summary>Whether the same call may work later with nothing changed.</summary>
    public bool IsTransient => Error.IsTransient;

    private static string MessageOf(AuthError error)
    {
        Require.NotNull(error, nameof(error));
        return error.Suggestion is null ? error.Message : $"{error.Message} {error.Suggestion}";
    }
}
