namespace Amplify;

/// <summary>How to change the preferences for second factors. Nothing can be chosen in this version.</summary>
public sealed class UpdateMfaPreferencesOptions;
