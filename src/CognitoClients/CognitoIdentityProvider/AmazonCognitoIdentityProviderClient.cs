using Amazon;
using Amazon.Runtime;
using Amplify.CognitoClients;
using Amplify.CognitoIdentityProvider.Model;

namespace Amplify.CognitoIdentityProvider;

/// <summary>
/// The client of Amazon Cognito user pools. Thread-safe; make one and keep it. It signs nothing and needs no AWS credentials, sends each request once,
/// follows no redirect and keeps no cookie.
/// </summary>
public sealed class AmazonCognitoIdentityProviderClient : IAmazonCognitoIdentityProvider
{
    private readonly JsonServiceClient _service;

    /// <summary>Makes a client of the service in a region.</summary>
    /// <param name="region">The AWS region.</param>
    /// <exception cref="ArgumentNullException"><paramref name="region"/> is null.</exception>
    public AmazonCognitoIdentityProviderClient(RegionEndpoint region)
        : this(new AmazonCognitoIdentityProviderConfig { RegionEndpoint = region ?? throw new ArgumentNullException(nameof(region)) })
    {
    }

    /// <summary>Makes a client with connections of its own.</summary>
    /// <param name="config">Where the service is and how long to wait. It is read here, once.</param>
    /// <exception cref="ArgumentException">Neither a region nor a URL is set, or the two switches for endpoints do not fit them.</exception>
    public AmazonCognitoIdentityProviderClient(AmazonCognitoIdentityProviderConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        Config = config;
        _service = new JsonServiceClient(AmazonCognitoIdentityProviderDescription.Instance, ClientSettings.From(config));
    }

