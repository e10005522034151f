namespace Amplify.Emulator;

/// <summary>The request ends here, with this answer.</summary>
internal sealed class HostedUiException(Answer answer) : Exception
{
    public Answer Answer { get; } = answer;
}
