namespace Amplify.Desktop;

/// <summary>Which requests may be the browser coming back: a navigation by GET to the registered address, and nothing else.</summary>
internal static class RequestRules
{
    public static Refusal Check(RequestHead head, CallbackAddress address)
    {
        string[] hosts = [.. head.Values("Host")];
        if (hosts.Length != 1)
        {
            return Refusal.Malformed;
        }

        return !address.IsHost(hosts[0]) ? Refusal.WrongHost
            : !address.IsPath(Split(head.Target).Path) ? Refusal.WrongPath
            : head.Method != "GET" ? Refusal.WrongMethod
            : !IsNavigation(head) ? Refusal.NotANavigation
            : Refusal.None;
    }

    /// <summary>Path, and what comes after the question mark; null where there is none.</summary>
    public static (string Path, string? Query) Split(string target)
    {
        int mark = target.IndexOf('?', StringComparison.Ordinal);
        return mark < 0 ? (target, null) : (target[..mark], target[(mark + 1)..]);
    }

    /// <summary>
    /// Browsers say what a request is for, and no page can lie about it: scripts, images and frames of a page may call a loopback
    /// port, but only a tab that goes there is a sign-in's end. Old browsers say nothing.
    /// </summary>
    private static bool IsNavigation(RequestHead head) =>
        head.Values("Sec-Fetch-Mode").All(mode => mode == "navigate")
        && head.Values("Sec-Fetch-Dest").All(destination => destination == "document")
        && !head.Values("Sec-Purpose").Concat(head.Values("Purpose")).Any(purpose => purpose.Contains("prefetch", StringComparison.OrdinalIgnoreCase));
}