    /// <summary>Makes a client that sends through a given handler: for tests, proxies, or one connection pool for all.</summary>
    /// <param name="config">Where the service is and how long to wait. It is read here, once.</param>
    /// <param name="handler">What sends the requests. Its own settings hold: redirects, cookies, proxy, connection time-out.</param>
    /// <param name="disposeHandler">Whether <see cref="Dispose"/> disposes <paramref name="handler"/> too.</param>
    /// <exception cref="ArgumentException">Neither a region nor a URL is set, or the two switches for endpoints do not fit them.</exception>
    public AmazonCognitoIdentityProviderClient(AmazonCognitoIdentityProviderConfig config, HttpMessageHandler handler, bool disposeHandler = false)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(handler);
        Config = config;
        _service = new JsonServiceClient(AmazonCognitoIdentityProviderDescription.Instance, ClientSettings.From(config), handler, disposeHandler);
    }

    /// <summary>The configuration the client was made with; changing it afterwards changes nothing.</summary>
    public IClientConfig Config { get; }

    /// <inheritdoc/>
    public Task<AssociateSoftwareTokenResponse> AssociateSoftwareTokenAsync(AssociateSoftwareTokenRequest request, CancellationToken cancellationToken = default) =>
        _service.SendAsync<AssociateSoftwareTokenRequest, AssociateSoftwareTokenResponse>("AssociateSoftwareToken", request, cancellationToken);

    /// <inheritdoc/>
    public Task<ChangePasswordResponse> ChangePasswordAsync(ChangePasswordRequest request, CancellationToken cancellationToken = default) =>
        _service.SendAsync<ChangePasswordRequest, ChangePasswordResponse>("ChangePassword", request, cancellationToken);

    /// <inheritdoc/>
    public Task<CompleteWebAuthnRegistrationResponse> CompleteWebAuthnRegistrationAsync(CompleteWebAuthnRegistrationRequest request, CancellationToken cancellationToken = default) =>
        _service.SendAsync<CompleteWebAuthnRegistrationRequest, CompleteWebAuthnRegistrationResponse>("CompleteWebAuthnRegistration", request, cancellationToken);

    /// <inheritdoc/>
    public Task<ConfirmDeviceResponse> ConfirmDeviceAsync(ConfirmDeviceRequest request, CancellationToken cancellationToken = default) =>
        _service.SendAsync<ConfirmDeviceRequest, ConfirmDeviceResponse>("ConfirmDevice", request, cancellationToken);

    /// <inheritdoc/>
    public Task<ConfirmForgotPasswordResponse> ConfirmForgotPasswordAsync(ConfirmForgotPasswordRequest request, CancellationToken cancellationToken = default) =>
        _service.SendAsync<ConfirmForgotPasswordRequest, ConfirmForgotPasswordResponse>("ConfirmForgotPassword", request, cancellationToken);

    /// <inheritdoc/>
    public Task<ConfirmSignUpResponse> ConfirmSignUpAsync(ConfirmSignUpRequest request, CancellationToken cancellationToken = default) =>
        _service.SendAsync<ConfirmSignUpRequest, ConfirmSignUpResponse>("ConfirmSignUp", request, cancellationToken);

    /// <inheritdoc/>
    public Task<DeleteUserResponse> DeleteUserAsync(DeleteUserRequest request, CancellationToken cancellationToken = default) =>
        _service.SendAsync<DeleteUserRequest, DeleteUserResponse>("DeleteUser", request, cancellationToken);

    /// <inheritdoc/>
    public Task<DeleteUserAttributesResponse> DeleteUserAttributesAsync(DeleteUserAttributesRequest request, CancellationToken cancellationToken = default) =>
        _service.SendAsync<DeleteUserAttributesRequest, DeleteUserAttributesResponse>("DeleteUserAttributes", request, cancellationToken);

    /// <inheritdoc/>
    public Task<DeleteWebAuthnCredentialResponse> DeleteWebAuthnCredentialAsync(DeleteWebAuthnCredentialRequest request, CancellationToken cancellationToken = default) =>
        _service.SendAsync<DeleteWebAuthnCredentialRequest, DeleteWebAuthnCredentialResponse>("DeleteWebAuthnCredential", request, cancellationToken);

    /// <inheritdoc/>
    public Task<ForgetDeviceResponse> ForgetDeviceAsync(ForgetDeviceRequest request, CancellationToken cancellationToken = default) =>
        _service.SendAsync<ForgetDeviceRequest, ForgetDeviceResponse>("ForgetDevice", request, cancellationToken);

    /// <inheritdoc/>
    public Task<ForgotPasswordResponse> ForgotPasswordAsync(ForgotPasswordRequest request, CancellationToken cancellationToken = default) =>
        _service.SendAsync<ForgotPasswordRequest, ForgotPasswordResponse>("ForgotPassword", request, cancellationToken);

    /// <inheritdoc/>
    public Task<GetTokensFromRefreshTokenResponse> GetTokensFromRefreshTokenAsync(GetTokensFromRefreshTokenRequest request, CancellationToken cancellationToken = default) =>
        _service.SendAsync<GetTokensFromRefreshTokenRequest, GetTokensFromRefreshTokenResponse>("GetTokensFromRefreshToken", request, cancellationToken);

    /// <inheritdoc/>
    public Task<GetUserResponse> GetUserAsync(GetUserRequest request, CancellationToken cancellationToken = default) =>
        _service.SendAsync<GetUserRequest, GetUserResponse>("GetUser", request, cancellationToken);

    /// <inheritdoc/>
    public Task<GetUserAttributeVerificationCodeResponse> GetUserAttributeVerificationCodeAsync(GetUserAttributeVerificationCodeRequest request, CancellationToken cancellationToken = default) =>
        _service.SendAsync<GetUserAttributeVerificationCodeRequest, GetUserAttributeVerificationCodeResponse>("GetUserAttributeVerificationCode", request, cancellationToken);

    /// <inheritdoc/>
    public Task<GetUserAuthFactorsResponse> GetUserAuthFactorsAsync(GetUserAuthFactorsRequest request, CancellationToken cancellationToken = default) =>
        _service.SendAsync<GetUserAuthFactorsRequest, GetUserAuthFactorsResponse>("GetUserAuthFactors", request, cancellationToken);

    /// <inheritdoc/>
    public Task<GlobalSignOutResponse> GlobalSignOutAsync(GlobalSignOutRequest request, CancellationToken cancellationToken = default) =>
        _service.SendAsync<GlobalSignOutRequest, GlobalSignOutResponse>("GlobalSignOut", request, cancellationToken);

    /// <inheritdoc/>
    public Task<InitiateAuthResponse> InitiateAuthAsync(InitiateAuthRequest request, CancellationToken cancellationToken = default) =>
        _service.SendAsync<InitiateAuthRequest, InitiateAuthResponse>("InitiateAuth", request, cancellationToken);

    /// <inheritdoc/>
    public Task<ListDevicesResponse> ListDevicesAsync(ListDevicesRequest request, CancellationToken cancellationToken = default) =>
        _service.SendAsync<ListDevicesRequest, ListDevicesResponse>("ListDevices", request, cancellationToken);

    /// <inheritdoc/>
    public Task<ListWebAuthnCredentialsResponse> ListWebAuthnCredentialsAsync(ListWebAuthnCredentialsRequest request, CancellationToken cancellationToken = default) =>
        _service.SendAsync<ListWebAuthnCredentialsRequest, ListWebAuthnCredentialsResponse>("ListWebAuthnCredentials", request, cancellationToken);

    /// <inheritdoc/>
    public Task<ResendConfirmationCodeResponse> ResendConfirmationCodeAsync(ResendConfirmationCodeRequest request, CancellationToken cancellationToken = default) =>
        _service.SendAsync<ResendConfirmationCodeRequest, ResendConfirmationCodeResponse>("ResendConfirmationCode", request, cancellationToken);

    /// <inheritdoc/>
    public Task<RespondToAuthChallengeResponse> RespondToAuthChallengeAsync(RespondToAuthChallengeRequest request, CancellationToken cancellationToken = default) =>
        _service.SendAsync<RespondToAuthChallengeRequest, RespondToAuthChallengeResponse>("RespondToAuthChallenge", request, cancellationToken);

    /// <inheritdoc/>
    public Task<RevokeTokenResponse> RevokeTokenAsync(RevokeTokenRequest request, CancellationToken cancellationToken = default) =>
        _service.SendAsync<RevokeTokenRequest, RevokeTokenResponse>("RevokeToken", request, cancellationToken);

    /// <inheritdoc/>
    public Task<SetUserMFAPreferenceResponse> SetUserMFAPreferenceAsync(SetUserMFAPreferenceRequest request, CancellationToken cancellationToken = default) =>
        _service.SendAsync<SetUserMFAPreferenceRequest, SetUserMFAPreferenceResponse>("SetUserMFAPreference", request, cancellationToken);

    /// <inheritdoc/>
    public Task<SignUpResponse> SignUpAsync(SignUpRequest request, CancellationToken cancellationToken = default) =>
        _service.SendAsync<SignUpRequest, SignUpResponse>("SignUp", request, cancellationToken);

    /// <inheritdoc/>
    public Task<StartWebAuthnRegistrationResponse> StartWebAuthnRegistrationAsync(StartWebAuthnRegistrationRequest request, CancellationToken cancellationToken = default) =>
        _service.SendAsync<StartWebAuthnRegistrationRequest, StartWebAuthnRegistrationResponse>("StartWebAuthnRegistration", request, cancellationToken);

    /// <inheritdoc/>
    public Task<UpdateDeviceStatusResponse> UpdateDeviceStatusAsync(UpdateDeviceStatusRequest request, CancellationToken cancellationToken = default) =>
        _service.SendAsync<UpdateDeviceStatusRequest, UpdateDeviceStatusResponse>("UpdateDeviceStatus", request, cancellationToken);

    /// <inheritdoc/>
    public Task<UpdateUserAttributesResponse> UpdateUserAttributesAsync(UpdateUserAttributesRequest request, CancellationToken cancellationToken = default) =>
        _service.SendAsync<UpdateUserAttributesRequest, UpdateUserAttributesResponse>("UpdateUserAttributes", request, cancellationToken);

    /// <inheritdoc/>
    public Task<VerifySoftwareTokenResponse> VerifySoftwareTokenAsync(VerifySoftwareTokenRequest request, CancellationToken cancellationToken = default) =>
        _service.SendAsync<VerifySoftwareTokenRequest, VerifySoftwareTokenResponse>("VerifySoftwareToken", request, cancellationToken);

    /// <inheritdoc/>
    public Task<VerifyUserAttributeResponse> VerifyUserAttributeAsync(VerifyUserAttributeRequest request, CancellationToken cancellationToken = default) =>
        _service.SendAsync<VerifyUserAttributeRequest, VerifyUserAttributeResponse>("VerifyUserAttribute", request, cancellationToken);

    /// <summary>Ends the client: it takes no new calls, and those under way may fail.</summary>
    public void Dispose() => _service.Dispose();
}
