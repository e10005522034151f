namespace Amplify;

/// <summary>How to read what a user can sign in with. Nothing can be chosen in this version.</summary>
public sealed class FetchAuthFactorsOptions;
