namespace Amplify.SignIn;

/// <summary>Client metadata as the service's requests take it: null stays null and is not sent.</summary>
internal static class Metadata
{
    public static Dictionary<string, string>? ToDictionaryOrNull(this IReadOnlyDictionary<string, string>? values) =>
        values is null ? null : new Dictionary<string, string>(values);
}
