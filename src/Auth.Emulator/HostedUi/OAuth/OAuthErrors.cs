namespace Amplify.Emulator;

/// <summary>What goes wrong at the OAuth endpoints.</summary>
internal static class OAuthErrors
{
    public static ServiceException InvalidRequest(string description = "") => new("invalid_request", description);

    public static ServiceException InvalidGrant(string description = "") => new("invalid_grant", description);
}
