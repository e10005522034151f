namespace Amplify.Tests.Model;

/// <summary>A step an application holds, and the code that was sent for it.</summary>
internal sealed record StepSlot(SignInStep Step, string? Code);
