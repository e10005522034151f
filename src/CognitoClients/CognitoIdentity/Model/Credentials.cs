namespace Amplify.CognitoIdentity.Model;

/// <summary>Temporary AWS credentials of an identity.</summary>
public sealed class Credentials
{
    /// <summary>The access key id.</summary>
    public string? AccessKeyId { get; set; }

    /// <summary>When the credentials end, UTC.</summary>
    public DateTime? Expiration { get; set; }

    /// <summary>The secret key. A secret.</summary>
    public string? SecretKey { get; set; }

    /// <summary>The session token. A secret.</summary>
    public string? SessionToken { get; set; }
}
