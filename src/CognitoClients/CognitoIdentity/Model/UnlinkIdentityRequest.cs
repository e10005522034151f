namespace Amplify.CognitoIdentity.Model;

/// <summary>What <see cref="IAmazonCognitoIdentity.UnlinkIdentityAsync"/> sends. Takes logins off an identity.</summary>
public sealed class UnlinkIdentityRequest : AmazonCognitoIdentityRequest
{
    /// <summary>The id of the identity: region, colon, UUID.</summary>
    public string? IdentityId { get; set; }

    /// <summary>Tokens by the name of the provider that issued them; for a user pool <c>cognito-idp.{region}.amazonaws.com/{poolId}</c> and the ID token. Holds secrets.</summary>
    public Dictionary<string, string>? Logins { get; set; }

    /// <summary>The names of the providers to take off.</summary>
    public List<string>? LoginsToRemove { get; set; }
}
