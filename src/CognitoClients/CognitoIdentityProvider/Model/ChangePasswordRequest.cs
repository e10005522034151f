namespace Amplify.CognitoIdentityProvider.Model;

/// <summary>What <see cref="IAmazonCognitoIdentityProvider.ChangePasswordAsync"/> sends. Changes the password of a signed-in user.</summary>
public sealed class ChangePasswordRequest : AmazonCognitoIdentityProviderRequest
{
    /// <summary>The access token of the signed-in user. A secret.</summary>
    public string? AccessToken { get; set; }

    /// <summary>The present password; may be left out by a user who never had one. A secret.</summary>
    public string? PreviousPassword { get; set; }

    /// <summary>The new password. A secret.</summary>
    public string? ProposedPassword { get; set; }
}
