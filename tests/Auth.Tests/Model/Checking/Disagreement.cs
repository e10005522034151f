namespace Amplify.Tests.Model;

/// <summary>Engine or emulator did something that the model does not allow.</summary>
internal sealed class Disagreement(string message, Exception? cause = null) : Exception(message, cause);
