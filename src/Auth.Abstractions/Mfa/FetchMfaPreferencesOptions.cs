namespace Amplify;

/// <summary>How to read the preferences for second factors. Nothing can be chosen in this version.</summary>
public sealed class FetchMfaPreferencesOptions;
