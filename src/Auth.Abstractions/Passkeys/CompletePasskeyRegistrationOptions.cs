namespace Amplify;

/// <summary>How to complete the registration of a passkey. Nothing can be chosen in this version.</summary>
public sealed class CompletePasskeyRegistrationOptions;
