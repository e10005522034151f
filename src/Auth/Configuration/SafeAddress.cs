using System.Net;

namespace Amplify.Configuration;

/// <summary>Which addresses secrets may be sent to: https, or plain http on this machine. Faults never repeat an address whole, it may carry a password or a key.</summary>
internal static class SafeAddress
{
    /// <summary>One sentence on what is wrong with an address; null when nothing is.</summary>
    public static string? FaultOf(Uri address, string name) => address switch
    {
        { IsAbsoluteUri: false } => $"{name} is not an absolute address: give scheme and host, such as 'https://idp.example.com'.",
        _ when !IsHttps(address) && !IsHttp(address) => $"{name} has the scheme '{address.Scheme}': only https is possible, or http on this machine.",
        _ when address.Host.Length == 0 => $"{name} names no host.",
        _ when address.UserInfo.Length > 0 => $"{name} holds a user name or password: addresses are logged, so they cannot carry any.",
        _ when address.Query.Length > 0 || address.Fragment.Length > 0 => $"{name} has a query or a fragment: give scheme, host, port and path only.",
        _ when IsHttp(address) && !IsLoopback(address) => $"{name} is plain http to '{address.Host}': use https, http is for this machine only (127.0.0.1, [::1], localhost).",
        _ => null,
    };

    private static bool IsHttps(Uri address) => string.Equals(address.Scheme, Uri.UriSchemeHttps, StringComparison.Ordinal);

    private static bool IsHttp(Uri address) => string.Equals(address.Scheme, Uri.UriSchemeHttp, StringComparison.Ordinal);

    // Addresses by their meaning, names by "localhost" alone: any other is a resolver's to answer.
    private static bool IsLoopback(Uri address) => address.HostNameType switch
    {
        UriHostNameType.IPv4 or UriHostNameType.IPv6 => IPAddress.TryParse(address.DnsSafeHost, out IPAddress? ip) && IPAddress.IsLoopback(ip),
        _ => string.Equals(address.Host, "localhost", StringComparison.OrdinalIgnoreCase),
    };
}
