namespace Amplify;

/// <summary>How to sign out. Signing out is local in this version: this machine forgets the session.</summary>
public sealed class SignOutOptions;
