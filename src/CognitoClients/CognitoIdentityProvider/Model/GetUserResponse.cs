using Amazon.Runtime;

namespace Amplify.CognitoIdentityProvider.Model;

/// <summary>What <see cref="IAmazonCognitoIdentityProvider.GetUserAsync"/> returns.</summary>
public sealed class GetUserResponse : AmazonWebServiceResponse
{
    /// <summary>Second factors of the elder kind (text message only); see <see cref="UserMFASettingList"/> for all.</summary>
    public List<MFAOptionType>? MFAOptions { get; set; }

    /// <summary>The preferred second factor, for example <c>SOFTWARE_TOKEN_MFA</c>.</summary>
    public string? PreferredMfaSetting { get; set; }

    /// <summary>The attributes of the user.</summary>
    public List<AttributeType>? UserAttributes { get; set; }

    /// <summary>The second factors that are switched on, for example <c>SMS_MFA</c>.</summary>
    public List<string>? UserMFASettingList { get; set; }

    /// <summary>The user's name in the pool.</summary>
    public string? Username { get; set; }
}
