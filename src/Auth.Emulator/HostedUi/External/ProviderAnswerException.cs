namespace Amplify.Emulator;

/// <summary>An identity provider's answer cannot be used; the client is told this error and the message.</summary>
internal sealed class ProviderAnswerException(string message, string error = "server_error") : Exception(message)
{
    public string Error { get; } = error;
}
