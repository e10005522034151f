namespace Amplify;

/// <summary>The outcome of an attribute's code.</summary>
public sealed class ConfirmAttributeResult
{
    /// <summary>Whether the attribute is verified.</summary>
    public bool IsConfirmed => Rejection is null;

    /// <summary>Why the code was not accepted: ask again, or send a new one. Null when it was.</summary>
    public Rejection? Rejection { get; init; }

    /// <summary>
    /// The session after the refresh that the options asked for: signed out if it turned out to be over. Null when none was asked
    /// for, or the session could not be read.
    /// </summary>
    public AuthSession? Session { get; init; }

    /// <summary>
    /// Why the refresh that the options asked for did not come about; null when it did, or none was asked for. What this result
    /// tells about is done all the same.
    /// </summary>
    public AuthError? SessionError { get; init; }
}
