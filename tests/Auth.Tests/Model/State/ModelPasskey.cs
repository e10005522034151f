namespace Amplify.Tests.Model;

/// <summary>A passkey that the service knows.</summary>
/// <param name="Id">A number nothing else has; greater than that of passkeys made before.</param>
/// <param name="Authenticator">Whose authenticator made it, and has it for good: a handle.</param>
internal sealed record ModelPasskey(int Id, int Authenticator);
