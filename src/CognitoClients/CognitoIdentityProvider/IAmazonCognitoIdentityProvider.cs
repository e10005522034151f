using Amazon.Runtime;
using Amplify.CognitoIdentityProvider.Model;

namespace Amplify.CognitoIdentityProvider;

/// <summary>
/// The operations of Amazon Cognito user pools that need no AWS credentials, named and shaped as in AWS's own interface of this name.
/// </summary>
/// <remarks>
/// <para>Every operation throws, besides what its service model lists:</para>
/// <list type="bullet">
/// <item><see cref="ArgumentNullException"/>: no request.</item>
/// <item><see cref="AmazonCognitoIdentityProviderException"/> or a class derived from it, one per error code: the service refused.</item>
/// <item><see cref="AmazonUnmarshallingException"/>: an answer came but cannot be understood (not JSON, cut short, too large).</item>
/// <item><see cref="HttpRequestException"/>: the exchange failed before an answer began; <see cref="HttpRequestException.HttpRequestError"/> says how.</item>
/// <item><see cref="IOException"/>: the connection broke while the answer was read, so the service has acted or refused.</item>
/// <item><see cref="TimeoutException"/>: no whole answer within the configured time; the service may have acted.</item>
/// <item><see cref="OperationCanceledException"/>: the caller cancelled; the service may have acted.</item>
/// </list>
/// <para>Nothing is ever sent twice: repeating is up to the caller.</para>
/// </remarks>
public interface IAmazonCognitoIdentityProvider : IAmazonService, IDisposable
{
    /// <summary>Begins the set-up of an authenticator app: the service makes a secret for the user.</summary>
    /// <param name="request">What to send.</param>
    /// <param name="cancellationToken">Abandons the call; the service may have acted nevertheless.</param>
    /// <returns>The service's answer.</returns>
    Task<AssociateSoftwareTokenResponse> AssociateSoftwareTokenAsync(AssociateSoftwareTokenRequest request, CancellationToken cancellationToken = default);

    /// <summary>Changes the password of a signed-in user.</summary>
    /// <param name="request">What to send.</param>
    /// <param name="cancellationToken">Abandons the call; the service may have acted nevertheless.</param>
    /// <returns>The service's answer.</returns>
    Task<ChangePasswordResponse> ChangePasswordAsync(ChangePasswordRequest request, CancellationToken cancellationToken = default);

    /// <summary>Registers the passkey that an authenticator made for a signed-in user.</summary>
    /// <param name="request">What to send.</param>
    /// <param name="cancellationToken">Abandons the call; the service may have acted nevertheless.</param>
    /// <returns>The service's answer.</returns>
    Task<CompleteWebAuthnRegistrationResponse> CompleteWebAuthnRegistrationAsync(CompleteWebAuthnRegistrationRequest request, CancellationToken cancellationToken = default);

    /// <summary>Registers the device a user has just signed in on, with the verifier of its secret.</summary>
    /// <param name="request">What to send.</param>
    /// <param name="cancellationToken">Abandons the call; the service may have acted nevertheless.</param>
    /// <returns>The service's answer.</returns>
    Task<ConfirmDeviceResponse> ConfirmDeviceAsync(ConfirmDeviceRequest request, CancellationToken cancellationToken = default);

    /// <summary>Sets a new password with the code that ForgotPassword sent.</summary>
    /// <param name="request">What to send.</param>
    /// <param name="cancellationToken">Abandons the call; the service may have acted nevertheless.</param>
    /// <returns>The service's answer.</returns>
    Task<ConfirmForgotPasswordResponse> ConfirmForgotPasswordAsync(ConfirmForgotPasswordRequest request, CancellationToken cancellationToken = default);

    /// <summary>Confirms a new account with the code that SignUp sent.</summary>
    /// <param name="request">What to send.</param>
    /// <param name="cancellationToken">Abandons the call; the service may have acted nevertheless.</param>
    /// <returns>The service's answer.</returns>
    Task<ConfirmSignUpResponse> ConfirmSignUpAsync(ConfirmSignUpRequest request, CancellationToken cancellationToken = default);

    /// <summary>Deletes the account of the signed-in user, for good.</summary>
    /// <param name="request">What to send.</param>
    /// <param name="cancellationToken">Abandons the call; the service may have acted nevertheless.</param>
    /// <returns>The service's answer.</returns>
    Task<DeleteUserResponse> DeleteUserAsync(DeleteUserRequest request, CancellationToken cancellationToken = default);

