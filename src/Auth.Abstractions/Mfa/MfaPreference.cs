namespace Amplify;

/// <summary>What a user wants of a second factor (SetUserMFAPreference).</summary>
public enum MfaPreference
{
    /// <summary>It is not asked for.</summary>
    Disabled = 0,

    /// <summary>It may be asked for; whether it is the preferred one is left as it is.</summary>
    Enabled = 1,

    /// <summary>Ask for this one. At most one factor is preferred.</summary>
    Preferred = 2,

    /// <summary>It may be asked for, and is not the preferred one.</summary>
    NotPreferred = 3,
}
