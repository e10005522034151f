namespace Amplify.CognitoIdentity.Model;

/// <summary>What <see cref="IAmazonCognitoIdentity.GetCredentialsForIdentityAsync"/> sends. Exchanges an identity, with the tokens of its logins, for temporary AWS credentials.</summary>
public sealed class GetCredentialsForIdentityRequest : AmazonCognitoIdentityRequest
{
    /// <summary>The role to take when the user's token allows several.</summary>
    public string? CustomRoleArn { get; set; }

    /// <summary>The id of the identity: region, colon, UUID.</summary>
    public string? IdentityId { get; set; }

    /// <summary>Tokens by the name of the provider that issued them; for a user pool <c>cognito-idp.{region}.amazonaws.com/{poolId}</c> and the ID token. Holds secrets.</summary>
    public Dictionary<string, string>? Logins { get; set; }
}
