using System.Net;
using System.Net.Sockets;

namespace Amplify.Desktop;

/// <summary>A redirect address that a program on this machine can listen on: plain http, on loopback only.</summary>
internal sealed class CallbackAddress
{
    private readonly string[] _hosts;
    private readonly string[] _paths;
    private readonly string _left;

    private CallbackAddress(Uri redirectUri, IPAddress[] addresses)
    {
        RedirectUri = redirectUri;
        Addresses = addresses;
        _left = redirectUri.GetLeftPart(UriPartial.Path);
        _hosts = redirectUri.IsDefaultPort ? [redirectUri.Host, $"{redirectUri.Host}:{redirectUri.Port}"] : [redirectUri.Authority];
        _paths = [redirectUri.AbsolutePath, PathAsWritten(redirectUri.OriginalString)];
    }

    /// <summary>As the app client has it.</summary>
    public Uri RedirectUri { get; }

    /// <summary>Where a browser may look for it: both families for the name <c>localhost</c>, which resolves to either.</summary>
    public IReadOnlyList<IPAddress> Addresses { get; }

    public int Port => RedirectUri.Port;

    /// <summary>The address, or null when a program on this machine cannot listen on it, or must not.</summary>
    public static CallbackAddress? TryFrom(Uri redirectUri)
    {
        if (!redirectUri.IsAbsoluteUri || redirectUri.Scheme != Uri.UriSchemeHttp || redirectUri.Port <= 0 || redirectUri.UserInfo.Length > 0 || redirectUri.Fragment.Length > 0)
        {
            return null;
        }

        if (redirectUri is { HostNameType: UriHostNameType.Dns, Host: "localhost" })
        {
            return new CallbackAddress(redirectUri, [IPAddress.Loopback, IPAddress.IPv6Loopback]);
        }

        // An IPv4 address inside an IPv6 one is not what listens on ::1.
        return IPAddress.TryParse(redirectUri.DnsSafeHost, out IPAddress? address) && IPAddress.IsLoopback(address) && !address.IsIPv4MappedToIPv6
            ? new CallbackAddress(redirectUri, [address])
            : null;
    }

    /// <summary>Whether a Host header names this address exactly. Any other was made by a name that somebody pointed here.</summary>
    public bool IsHost(string host) => _hosts.Contains(host, StringComparer.Ordinal);

    /// <summary>Whether a path is the one registered, letter by letter.</summary>
    public bool IsPath(string path) => _paths.Contains(path, StringComparer.Ordinal);

    /// <summary>The whole address that was called: ours with the query received, so that no header has a say in it. Null when that makes no address.</summary>
    /// <param name="query">What came after the question mark; null when there was none.</param>
    public Uri? TryWithQuery(string? query) =>
        Uri.TryCreate(query is null ? _left : $"{_left}?{query}", UriKind.Absolute, out Uri? callback) ? callback : null;

    /// <summary>Browsers keep escapes that <see cref="Uri"/> undoes, such as %7E.</summary>
    private static string PathAsWritten(string address)
    {
        int host = address.IndexOf("://", StringComparison.Ordinal) + 3;
        int end = address.IndexOf('?', host);
        string left = end < 0 ? address : address[..end];
        int path = left.IndexOf('/', host);
        return path < 0 ? "/" : left[path..];
    }
}