    /// <summary>Removes attributes of the signed-in user.</summary>
    /// <param name="request">What to send.</param>
    /// <param name="cancellationToken">Abandons the call; the service may have acted nevertheless.</param>
    /// <returns>The service's answer.</returns>
    Task<DeleteUserAttributesResponse> DeleteUserAttributesAsync(DeleteUserAttributesRequest request, CancellationToken cancellationToken = default);

    /// <summary>Removes one passkey of the signed-in user.</summary>
    /// <param name="request">What to send.</param>
    /// <param name="cancellationToken">Abandons the call; the service may have acted nevertheless.</param>
    /// <returns>The service's answer.</returns>
    Task<DeleteWebAuthnCredentialResponse> DeleteWebAuthnCredentialAsync(DeleteWebAuthnCredentialRequest request, CancellationToken cancellationToken = default);

    /// <summary>Forgets one remembered device of the signed-in user.</summary>
    /// <param name="request">What to send.</param>
    /// <param name="cancellationToken">Abandons the call; the service may have acted nevertheless.</param>
    /// <returns>The service's answer.</returns>
    Task<ForgetDeviceResponse> ForgetDeviceAsync(ForgetDeviceRequest request, CancellationToken cancellationToken = default);

    /// <summary>Sends the user a code that allows a new password to be set.</summary>
    /// <param name="request">What to send.</param>
    /// <param name="cancellationToken">Abandons the call; the service may have acted nevertheless.</param>
    /// <returns>The service's answer.</returns>
    Task<ForgotPasswordResponse> ForgotPasswordAsync(ForgotPasswordRequest request, CancellationToken cancellationToken = default);

    /// <summary>Exchanges a refresh token for new tokens; with rotation switched on, for a new refresh token too.</summary>
    /// <param name="request">What to send.</param>
    /// <param name="cancellationToken">Abandons the call; the service may have acted nevertheless.</param>
    /// <returns>The service's answer.</returns>
    Task<GetTokensFromRefreshTokenResponse> GetTokensFromRefreshTokenAsync(GetTokensFromRefreshTokenRequest request, CancellationToken cancellationToken = default);

    /// <summary>Reads attributes and MFA settings of the signed-in user.</summary>
    /// <param name="request">What to send.</param>
    /// <param name="cancellationToken">Abandons the call; the service may have acted nevertheless.</param>
    /// <returns>The service's answer.</returns>
    Task<GetUserResponse> GetUserAsync(GetUserRequest request, CancellationToken cancellationToken = default);

    /// <summary>Sends a code that proves the signed-in user owns an address or a number.</summary>
    /// <param name="request">What to send.</param>
    /// <param name="cancellationToken">Abandons the call; the service may have acted nevertheless.</param>
    /// <returns>The service's answer.</returns>
    Task<GetUserAttributeVerificationCodeResponse> GetUserAttributeVerificationCodeAsync(GetUserAttributeVerificationCodeRequest request, CancellationToken cancellationToken = default);

    /// <summary>Lists the ways in which the signed-in user can sign in.</summary>
    /// <param name="request">What to send.</param>
    /// <param name="cancellationToken">Abandons the call; the service may have acted nevertheless.</param>
    /// <returns>The service's answer.</returns>
    Task<GetUserAuthFactorsResponse> GetUserAuthFactorsAsync(GetUserAuthFactorsRequest request, CancellationToken cancellationToken = default);

    /// <summary>Signs the user out everywhere: refresh tokens end, access tokens are refused by the service.</summary>
    /// <param name="request">What to send.</param>
    /// <param name="cancellationToken">Abandons the call; the service may have acted nevertheless.</param>
    /// <returns>The service's answer.</returns>
    Task<GlobalSignOutResponse> GlobalSignOutAsync(GlobalSignOutRequest request, CancellationToken cancellationToken = default);

    /// <summary>Begins a sign-in, or refreshes tokens.</summary>
    /// <param name="request">What to send.</param>
    /// <param name="cancellationToken">Abandons the call; the service may have acted nevertheless.</param>
    /// <returns>The service's answer.</returns>
    Task<InitiateAuthResponse> InitiateAuthAsync(InitiateAuthRequest request, CancellationToken cancellationToken = default);

    /// <summary>Lists the remembered devices of the signed-in user, a page at a time.</summary>
    /// <param name="request">What to send.</param>
    /// <param name="cancellationToken">Abandons the call; the service may have acted nevertheless.</param>
    /// <returns>The service's answer.</returns>
    Task<ListDevicesResponse> ListDevicesAsync(ListDevicesRequest request, CancellationToken cancellationToken = default);

    /// <summary>Lists the passkeys of the signed-in user, a page at a time.</summary>
    /// <param name="request">What to send.</param>
    /// <param name="cancellationToken">Abandons the call; the service may have acted nevertheless.</param>
    /// <returns>The service's answer.</returns>
    Task<ListWebAuthnCredentialsResponse> ListWebAuthnCredentialsAsync(ListWebAuthnCredentialsRequest request, CancellationToken cancellationToken = default);

