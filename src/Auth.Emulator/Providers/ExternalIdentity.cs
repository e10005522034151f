namespace Amplify.Emulator;

/// <summary>What a provider said, after it was checked: who the user is there, and the claims.</summary>
internal sealed class ExternalIdentity
{
    public required string Subject { get; init; }

    public required IReadOnlyDictionary<string, string> Claims { get; init; }
}
