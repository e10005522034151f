using System.Text.Json;
using Amazon.Runtime;

namespace Amplify.CognitoClients;

/// <summary>What tells one service of the AWS JSON 1.1 protocol from another.</summary>
internal sealed class ServiceDescription
{
    /// <summary>The service's name in messages.</summary>
    public required string Name { get; init; }

    /// <summary>The public class of the service's client.</summary>
    public required Type Client { get; init; }

    /// <summary>What precedes the operation in header <c>X-Amz-Target</c>, with the full stop.</summary>
    public required string TargetPrefix { get; init; }

    /// <summary>How requests are written and answers read.</summary>
    public required JsonSerializerOptions Json { get; init; }

    /// <summary>Makes the exception of an error answer.</summary>
    public required Func<ServiceError, AmazonServiceException> CreateException { get; init; }
}
