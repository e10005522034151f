namespace Amplify;

/// <summary>What a user can sign in with.</summary>
public sealed class AuthFactors
{
    /// <summary>
    /// The first factors the user has: a password counts once, as <see cref="FirstFactor.Password"/>, however it is proved. Factors this
    /// version does not know are left out.
    /// </summary>
    public IReadOnlyList<FirstFactor> FirstFactors { get; init; } = [];

    /// <summary>The second factors the user has enabled, and the preferred one.</summary>
    public MfaPreferences Mfa { get; init; } = new();
}
