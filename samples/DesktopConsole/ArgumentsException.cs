namespace Amplify.Samples;

/// <summary>The command line cannot be understood.</summary>
internal sealed class ArgumentsException(string message) : Exception(message);
