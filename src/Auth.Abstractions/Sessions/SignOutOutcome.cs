namespace Amplify;

/// <summary>How a part of a sign-out went.</summary>
public enum SignOutOutcome
{
    /// <summary>There was nothing to do.</summary>
    NotNeeded = 0,

    /// <summary>It was done.</summary>
    Done = 1,

    /// <summary>It could not be done, or nobody knows whether it was: <see cref="SignOutPart.Error"/> says why.</summary>
    Failed = 2,
}
