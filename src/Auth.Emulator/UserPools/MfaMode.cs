namespace Amplify.Emulator;

/// <summary>Whether a user pool asks for a second factor.</summary>
public enum MfaMode
{
    /// <summary>Never.</summary>
    Off,

    /// <summary>From users who have set one up.</summary>
    Optional,

    /// <summary>From everyone.</summary>
    On,
}
