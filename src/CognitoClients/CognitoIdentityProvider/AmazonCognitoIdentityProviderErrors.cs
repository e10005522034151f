using System.Collections.Frozen;
using Amazon.Runtime;
using Amplify.CognitoClients;
using Amplify.CognitoIdentityProvider.Model;

namespace Amplify.CognitoIdentityProvider;

/// <summary>Which class stands for which error code.</summary>
internal static class AmazonCognitoIdentityProviderErrors
{
    private static readonly FrozenDictionary<string, Func<ServiceError, AmazonServiceException>> Known = new Dictionary<string, Func<ServiceError, AmazonServiceException>>
    {
        [nameof(AliasExistsException)] = static e => new AliasExistsException(e.Message, e.Cause, e.Type, e.Code, e.RequestId, e.Status),
        [nameof(CodeDeliveryFailureException)] = static e => new CodeDeliveryFailureException(e.Message, e.Cause, e.Type, e.Code, e.RequestId, e.Status),
        [nameof(CodeMismatchException)] = static e => new CodeMismatchException(e.Message, e.Cause, e.Type, e.Code, e.RequestId, e.Status),
        [nameof(ConcurrentModificationException)] = static e => new ConcurrentModificationException(e.Message, e.Cause, e.Type, e.Code, e.RequestId, e.Status),
        [nameof(DeviceKeyExistsException)] = static e => new DeviceKeyExistsException(e.Message, e.Cause, e.Type, e.Code, e.RequestId, e.Status),
        [nameof(EnableSoftwareTokenMFAException)] = static e => new EnableSoftwareTokenMFAException(e.Message, e.Cause, e.Type, e.Code, e.RequestId, e.Status),
        [nameof(ExpiredCodeException)] = static e => new ExpiredCodeException(e.Message, e.Cause, e.Type, e.Code, e.RequestId, e.Status),
        [nameof(FeatureUnavailableInTierException)] = static e => new FeatureUnavailableInTierException(e.Message, e.Cause, e.Type, e.Code, e.RequestId, e.Status),
        [nameof(ForbiddenException)] = static e => new ForbiddenException(e.Message, e.Cause, e.Type, e.Code, e.RequestId, e.Status),
        [nameof(InternalErrorException)] = static e => new InternalErrorException(e.Message, e.Cause, e.Type, e.Code, e.RequestId, e.Status),
        [nameof(InvalidEmailRoleAccessPolicyException)] = static e => new InvalidEmailRoleAccessPolicyException(e.Message, e.Cause, e.Type, e.Code, e.RequestId, e.Status),
        [nameof(InvalidLambdaResponseException)] = static e => new InvalidLambdaResponseException(e.Message, e.Cause, e.Type, e.Code, e.RequestId, e.Status),
        [nameof(InvalidParameterException)] = static e => new InvalidParameterException(e.Message, e.Cause, e.Type, e.Code, e.RequestId, e.Status) { ReasonCode = e.ReasonCode },
        [nameof(InvalidPasswordException)] = static e => new InvalidPasswordException(e.Message, e.Cause, e.Type, e.Code, e.RequestId, e.Status),
        [nameof(InvalidSmsRoleAccessPolicyException)] = static e => new InvalidSmsRoleAccessPolicyException(e.Message, e.Cause, e.Type, e.Code, e.RequestId, e.Status),
        [nameof(InvalidSmsRoleTrustRelationshipException)] = static e => new InvalidSmsRoleTrustRelationshipException(e.Message, e.Cause, e.Type, e.Code, e.RequestId, e.Status),
        [nameof(InvalidUserPoolConfigurationException)] = static e => new InvalidUserPoolConfigurationException(e.Message, e.Cause, e.Type, e.Code, e.RequestId, e.Status),
        [nameof(LimitExceededException)] = static e => new LimitExceededException(e.Message, e.Cause, e.Type, e.Code, e.RequestId, e.Status),
        [nameof(MFAMethodNotFoundException)] = static e => new MFAMethodNotFoundException(e.Message, e.Cause, e.Type, e.Code, e.RequestId, e.Status),
        [nameof(NotAuthorizedException)] = static e => new NotAuthorizedException(e.Message, e.Cause, e.Type, e.Code, e.RequestId, e.Status),
        [nameof(OperationNotEnabledException)] = static e => new OperationNotEnabledException(e.Message, e.Cause, e.Type, e.Code, e.RequestId, e.Status),
        [nameof(PasswordHistoryPolicyViolationException)] = static e => new PasswordHistoryPolicyViolationException(e.Message, e.Cause, e.Type, e.Code, e.RequestId, e.Status),
        [nameof(PasswordResetRequiredException)] = static e => new PasswordResetRequiredException(e.Message, e.Cause, e.Type, e.Code, e.RequestId, e.Status),
        [nameof(RefreshTokenReuseException)] = static e => new RefreshTokenReuseException(e.Message, e.Cause, e.Type, e.Code, e.RequestId, e.Status),
        [nameof(ResourceNotFoundException)] = static e => new ResourceNotFoundException(e.Message, e.Cause, e.Type, e.Code, e.RequestId, e.Status),
        [nameof(SoftwareTokenMFANotFoundException)] = static e => new SoftwareTokenMFANotFoundException(e.Message, e.Cause, e.Type, e.Code, e.RequestId, e.Status),
        [nameof(TooManyFailedAttemptsException)] = static e => new TooManyFailedAttemptsException(e.Message, e.Cause, e.Type, e.Code, e.RequestId, e.Status),
        [nameof(TooManyRequestsException)] = static e => new TooManyRequestsException(e.Message, e.Cause, e.Type, e.Code, e.RequestId, e.Status),
        [nameof(UnauthorizedException)] = static e => new UnauthorizedException(e.Message, e.Cause, e.Type, e.Code, e.RequestId, e.Status),
        [nameof(UnexpectedLambdaException)] = static e => new UnexpectedLambdaException(e.Message, e.Cause, e.Type, e.Code, e.RequestId, e.Status),
        [nameof(UnsupportedOperationException)] = static e => new UnsupportedOperationException(e.Message, e.Cause, e.Type, e.Code, e.RequestId, e.Status),
        [nameof(UnsupportedTokenTypeException)] = static e => new UnsupportedTokenTypeException(e.Message, e.Cause, e.Type, e.Code, e.RequestId, e.Status),
        [nameof(UserLambdaValidationException)] = static e => new UserLambdaValidationException(e.Message, e.Cause, e.Type, e.Code, e.RequestId, e.Status),
        [nameof(UserNotConfirmedException)] = static e => new UserNotConfirmedException(e.Message, e.Cause, e.Type, e.Code, e.RequestId, e.Status),
        [nameof(UserNotFoundException)] = static e => new UserNotFoundException(e.Message, e.Cause, e.Type, e.Code, e.RequestId, e.Status),
        [nameof(UsernameExistsException)] = static e => new UsernameExistsException(e.Message, e.Cause, e.Type, e.Code, e.RequestId, e.Status),
        [nameof(WebAuthnChallengeNotFoundException)] = static e => new WebAuthnChallengeNotFoundException(e.Message, e.Cause, e.Type, e.Code, e.RequestId, e.Status),
        [nameof(WebAuthnClientMismatchException)] = static e => new WebAuthnClientMismatchException(e.Message, e.Cause, e.Type, e.Code, e.RequestId, e.Status),
        [nameof(WebAuthnConfigurationMissingException)] = static e => new WebAuthnConfigurationMissingException(e.Message, e.Cause, e.Type, e.Code, e.RequestId, e.Status),
        [nameof(WebAuthnCredentialNotSupportedException)] = static e => new WebAuthnCredentialNotSupportedException(e.Message, e.Cause, e.Type, e.Code, e.RequestId, e.Status),
        [nameof(WebAuthnNotEnabledException)] = static e => new WebAuthnNotEnabledException(e.Message, e.Cause, e.Type, e.Code, e.RequestId, e.Status),
        [nameof(WebAuthnOriginNotAllowedException)] = static e => new WebAuthnOriginNotAllowedException(e.Message, e.Cause, e.Type, e.Code, e.RequestId, e.Status),
        [nameof(WebAuthnRelyingPartyMismatchException)] = static e => new WebAuthnRelyingPartyMismatchException(e.Message, e.Cause, e.Type, e.Code, e.RequestId, e.Status),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Makes the exception of an error; an unknown code gets the base class.</summary>
    public static AmazonServiceException Create(ServiceError error) =>
        error.Code is not null && Known.TryGetValue(error.Code, out Func<ServiceError, AmazonServiceException>? make)
            ? make(error)
            : new AmazonCognitoIdentityProviderException(error.Message, error.Cause, error.Type, error.Code, error.RequestId, error.Status);
}
