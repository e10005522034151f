using System.Security.Cryptography;
using System.Text;

namespace Amplify.Federation;

/// <summary>
/// Tells the callback of an attempt from everything else that may arrive at its address. What fails here ends nothing: anybody can
/// call a redirect URI, and the real callback may still come.
/// </summary>
internal static class Callbacks
{
    private const int MaxLength = 8 * 1024;

    /// <param name="callback">What the browser called.</param>
    /// <param name="redirect">Where it was told to come back to.</param>
    /// <param name="state">What it was given along.</param>
    /// <param name="issuer">Who an answer has to be from, where it says (RFC 9207, against mix-up).</param>
    /// <returns>Null where it is not the attempt's.</returns>
    public static CallbackAnswer? Read(Uri callback, Uri redirect, string state, string issuer)
    {
        if (!IsAt(callback, redirect))
        {
            return null;
        }

        if (ParametersOf(callback) is not { } parameters)
        {
            return null;
        }

        if (!Matches(parameters.GetValueOrDefault("state"), state) || (parameters.TryGetValue("iss", out string? from) && from != issuer))
        {
            return null;
        }

        string? code = parameters.GetValueOrDefault("code");
        string? error = parameters.GetValueOrDefault("error");
        return string.IsNullOrEmpty(code) == string.IsNullOrEmpty(error)
            ? null
            : new CallbackAnswer { Code = string.IsNullOrEmpty(error) ? code : null, Error = string.IsNullOrEmpty(error) ? null : error, ErrorDescription = parameters.GetValueOrDefault("error_description") };
    }

    /// <summary>
    /// The error of a callback that has no state at all. Some refusals of the sign-in page come so; anybody could send one too, so it ends nothing, and is told
    /// when nothing else came.
    /// </summary>
    public static string? RefusalWithoutState(Uri callback, Uri redirect) =>
        IsAt(callback, redirect) && ParametersOf(callback) is { } parameters && !parameters.ContainsKey("state")
            ? OAuthErrors.CodeOf(parameters.GetValueOrDefault("error"))
            : null;

    /// <summary>Whether a callback carries anything of a sign-in's answer.</summary>
    public static bool IsOfSignIn(Uri callback) => ParametersOf(callback) is not { Count: 0 };

    /// <summary>Whether an address is that of a redirect URI, whatever its query. A name beyond ASCII is one with its IDN form, which browsers send.</summary>
    public static bool IsAt(Uri callback, Uri redirect) => callback is { IsAbsoluteUri: true, OriginalString.Length: <= MaxLength }
        && string.Equals(callback.IdnHost, redirect.IdnHost, StringComparison.Ordinal)
        && Uri.Compare(callback, redirect, UriComponents.Scheme | UriComponents.StrongPort | UriComponents.UserInfo | UriComponents.Path, UriFormat.UriEscaped, StringComparison.Ordinal) == 0;

    /// <summary>What tells places apart that a browser comes back to: scheme and host, whatever port. The names of this machine are one.</summary>
    public static string OriginOf(Uri redirect) => redirect.IsLoopback ? $"{redirect.Scheme}://localhost" : $"{redirect.Scheme}://{redirect.IdnHost}";

    /// <summary>The parameters that count; null where one is there twice: which of them a check saw and which is used must not be a question.</summary>
    private static Dictionary<string, string>? ParametersOf(Uri callback)
    {
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string pair in callback.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = pair.IndexOf('=', StringComparison.Ordinal);
            string name = Decode(equals < 0 ? pair : pair[..equals]);
            if (name is "state" or "code" or "error" or "error_description" or "iss" && !parameters.TryAdd(name, equals < 0 ? "" : Decode(pair[(equals + 1)..])))
            {
                return null;
            }
        }

        return parameters;
    }

    private static bool Matches(string? given, string expected) =>
        given is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(expected));

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
