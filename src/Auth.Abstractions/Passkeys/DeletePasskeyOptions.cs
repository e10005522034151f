namespace Amplify;

/// <summary>How to delete a passkey. Nothing can be chosen in this version.</summary>
public sealed class DeletePasskeyOptions;
