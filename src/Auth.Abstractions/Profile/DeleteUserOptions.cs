namespace Amplify;

/// <summary>What may accompany the deletion of a user: nothing in this version.</summary>
public sealed class DeleteUserOptions;
