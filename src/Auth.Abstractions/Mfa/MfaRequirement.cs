namespace Amplify;

/// <summary>Whether a user pool asks for a second factor (<c>mfa_configuration</c> of <c>amplify_outputs.json</c>).</summary>
public enum MfaRequirement
{
    /// <summary>Never: nobody can enable one.</summary>
    None = 0,

    /// <summary>Of users who enabled one.</summary>
    Optional = 1,

    /// <summary>Of everybody: who has none must set one up while signing in.</summary>
    Required = 2,
}
