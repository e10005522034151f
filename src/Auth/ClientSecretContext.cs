namespace Amplify;

/// <summary>Why <see cref="AuthServices.ClientSecretProvider"/> is asked.</summary>
public sealed class ClientSecretContext
{
    /// <summary>
    /// The secret it gave a moment ago, which the service has refused: a provider that caches must look past its cache now. Null
    /// when it is asked for the first time about a request.
    /// </summary>
    public Secret? Refused { get; init; }
}
