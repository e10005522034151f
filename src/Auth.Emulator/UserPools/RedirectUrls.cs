namespace Amplify.Emulator;

/// <summary>What callback and sign-out URLs may look like.</summary>
internal static class RedirectUrls
{
    private const int MaxLength = 1024;
    private static readonly string[] LoopbackHosts = ["localhost", "127.0.0.1", "[::1]"];

    // Where a browser would run what stands behind the colon.
    private static readonly string[] Dangerous = ["javascript", "data", "vbscript", "file", "blob", "about"];

    /// <summary>What is wrong with a URL; <see langword="null"/> when it may be registered.</summary>
    public static string? Objection(string url) =>
        url.Length is 0 or > MaxLength || url.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)) || !Uri.TryCreate(url, UriKind.Absolute, out Uri? uri) || uri.IsUnc || !url.Contains(':', StringComparison.Ordinal)
            ? $"'{url}' is no absolute URL."
        : url.Contains('#', StringComparison.Ordinal) ? $"'{url}' must have no fragment."
        : uri.Scheme == Uri.UriSchemeHttp && !LoopbackHosts.Contains(uri.Host) ? $"'{url}' must use https; http is for localhost only."
        : Dangerous.Contains(uri.Scheme) ? $"'{url}' has a scheme that cannot be called back."
        : null;
}
