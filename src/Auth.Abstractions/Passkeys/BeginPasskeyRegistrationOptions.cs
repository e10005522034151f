namespace Amplify;

/// <summary>How to begin the registration of a passkey. Nothing can be chosen in this version.</summary>
public sealed class BeginPasskeyRegistrationOptions;