    /// <summary>Sends the sign-up code again.</summary>
    /// <param name="request">What to send.</param>
    /// <param name="cancellationToken">Abandons the call; the service may have acted nevertheless.</param>
    /// <returns>The service's answer.</returns>
    Task<ResendConfirmationCodeResponse> ResendConfirmationCodeAsync(ResendConfirmationCodeRequest request, CancellationToken cancellationToken = default);

    /// <summary>Answers one challenge of a sign-in: yields tokens or the next challenge.</summary>
    /// <param name="request">What to send.</param>
    /// <param name="cancellationToken">Abandons the call; the service may have acted nevertheless.</param>
    /// <returns>The service's answer.</returns>
    Task<RespondToAuthChallengeResponse> RespondToAuthChallengeAsync(RespondToAuthChallengeRequest request, CancellationToken cancellationToken = default);

    /// <summary>Ends a refresh token and every access token made from it.</summary>
    /// <param name="request">What to send.</param>
    /// <param name="cancellationToken">Abandons the call; the service may have acted nevertheless.</param>
    /// <returns>The service's answer.</returns>
    Task<RevokeTokenResponse> RevokeTokenAsync(RevokeTokenRequest request, CancellationToken cancellationToken = default);

    /// <summary>Switches second factors of the signed-in user on or off and names the preferred one.</summary>
    /// <param name="request">What to send.</param>
    /// <param name="cancellationToken">Abandons the call; the service may have acted nevertheless.</param>
    /// <returns>The service's answer.</returns>
    Task<SetUserMFAPreferenceResponse> SetUserMFAPreferenceAsync(SetUserMFAPreferenceRequest request, CancellationToken cancellationToken = default);

    /// <summary>Makes a new account.</summary>
    /// <param name="request">What to send.</param>
    /// <param name="cancellationToken">Abandons the call; the service may have acted nevertheless.</param>
    /// <returns>The service's answer.</returns>
    Task<SignUpResponse> SignUpAsync(SignUpRequest request, CancellationToken cancellationToken = default);

    /// <summary>Asks for what an authenticator needs to make a passkey for the signed-in user.</summary>
    /// <param name="request">What to send.</param>
    /// <param name="cancellationToken">Abandons the call; the service may have acted nevertheless.</param>
    /// <returns>The service's answer.</returns>
    Task<StartWebAuthnRegistrationResponse> StartWebAuthnRegistrationAsync(StartWebAuthnRegistrationRequest request, CancellationToken cancellationToken = default);

    /// <summary>Marks a device as remembered or not.</summary>
    /// <param name="request">What to send.</param>
    /// <param name="cancellationToken">Abandons the call; the service may have acted nevertheless.</param>
    /// <returns>The service's answer.</returns>
    Task<UpdateDeviceStatusResponse> UpdateDeviceStatusAsync(UpdateDeviceStatusRequest request, CancellationToken cancellationToken = default);

    /// <summary>Changes attributes of the signed-in user.</summary>
    /// <param name="request">What to send.</param>
    /// <param name="cancellationToken">Abandons the call; the service may have acted nevertheless.</param>
    /// <returns>The service's answer.</returns>
    Task<UpdateUserAttributesResponse> UpdateUserAttributesAsync(UpdateUserAttributesRequest request, CancellationToken cancellationToken = default);

    /// <summary>Proves that an authenticator app was set up, with one of its codes.</summary>
    /// <param name="request">What to send.</param>
    /// <param name="cancellationToken">Abandons the call; the service may have acted nevertheless.</param>
    /// <returns>The service's answer.</returns>
    Task<VerifySoftwareTokenResponse> VerifySoftwareTokenAsync(VerifySoftwareTokenRequest request, CancellationToken cancellationToken = default);

    /// <summary>Confirms an address or a number with the code sent to it.</summary>
    /// <param name="request">What to send.</param>
    /// <param name="cancellationToken">Abandons the call; the service may have acted nevertheless.</param>
    /// <returns>The service's answer.</returns>
    Task<VerifyUserAttributeResponse> VerifyUserAttributeAsync(VerifyUserAttributeRequest request, CancellationToken cancellationToken = default);

    // IAmazonService declares these two as static abstract; without an implementation here the interface could be neither mocked nor used as a type argument (CS8920).

    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonCognitoIdentityProviderConfig();

    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) =>
        new AmazonCognitoIdentityProviderClient((AmazonCognitoIdentityProviderConfig)clientConfig);
}
