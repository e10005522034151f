using Amplify.Configuration;
using Amplify.SignIn.Srp;

namespace Amplify.SignIn;

/// <summary>Adds SECRET_HASH where the app client has a secret.</summary>
internal static class SecretHashes
{
    /// <param name="parameters">Where to add it.</param>
    /// <param name="settings">Secret and client.</param>
    /// <param name="username">The USERNAME of the same request, which the service hashes too.</param>
    public static void AddTo(Dictionary<string, string> parameters, AuthSettings settings, string username)
    {
        if (For(settings, username) is { } hash)
        {
            parameters["SECRET_HASH"] = hash;
        }
    }

    /// <returns>The hash over a request's user name; null where the app client has no secret.</returns>
    public static string? For(AuthSettings settings, string username) =>
        settings.ClientSecret is { } secret ? SecretHash.Compute(secret, settings.ClientId, username) : null;
}
