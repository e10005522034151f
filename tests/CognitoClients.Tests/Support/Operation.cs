using System.Reflection;
using Amazon.Runtime;
using Amplify.CognitoIdentity;
using Amplify.CognitoIdentityProvider;

namespace Amplify.Tests.Support;

/// <summary>One operation of one of the two clients, callable without knowing its types.</summary>
internal sealed class Operation
{
    public required Type Interface { get; init; }

    public required MethodInfo Method { get; init; }

    public string Name => Method.Name[..^"Async".Length];

    public string Section => IsUserPool ? "CognitoIdentityProvider" : "CognitoIdentity";

    public bool IsUserPool => Interface == typeof(IAmazonCognitoIdentityProvider);

    public Type RequestType => Method.GetParameters()[0].ParameterType;

    public Type ResponseType => Method.ReturnType.GetGenericArguments()[0];

    public static IEnumerable<Operation> All { get; } =
    [
        .. new[] { typeof(IAmazonCognitoIdentityProvider), typeof(IAmazonCognitoIdentity) }.SelectMany(client =>
            client.GetMethods().Where(method => method.Name.EndsWith("Async", StringComparison.Ordinal)).Select(method => new Operation { Interface = client, Method = method })),
    ];

    public static IEnumerable<TestCaseData> Cases => All.Select(operation => new TestCaseData(operation).SetArgDisplayNames(operation.Name));

    public IAmazonService CreateClient(HttpMessageHandler http) => IsUserPool
        ? new AmazonCognitoIdentityProviderClient(new AmazonCognitoIdentityProviderConfig { RegionEndpoint = Amazon.RegionEndpoint.EUWest1 }, http)
        : new AmazonCognitoIdentityClient(new AmazonCognitoIdentityConfig { RegionEndpoint = Amazon.RegionEndpoint.EUWest1 }, http);

    public async Task<AmazonWebServiceResponse> CallAsync(IAmazonService client, object? request, CancellationToken cancellationToken = default)
    {
        Task task;
        try
        {
            task = (Task)Method.Invoke(client, [request, cancellationToken])!;
        }
        catch (TargetInvocationException e)
        {
            throw e.InnerException!;
        }

        await task;
        return (AmazonWebServiceResponse)task.GetType().GetProperty("Result")!.GetValue(task)!;
    }

    public override string ToString() => Name;
}
