namespace Amplify.Configuration;

/// <summary>The pool's sign-in pages and OAuth endpoints, checked. Redirect URIs stay letter by letter what was configured: the service compares them so.</summary>
internal sealed class OAuthSettings
{
    private const string Name = nameof(AuthOptions.OAuth);
    private const int MaxRedirect = 1024;

    /// <summary>Schemes that run or show what stands behind them, instead of calling an application.</summary>
    private static readonly string[] _noSchemes = ["javascript", "vbscript", "data", "file", "about", "blob", "ftp"];

    private readonly string _base;

    private OAuthSettings(Uri domain) => _base = domain.AbsoluteUri.TrimEnd('/');

    /// <summary>Empty: everything the app client allows.</summary>
    public IReadOnlyList<string> Scopes { get; private init; } = [];

    public IReadOnlyList<Uri> RedirectSignIn { get; private init; } = [];

    /// <summary>Empty: the pages are not signed out of.</summary>
    public IReadOnlyList<Uri> RedirectSignOut { get; private init; } = [];

    /// <param name="path">Without a slash at its beginning, such as <c>oauth2/token</c>.</param>
    public Uri At(string path) => new($"{_base}/{path}");

    /// <returns>Null where nothing is configured, or it is faulty.</returns>
    public static OAuthSettings? Check(AuthOptions options, Uri? endpoint, List<string> faults)
    {
        if (options.OAuth is not { } oauth)
        {
            if (options.RefreshVia == RefreshVia.TokenEndpoint)
            {
                faults.Add("RefreshVia is TokenEndpoint, and there is no OAuth.Domain to find that endpoint at.");
            }

            return null;
        }

        Uri? domain = DomainOf(oauth.Domain, endpoint, faults);
        CheckScopes(oauth.Scopes, faults);
        List<Uri> signIn = RedirectsOf(oauth.RedirectSignIn, nameof(OAuthOptions.RedirectSignIn), faults);
        List<Uri> signOut = RedirectsOf(oauth.RedirectSignOut, nameof(OAuthOptions.RedirectSignOut), faults);
        if (oauth.RedirectSignIn is not { Count: > 0 } && options.RefreshVia != RefreshVia.TokenEndpoint)
        {
            faults.Add($"{Name}.{nameof(OAuthOptions.RedirectSignIn)} is empty: name the addresses the browser comes back to, as the app client has them.");
        }

        return domain is null ? null : new OAuthSettings(domain) { Scopes = [.. oauth.Scopes ?? []], RedirectSignIn = signIn, RedirectSignOut = signOut };
    }

    private static Uri? DomainOf(string? domain, Uri? endpoint, List<string> faults)
    {
        const string Setting = $"{Name}.{nameof(OAuthOptions.Domain)}";
        if (string.IsNullOrEmpty(domain))
        {
            faults.Add($"{Setting} is missing: give the user pool's domain, such as 'acme.auth.eu-west-1.amazoncognito.com'.");
            return null;
        }

        if (!domain.Contains("://", StringComparison.Ordinal))
        {
            if (Uri.CheckHostName(domain) == UriHostNameType.Dns)
            {
                return endpoint ?? new Uri($"https://{domain}");
            }

            faults.Add($"{Setting} is neither the name of a host nor a full address: give it as 'acme.auth.eu-west-1.amazoncognito.com'.");
            return null;
        }

        string? fault = Uri.TryCreate(domain, UriKind.Absolute, out Uri? address) ? SafeAddress.FaultOf(address, Setting) : $"{Setting} is not an absolute address.";
        if (fault is null)
        {
            return address;
        }

        faults.Add(fault);
        return null;
    }

    private static void CheckScopes(IReadOnlyList<string>? scopes, List<string> faults)
    {
        if (scopes?.Any(s => !IsScope(s)) == true)
        {
            faults.Add($"{Name}.{nameof(OAuthOptions.Scopes)} holds what is no scope: a scope is a word without blanks or quotes, such as 'openid' or 'photos/read'.");
        }
    }

    /// <summary>Whether a text is a scope-token (RFC 6749 §3.3).</summary>
    public static bool IsScope(string? scope) => scope is { Length: > 0 } && scope.All(c => c is '!' or (>= '#' and <= '[') or (>= ']' and <= '~'));

    private static List<Uri> RedirectsOf(IReadOnlyList<Uri>? redirects, string name, List<string> faults)
    {
        var checkedOnes = new List<Uri>();
        foreach (Uri redirect in redirects ?? [])
        {
            if (FaultOf(redirect, $"{Name}.{name}") is { } fault)
            {
                faults.Add(fault);
            }
            else
            {
                checkedOnes.Add(redirect);
            }
        }

        return checkedOnes;
    }

    private static string? FaultOf(Uri? redirect, string name) => redirect switch
    {
        null => $"{name} holds null.",
        { OriginalString.Length: > MaxRedirect } => $"{name} holds an address of more than {MaxRedirect} characters, the longest that app clients have.",
        { IsAbsoluteUri: false } => $"{name} holds an address that is not absolute.",
        { Scheme: "https" or "http" } => SafeAddress.FaultOf(redirect, name),
        _ when _noSchemes.Contains(redirect.Scheme) => $"{name} holds an address with the scheme '{redirect.Scheme}', which calls no application.",
        _ when redirect.Query.Length > 0 || redirect.Fragment.Length > 0 => $"{name} holds an address with a query or a fragment, where the service's own parameters come.",
        _ => null,
    };
}
