namespace Amplify.Credentials;

/// <summary>Credentials as a service gave them, checked to be whole.</summary>
internal sealed class ObtainedCredentials
{
    public required string AccessKeyId { get; init; }

    public required string SecretAccessKey { get; init; }

    public required string SessionToken { get; init; }

    /// <summary>On the service's clock.</summary>
    public required DateTimeOffset Expiration { get; init; }

    /// <summary>The identity they are for; not always the one that was asked for.</summary>
    public required string IdentityId { get; init; }

    public required bool IsGuest { get; init; }

    /// <summary>The identity that was known before, where this is another one, or a guest's that a user took over; else null.</summary>
    public string? OldIdentityId { get; init; }

    public ObtainedCredentials Instead(string? oldIdentityId) => new()
    {
        AccessKeyId = AccessKeyId,
        SecretAccessKey = SecretAccessKey,
        SessionToken = SessionToken,
        Expiration = Expiration,
        IdentityId = IdentityId,
        IsGuest = IsGuest,
        OldIdentityId = oldIdentityId,
    };

    public override string ToString() => "[credentials]";
}
