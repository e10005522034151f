namespace Amplify.Emulator;

/// <summary>Temporary credentials and whose they are.</summary>
internal sealed class IssuedCredentials
{
    public required string AccessKeyId { get; init; }

    public required string SecretAccessKey { get; init; }

    public required string SessionToken { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public required RoleSession Session { get; init; }
}
