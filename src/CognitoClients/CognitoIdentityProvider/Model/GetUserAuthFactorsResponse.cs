using Amazon.Runtime;

namespace Amplify.CognitoIdentityProvider.Model;

/// <summary>What <see cref="IAmazonCognitoIdentityProvider.GetUserAuthFactorsAsync"/> returns.</summary>
public sealed class GetUserAuthFactorsResponse : AmazonWebServiceResponse
{
    /// <summary>The first factors the user can sign in with; values as in <c>PASSWORD</c>, <c>EMAIL_OTP</c>, <c>SMS_OTP</c>, <c>WEB_AUTHN</c>.</summary>
    public List<string>? ConfiguredUserAuthFactors { get; set; }

    /// <summary>The preferred second factor, for example <c>SOFTWARE_TOKEN_MFA</c>.</summary>
    public string? PreferredMfaSetting { get; set; }

    /// <summary>The second factors that are switched on, for example <c>SMS_MFA</c>.</summary>
    public List<string>? UserMFASettingList { get; set; }

    /// <summary>The user's name in the pool.</summary>
    public string? Username { get; set; }
}
