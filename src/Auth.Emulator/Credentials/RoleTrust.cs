namespace Amplify.Emulator;

/// <summary>Which identities of its identity pool a role lets assume it: its trust policy's condition on <c>cognito-identity.amazonaws.com:amr</c>.</summary>
public enum RoleTrust
{
    /// <summary>Those that have signed in.</summary>
    Authenticated,

    /// <summary>Guests.</summary>
    Unauthenticated,

    /// <summary>Both.</summary>
    Everyone,
}
