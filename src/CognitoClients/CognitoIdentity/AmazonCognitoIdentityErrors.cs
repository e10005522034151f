using System.Collections.Frozen;
using Amazon.Runtime;
using Amplify.CognitoClients;
using Amplify.CognitoIdentity.Model;

namespace Amplify.CognitoIdentity;

/// <summary>Which class stands for which error code.</summary>
internal static class AmazonCognitoIdentityErrors
{
    private static readonly FrozenDictionary<string, Func<ServiceError, AmazonServiceException>> Known = new Dictionary<string, Func<ServiceError, AmazonServiceException>>
    {
        [nameof(ConcurrentModificationException)] = static e => new ConcurrentModificationException(e.Message, e.Cause, e.Type, e.Code, e.RequestId, e.Status),
        [nameof(ExternalServiceException)] = static e => new ExternalServiceException(e.Message, e.Cause, e.Type, e.Code, e.RequestId, e.Status),
        [nameof(InternalErrorException)] = static e => new InternalErrorException(e.Message, e.Cause, e.Type, e.Code, e.RequestId, e.Status),
        [nameof(InvalidIdentityPoolConfigurationException)] = static e => new InvalidIdentityPoolConfigurationException(e.Message, e.Cause, e.Type, e.Code, e.RequestId, e.Status),
        [nameof(InvalidParameterException)] = static e => new InvalidParameterException(e.Message, e.Cause, e.Type, e.Code, e.RequestId, e.Status),
        [nameof(LimitExceededException)] = static e => new LimitExceededException(e.Message, e.Cause, e.Type, e.Code, e.RequestId, e.Status),
        [nameof(NotAuthorizedException)] = static e => new NotAuthorizedException(e.Message, e.Cause, e.Type, e.Code, e.RequestId, e.Status),
        [nameof(ResourceConflictException)] = static e => new ResourceConflictException(e.Message, e.Cause, e.Type, e.Code, e.RequestId, e.Status),
        [nameof(ResourceNotFoundException)] = static e => new ResourceNotFoundException(e.Message, e.Cause, e.Type, e.Code, e.RequestId, e.Status),
        [nameof(TooManyRequestsException)] = static e => new TooManyRequestsException(e.Message, e.Cause, e.Type, e.Code, e.RequestId, e.Status),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Makes the exception of an error; an unknown code gets the base class.</summary>
    public static AmazonServiceException Create(ServiceError error) =>
        error.Code is not null && Known.TryGetValue(error.Code, out Func<ServiceError, AmazonServiceException>? make)
            ? make(error)
            : new AmazonCognitoIdentityException(error.Message, error.Cause, error.Type, error.Code, error.RequestId, error.Status);
}
