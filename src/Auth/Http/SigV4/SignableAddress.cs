using System.Text;

namespace Amplify.Http.SigV4;

/// <summary>
/// Spells an address so that it can be read in one way only. What services make of a plus sign, of lower-case escapes and, in
/// Amazon S3, of characters that may stand unescaped differs from one to the next, and a signature must not depend on it.
/// </summary>
internal static class SignableAddress
{
    /// <returns>The same address when there is nothing to spell otherwise.</returns>
    public static Uri Of(Uri address, bool doubleEncodePath)
    {
        string path = doubleEncodePath ? PercentEncoding.WithUpperCaseEscapes(address.AbsolutePath) : CanonicalRequest.Path(address.AbsolutePath, doubleEncode: false);
        string query = PercentEncoding.WithUpperCaseEscapes(address.Query).Replace("+", "%20", StringComparison.Ordinal);
        if (path == address.AbsolutePath && query == address.Query)
        {
            return address;
        }

        return new Uri(new StringBuilder().Append(address.Scheme).Append("://").Append(address.Authority).Append(path).Append(query).Append(address.Fragment).ToString());
    }

    /// <summary>The host as the header <c>Host</c> names it: with the port unless it is the scheme's own.</summary>
    public static string HostOf(Uri address)
    {
        string host = address.HostNameType == UriHostNameType.IPv6 ? address.Host : address.IdnHost;
        return address.IsDefaultPort ? host : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{host}:{address.Port}");
    }
}
