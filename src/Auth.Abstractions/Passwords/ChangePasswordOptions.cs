namespace Amplify;

/// <summary>What may accompany a change of the password: nothing in this version.</summary>
public sealed class ChangePasswordOptions;
