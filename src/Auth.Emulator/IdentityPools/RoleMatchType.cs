namespace Amplify.Emulator;

/// <summary>How a rule compares a claim with its value.</summary>
public enum RoleMatchType
{
    /// <summary>They are the same.</summary>
    Equals,

    /// <summary>The claim contains the value.</summary>
    Contains,

    /// <summary>The claim begins with the value.</summary>
    StartsWith,

    /// <summary>The claim is there and differs.</summary>
    NotEqual,
}
