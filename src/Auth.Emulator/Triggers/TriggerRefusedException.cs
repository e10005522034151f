namespace Amplify.Emulator;

/// <summary>Thrown by a trigger that refuses, as a Lambda function throws an error of its own: the caller gets a <c>UserLambdaValidationException</c> with the text.</summary>
/// <param name="message">The text, without full stop.</param>
public sealed class TriggerRefusedException(string message) : Exception(message);
