namespace Amplify.Emulator;

/// <summary>What happens where a mapping does not lead to one role.</summary>
public enum AmbiguousRoleResolution
{
    /// <summary>The pool's role for those who have signed in.</summary>
    AuthenticatedRole,

    /// <summary>The request is refused.</summary>
    Deny,
}
