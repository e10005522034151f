namespace Amplify;

/// <summary>The second factors a user has enabled.</summary>
public sealed class MfaPreferences
{
    /// <summary>The factors that may be asked for, in the service's order; empty when there are none. Factors this version does not know are left out.</summary>
    public IReadOnlyList<MfaMethod> Enabled { get; init; } = [];

    /// <summary>The factor that is asked for at sign-in; null when the user has preferred none, and is asked which if there are several.</summary>
    public MfaMethod? Preferred { get; init; }
}
