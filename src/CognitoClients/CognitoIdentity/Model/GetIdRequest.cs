namespace Amplify.CognitoIdentity.Model;

/// <summary>What <see cref="IAmazonCognitoIdentity.GetIdAsync"/> sends. Gives the id of an identity: of a guest without logins, else the one its logins belong to.</summary>
public sealed class GetIdRequest : AmazonCognitoIdentityRequest
{
    /// <summary>The AWS account id that owns the pool; optional.</summary>
    public string? AccountId { get; set; }

    /// <summary>The id of the identity pool: region, colon, UUID.</summary>
    public string? IdentityPoolId { get; set; }

    /// <summary>Tokens by the name of the provider that issued them; for a user pool <c>cognito-idp.{region}.amazonaws.com/{poolId}</c> and the ID token. Holds secrets.</summary>
    public Dictionary<string, string>? Logins { get; set; }
}
