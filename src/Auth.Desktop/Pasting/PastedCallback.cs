namespace Amplify.Desktop;

/// <summary>Reads the address a person pasted, and sees to it that it leads to the redirect address.</summary>
internal sealed class PastedCallback(Uri redirectUri)
{
    private const int MaxLength = 8 * 1024;

    public Uri RedirectUri { get; } = redirectUri;

    /// <summary>What it begins with.</summary>
    public string Start { get; } = redirectUri.GetLeftPart(UriPartial.Path);

    /// <summary>The address; null when the text is none, or leads elsewhere.</summary>
    public Uri? TryRead(string text)
    {
        string address = text.Trim().Trim('"', '\'', '<', '>');

        // Some browsers hide the scheme, and some copy what they show.
        if (!address.Contains("://", StringComparison.Ordinal) && address.StartsWith($"{RedirectUri.Authority}/", StringComparison.OrdinalIgnoreCase))
        {
            address = $"{RedirectUri.Scheme}://{address}";
        }

        return address.Length <= MaxLength && Uri.TryCreate(address, UriKind.Absolute, out Uri? callback) && LeadsHere(callback) ? callback : null;
    }

    private bool LeadsHere(Uri callback) => callback.Scheme == RedirectUri.Scheme
        && callback.Host == RedirectUri.Host
        && callback.Port == RedirectUri.Port
        && callback.UserInfo == RedirectUri.UserInfo
        && PathOf(callback) == PathOf(RedirectUri);

    /// <summary>Schemes of an application's own need no path, and some browsers add one.</summary>
    private static string PathOf(Uri address) => address.AbsolutePath.Length == 0 ? "/" : address.AbsolutePath;
}
