namespace Amplify;

/// <summary>Which request <see cref="AuthServices.ClientMetadataProvider"/> is asked about.</summary>
public sealed class ClientMetadataContext
{
    /// <summary>
    /// The operation the metadata goes along with, such as <c>SignUp</c>, <c>InitiateAuth</c> or, for a refresh,
    /// <c>GetTokensFromRefreshToken</c>.
    /// </summary>
    public string Operation { get; init; } = "";

    /// <summary>The user name in the request, or that of the signed-in user; null when it is not known.</summary>
    public string? Username { get; init; }
}
