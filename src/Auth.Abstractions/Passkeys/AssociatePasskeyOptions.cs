namespace Amplify;

/// <summary>How to make and register a passkey. Nothing can be chosen in this version.</summary>
public sealed class AssociatePasskeyOptions;
