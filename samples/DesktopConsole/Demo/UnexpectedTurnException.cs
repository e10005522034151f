namespace Amplify.Samples;

/// <summary>The demo took another way than it should.</summary>
internal sealed class UnexpectedTurnException(string message) : Exception(message);
