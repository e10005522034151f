namespace Amplify.Emulator;

/// <summary>Which scopes a request gets.</summary>
internal static class OAuthScopes
{
    private static readonly string[] NeedOpenId = ["email", "phone", "profile"];

    /// <summary>The scopes of a user's sign-in: those asked for, or all the client may have; <see langword="null"/> where one of them may not be.</summary>
    public static IReadOnlyList<string>? OfUser(EmulatedAppClient client, string? asked)
    {
        IReadOnlyList<string>? scopes = Among(client.Settings.AllowedOAuthScopes, asked);
        return scopes is null || (!scopes.Contains("openid") && scopes.Any(NeedOpenId.Contains)) ? null : scopes;
    }

    /// <summary>The scopes a client gets for itself: only those of resource servers.</summary>
    public static IReadOnlyList<string>? OfClient(EmulatedAppClient client, string? asked) =>
        Among([.. client.Settings.AllowedOAuthScopes.Except(AppClientSettings.StandardScopes)], asked) is { Count: > 0 } scopes ? scopes : null;

    private static IReadOnlyList<string>? Among(IReadOnlyList<string> allowed, string? asked)
    {
        if (asked is null)
        {
            return allowed;
        }

        string[] scopes = [.. asked.Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct()];
        return scopes.Length > 0 && scopes.All(allowed.Contains) ? scopes : null;
    }
}
