namespace Amplify.CognitoIdentity.Model;

/// <summary>What <see cref="IAmazonCognitoIdentity.GetOpenIdTokenAsync"/> sends. Issues an OpenID token for an identity, to be exchanged at AWS STS.</summary>
public sealed class GetOpenIdTokenRequest : AmazonCognitoIdentityRequest
{
    /// <summary>The id of the identity: region, colon, UUID.</summary>
    public string? IdentityId { get; set; }

    /// <summary>Tokens by the name of the provider that issued them; for a user pool <c>cognito-idp.{region}.amazonaws.com/{poolId}</c> and the ID token. Holds secrets.</summary>
    public Dictionary<string, string>? Logins { get; set; }
}
