namespace Amplify;

/// <summary>One part of a sign-out, and how it went.</summary>
public sealed class SignOutPart
{
    /// <summary>There was nothing to do.</summary>
    public static SignOutPart NotNeeded { get; } = new() { Outcome = SignOutOutcome.NotNeeded };

    /// <summary>It was done.</summary>
    public static SignOutPart Done { get; } = new() { Outcome = SignOutOutcome.Done };

    /// <summary>Not needed, done or failed.</summary>
    public SignOutOutcome Outcome { get; init; }

    /// <summary>Why it failed; null when it did not.</summary>
    public AuthError? Error { get; init; }

    /// <summary>It failed.</summary>
    /// <param name="error">Why.</param>
    /// <exception cref="ArgumentNullException"><paramref name="error"/> is null.</exception>
    public static SignOutPart Failed(AuthError error)
    {
        Require.NotNull(error, nameof(error));
        return new SignOutPart { Outcome = SignOutOutcome.Failed, Error = error };
    }
}
