namespace Amplify;

/// <summary>How to begin the set-up of an authenticator app.</summary>
public sealed class SetUpTotpOptions
{
    /// <summary>What the authenticator lists the user as. Null: the e-mail address in the ID token, or else the user name.</summary>
    public string? AccountName { get; init; }
}
