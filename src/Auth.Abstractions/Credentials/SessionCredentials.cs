namespace Amplify;

/// <summary>
/// Temporary AWS credentials of the user who is signed in, or of a guest: an immutable snapshot, to be asked for again rather
/// than kept. AWS SDK clients take <see cref="IAuth.AWSCredentials"/> instead, which renews itself.
/// </summary>
public sealed class SessionCredentials
{
    internal SessionCredentials(string accessKeyId, Secret secretAccessKey, Secret sessionToken, DateTimeOffset expiration, string identityId, bool isGuest)
    {
        AccessKeyId = accessKeyId;
        SecretAccessKey = secretAccessKey;
        SessionToken = sessionToken;
        Expiration = expiration;
        IdentityId = identityId;
        IsGuest = isGuest;
    }

    /// <summary>The access key's id. Not a secret: every signed request shows it.</summary>
    public string AccessKeyId { get; }

    /// <summary>What requests are signed with (Signature Version 4).</summary>
    public Secret SecretAccessKey { get; }

    /// <summary>What every request carries beside its signature.</summary>
    public Secret SessionToken { get; }

    /// <summary>When they end, on this machine's clock (UTC).</summary>
    public DateTimeOffset Expiration { get; }

    /// <summary>The identity in the identity pool they were given to, such as <c>eu-west-1:6f1c…</c>: the prefix of a user's own things in S3.</summary>
    public string IdentityId { get; }

    /// <summary>Whether they are a guest's.</summary>
    public bool IsGuest { get; }

    /// <summary>Whose and until when; no secret.</summary>
    public override string ToString() => $"{(IsGuest ? "guest" : "user")} {IdentityId}, until {Expiration:u}";
}
