namespace Amplify.Tests.Model;

/// <summary>One way a command may go: what is seen, and how things stand afterwards.</summary>
internal readonly record struct Turn(Outcome Outcome, ModelState After);
