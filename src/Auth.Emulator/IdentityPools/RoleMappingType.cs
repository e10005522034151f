namespace Amplify.Emulator;

/// <summary>How a role mapping finds the role.</summary>
public enum RoleMappingType
{
    /// <summary>By <c>cognito:preferred_role</c> and <c>cognito:roles</c> of the ID token.</summary>
    Token,

    /// <summary>By rules over the token's claims; the first that matches decides.</summary>
    Rules,
}
